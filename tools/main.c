// SPDX-License-Identifier: GPL-2.0-only
#include <argp.h>
#include <locale.h>

#include "cmd/commands.h"
#include "cmd/usage.h"

#ifndef FDMAP_VERSION
#define FDMAP_VERSION "0.1"
#endif

int main(int argc, char **argv)
{
	setlocale(LC_CTYPE, "");
	argp_program_version = "fdmap " FDMAP_VERSION;
	argp_err_exit_status = STATUS_USAGE;
	return commands_run(argc, argv);
}
