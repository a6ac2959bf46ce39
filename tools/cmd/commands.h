/* SPDX-License-Identifier: GPL-2.0-only */
/* The program's commands: a new one is one file and one row in commands.c. */
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

extern const struct command command_draw;
extern const struct command command_list;
extern const struct command command_refs;

/**
 * commands_run() - do what a command line asks for
 *
 * The command may stand after options; without one the first of all is meant.
 *
 * Return: an exit status.
 */
int commands_run(int argc, char **argv);

#endif
