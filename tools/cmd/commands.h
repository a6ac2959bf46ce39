/* SPDX-License-Identifier: GPL-2.0-only */
/* The program's commands: a new one is one file and one row in commands.c. */
#ifndef FDMAP_COMMANDS_H
#define FDMAP_COMMANDS_H

#include <stddef.h>
#include <stdio.h>

#include "base/term.h"
#include "model/model.h"

/* Exit statuses. */
enum {
	STATUS_OK,
	STATUS_FAILED,		/* something asked for could not be shown */
	STATUS_USAGE
};

/**
 * struct target - what an argument names
 * @pid: process ID, a canonical decimal number
 * @fd: descriptor, or -1 for all
 * @found: a document of the process was read
 */
struct target {
	const char *pid;
	int fd;
	bool found;
};

/**
 * struct request - what the command line asks for
 * @targets: processes
 * @n_targets: their number
 * @from: saved text to read, or NULL for the live kernel
 * @format: how to show it, one of the command's
 * @term: how to print it
 * @out: what to print to
 */
struct request {
	struct target *targets;
	size_t n_targets;
	const char *from;
	const char *format;
	struct term term;
	FILE *out;
};

/* Options that not every command obeys. */
enum {
	OBEYS_COLOUR = 1,
	OBEYS_WIDTH = 2
};

/**
 * struct command - one command
 * @name: its name
 * @formats: what --format can be, ended by NULL; the first one is the default
 * @obeys: options that it obeys, of the enum above
 * @names: processes or a saved text must be named; else all processes are meant
 * @takes_fds: an argument may name a descriptor, as PID:FD
 * @needs_all: @run needs a model of all processes whatever is named
 * @run: shows @model; returns an exit status
 */
struct command {
	const char *name;
	const char *const *formats;
	unsigned int obeys;
	bool names;
	bool takes_fds;
	bool needs_all;
	int (*run)(const struct request *request, const struct model *model);
};

extern const struct command command_draw;
extern const struct command command_list;
extern const struct command command_refs;

/** command_find() - the command of that name, or NULL */
const struct command *command_find(const char *name);

/**
 * command_run() - read what is asked for and run a command on it
 *
 * What cannot be read is reported and left out.
 *
 * Return: an exit status.
 */
int command_run(const struct command *command, struct request *request);

#endif
