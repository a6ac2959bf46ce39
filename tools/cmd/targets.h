/* SPDX-License-Identifier: GPL-2.0-only */
/* Arguments that name processes, or descriptors of them. */
#ifndef FDMAP_TARGETS_H
#define FDMAP_TARGETS_H

#include "model/moment.h"

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

/** struct targets - all that are named; all zero at first */
struct targets {
	struct target *target;
	size_t n, alloc;
};

/**
 * targets_add() - take an argument; a bad one ends the program
 * @targets: to which it is added
 * @arg: PID, or PID:FD
 * @takes_fds: whether it may be PID:FD
 */
void targets_add(struct targets *targets, char *arg, bool takes_fds);

/** targets_need() - end the program if nothing is named, nor a saved text */
void targets_need(const struct targets *targets, const char *from);

/**
 * targets_read() - read what is named, and make the model of it
 * @targets: what is named; all processes if that is nothing
 * @from: saved text to read, or NULL for the live kernel
 * @all: make a model of all processes, whatever is named
 * @moment: all zero; freed by moment_free() in any case
 *
 * Return: false after a report if something could not be read; the rest was.
 */
bool targets_read(struct targets *targets, const char *from, bool all,
		  struct moment *moment);

void targets_free(struct targets *targets);

#endif
