/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * pivot_root(2): the kernel goes over all tasks, each of them locked for a moment
 * with the list of all locked.
 */
#ifndef PIVOT_H
#define PIVOT_H

#include <stdbool.h>

/*
 * pivot_prepare() - give this process a root that can be changed
 *
 * It is in the working directory, and nobody else sees it.  Return: false with
 * errno.
 */
bool pivot_prepare(void);

/* pivot() - change the root once, and leave all mounts as they were; the same */
bool pivot(void);

#endif
