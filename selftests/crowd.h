/* SPDX-License-Identifier: GPL-2.0-only */
/* A process with a large table in which open files come and go all the time. */
#ifndef CROWD_H
#define CROWD_H

#include "fixture.h"
#include "loners.h"

/* Files come and go in three groups: at both ends of a table and between. */
#define CROWD_GROUP   24
#define CROWD_GROUPS  3
#define CROWD_STRIDE  1100
#define CROWD_LONERS  (CROWD_GROUPS * CROWD_GROUP)

/* No table has as many descriptors. */
#define CROWD_MOST 4000

/* shared[] of the process: the first number that is none of its own, turns */
enum { CROWD_LIMIT, CROWD_TURNS };

/*
 * struct crowd - what a process holds
 * @sort: of what has a descriptor
 * @other: of what else it holds; NULL for nothing
 * @threads: how many let files come and go; 1 if there is something else: the
 *	     number that this has for a moment is beyond the limit then
 */
struct crowd {
	const struct loner_sort *sort, *other;
	int threads;
	struct loner loners[CROWD_LONERS], others[CROWD_GROUP];
	struct child *child;
};

/*
 * crowd_hold() - in a child: make the table; at the next step, change it until
 * killed
 */
void crowd_hold(struct child *child, void *crowd);

/* crowd_clear_table() - close all, and allow CROWD_MOST descriptors */
void crowd_clear_table(void);

#endif
