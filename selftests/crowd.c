// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "crowd.h"

void crowd_clear_table(void)
{
	const struct rlimit limit = { CROWD_MOST, CROWD_MOST };

	if (setrlimit(RLIMIT_NOFILE, &limit) || close_range(0, ~0U, 0))
		_exit(1);
}

/* A file of its own that stays; its number. */
static int open_one(void)
{
	int fd = open("/dev/null", O_RDONLY);

	if (fd < 0)
		_exit(1);
	return fd;
}

static void take_others(struct crowd *crowd)
{
	int i;

	for (i = 0; crowd->other && i < CROWD_GROUP; i++) {
		if (crowd->other->begin)
			crowd->other->begin(&crowd->others[i]);
		crowd->other->take(&crowd->others[i]);
	}
}

/* Each group begins at the number that it should, but for what is before it. */
static void fill_table(struct crowd *crowd)
{
	int group, i;

	for (group = 0; group < CROWD_GROUPS; group++) {
		while (open_one() < group * CROWD_STRIDE - 1)
			;
		if (group == 1)
			take_others(crowd);
		for (i = 0; i < CROWD_GROUP; i++)
			crowd->sort->take(&crowd->loners[group * CROWD_GROUP +
							 i]);
	}
	crowd->child->shared[CROWD_LIMIT] = open_one() + 1;
}

/* Two files go, and two come: each may be where the other one was. */
static void swap(const struct crowd *crowd, struct loner *one,
		 struct loner *two, const struct loner_sort *sort)
{
	crowd->sort->drop(one);
	sort->drop(two);
	crowd->sort->take(one);
	sort->take(two);
	crowd->child->shared[CROWD_TURNS]++;
}

/* Each thread has loners of its own, in all groups. */
static struct loner *pick(struct crowd *crowd, int thread, unsigned int *seed)
{
	int n = CROWD_LONERS / crowd->threads;

	return &crowd->loners[rand_r(seed) % n * crowd->threads + thread];
}

static void *churn(void *arg)
{
	static int threads;
	int thread = __sync_fetch_and_add(&threads, 1);
	struct crowd *crowd = arg;
	struct loner *one, *two;
	unsigned int seed = thread;

	for (;;) {
		one = pick(crowd, thread, &seed);
		two = pick(crowd, thread, &seed);
		if (crowd->other)
			swap(crowd, one,
			     &crowd->others[rand_r(&seed) % CROWD_GROUP],
			     crowd->other);
		else if (one != two)
			swap(crowd, one, two, crowd->sort);
	}
	return NULL;
}

void crowd_hold(struct child *child, void *arg)
{
	struct crowd *crowd = arg;
	pthread_t thread;
	int i;

	crowd->child = child;
	crowd_clear_table();
	fill_table(crowd);
	child_ready(child);
	for (i = 1; i < crowd->threads; i++)
		if (pthread_create(&thread, NULL, churn, crowd))
			_exit(1);
	churn(crowd);
}
