// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "waits.h"

#define SECOND 1000000000LL	/* nanoseconds */

/* Longest pause between two calls, in microseconds. */
#define PAUSE 4000

static int64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * SECOND + time.tv_nsec;
}

static int compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

void waits_measure(struct waits *waits, void (*call)(void *), void *arg,
		   double seconds)
{
	int64_t first = now(), begin = first, end = first + seconds * SECOND;

	for (waits->n = 0; waits->n < WAITS_MOST && begin < end; waits->n++) {
		usleep(rand() % PAUSE);
		begin = now();
		call(arg);
		waits->ns[waits->n] = now() - begin;
	}
	waits->all = now() - first;
	qsort(waits->ns, waits->n, sizeof(*waits->ns), compare);
}

int64_t waits_median(const struct waits *waits)
{
	return waits->ns[waits->n / 2];
}

int64_t waits_longest(const struct waits *waits)
{
	return waits->ns[waits->n - 1];
}

double waits_share(const struct waits *waits, int64_t limit)
{
	int64_t sum = 0;
	size_t i = waits->n;

	while (i-- > 0 && waits->ns[i] > limit)
		sum += waits->ns[i];
	return (double)sum / waits->all;
}
