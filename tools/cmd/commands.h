/* SPDX-License-Identifier: GPL-2.0-only */
/* The program's commands: a new one is one file, and one row here. */
#ifndef FDMAP_COMMANDS_H
#define FDMAP_COMMANDS_H

#include <argp.h>

/**
 * struct command - one command
 * @name: its name
 * @argp: its options and arguments, with what they and it are for
 * @run: takes its command line and does it; returns an exit status
 */
struct command {
	const char *name;
	const struct argp *argp;
	int (*run)(int argc, char **argv);
};

/* All of them; the first one is meant where none is named. */
#define COMMANDS(row) \
	row(draw)     \
	row(list)     \
	row(refs)     \
	row(save)

#define DECLARE_COMMAND(name) extern const struct command command_##name;
COMMANDS(DECLARE_COMMAND)

/**
 * commands_run() - do what a command line asks for
 *
 * The command may stand after options; without one the first of all is meant.
 *
 * Return: an exit status.
 */
int commands_run(int argc, char **argv);

#endif
