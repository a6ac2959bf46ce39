/* SPDX-License-Identifier: GPL-2.0-only */
/* The program's commands: a new one is one file and one row in commands.c. */
#ifndef FDMAP_COMMANDS_H
#define FDMAP_COMMANDS_H

#include <stddef.h>

#include "model.h"
#include "render.h"
#include "source.h"
#include "term.h"

/* Exit statuses. */
enum {
	STATUS_OK,
	STATUS_FAILED,		/* something asked for could not be shown */
	STATUS_USAGE
};

/**
 * struct request - what the command line asks for
 * @pids: process IDs, canonical decimal numbers
 * @n_pids: their number
 * @from: saved text to read, or NULL for the live kernel
 * @renderer: how to draw
 * @term: what to print on
 */
struct request {
	char **pids;
	size_t n_pids;
	const char *from;
	const struct renderer *renderer;
	struct term term;
};

/**
 * struct command - one command
 * @name: its name
 * @draws: it makes a drawing, so it obeys the options that are about that, and
 *	processes or a saved text must be named; else all processes are meant
 * @run: shows @model; returns an exit status
 */
struct command {
	const char *name;
	bool draws;
	int (*run)(const struct request *request, const struct model *model);
};

extern const struct command command_draw;
extern const struct command command_list;

/** command_find() - the command of that name, or NULL */
const struct command *command_find(const char *name);

/**
 * command_run() - read what is asked for and run a command on it
 *
 * What cannot be read is reported and left out.
 *
 * Return: an exit status.
 */
int command_run(const struct command *command, const struct request *request);

#endif
