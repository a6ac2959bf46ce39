/* SPDX-License-Identifier: GPL-2.0-only */
/* How long a call waits, measured many times over. */
#ifndef WAITS_H
#define WAITS_H

#include <stddef.h>
#include <stdint.h>

#define WAITS_MOST 10000

/*
 * struct waits - nanoseconds that a call took each time, ascending
 * @all: nanoseconds that the whole measurement took
 */
struct waits {
	int64_t all;
	size_t n;
	int64_t ns[WAITS_MOST];
};

/*
 * waits_measure() - make a call again and again, at moments left to chance
 *
 * As often as there is room for in @waits, or for that many seconds and the
 * call that is under way then.
 */
void waits_measure(struct waits *waits, void (*call)(void *), void *arg,
		   double seconds);

/* What half of the calls did not exceed. */
int64_t waits_median(const struct waits *waits);

/* The longest of them. */
int64_t waits_longest(const struct waits *waits);

/*
 * waits_share() - in which share of the time one was in a call of more than
 * @limit nanoseconds
 *
 * Of time and not of calls, because whoever is held up for long makes few.
 */
double waits_share(const struct waits *waits, int64_t limit);

#endif
