/* SPDX-License-Identifier: GPL-2.0-only */
/* Sets of process numbers, as a directory or a text lists them. */
#ifndef PIDS_H
#define PIDS_H

#include <stddef.h>

#define MAX_PID (1 << 22)	/* of every kernel: PID_MAX_LIMIT */

/* struct pids - how often each number is there, and how many there are */
struct pids {
	unsigned char has[MAX_PID + 1];
	size_t count;
};

struct pids *pids_create(void);
void pids_add(struct pids *pids, int pid);

/* The numbers that a directory lists. */
struct pids *pids_listed(const char *directory);

/*
 * pids_differ() - compare with what /proc listed before and after
 *
 * What was there both times must be there once, and nothing else but what was
 * there at one of the times.  A process that lived in between only is reported
 * too: where others may start some, try again.
 * Return: NULL, or what is wrong in a static buffer.
 */
const char *pids_differ(const struct pids *before, const struct pids *seen,
			const struct pids *after);

#endif
