// SPDX-License-Identifier: GPL-2.0-only
/*
 * eventfd, signalfd and timerfd: what their show_fdinfo() says in lines of
 * "name: value", under words of ours.
 */
#include <linux/kernel.h>
#include <linux/string.h>

#include "detail.h"
#include "kinds.h"
#include "snapshot.h"

/**
 * struct fdmap_counter_known - a line that is known
 * @name:	what it begins with
 * @key:	our word for it
 * @add:	adds its value
 */
struct fdmap_counter_known {
	const char *name;
	const char *key;
	void (*add)(struct fdmap_snapshot *snap, const struct fdmap_file *row,
		    const char *key, const char *value);
};

static void fdmap_counter_add(struct fdmap_snapshot *snap,
			      const struct fdmap_file *row, const char *key,
			      const char *value)
{
	fdmap_detail_add(snap, row, key, "%s", value);
}

static void fdmap_counter_add_hex(struct fdmap_snapshot *snap,
				  const struct fdmap_file *row,
				  const char *key, const char *value)
{
	u64 number;

	if (!kstrtou64(value, 16, &number))
		fdmap_detail_add(snap, row, key, "%llu", number);
}

/* "(seconds, nanoseconds)" */
static void fdmap_counter_add_time(struct fdmap_snapshot *snap,
				   const struct fdmap_file *row,
				   const char *key, const char *value)
{
	unsigned long long seconds, nanoseconds;

	if (sscanf(value, "(%llu, %llu)", &seconds, &nanoseconds) == 2)
		fdmap_detail_add(snap, row, key, "%llu.%09llu", seconds,
				 nanoseconds);
}

static const struct fdmap_counter_known fdmap_counter_lines[] = {
	{ "eventfd-count:", "count", fdmap_counter_add_hex },
	{ "eventfd-id:", "id", fdmap_counter_add },
	{ "eventfd-semaphore:", "semaphore", fdmap_counter_add },
	{ "sigmask:", "mask", fdmap_counter_add },
	{ "clockid:", "clock", fdmap_counter_add },
	{ "ticks:", "ticks", fdmap_counter_add },
	{ "settime flags:", "flags", fdmap_counter_add },
	{ "it_value:", "value", fdmap_counter_add_time },
	{ "it_interval:", "interval", fdmap_counter_add_time },
};

/**
 * fdmap_counter_read() - copy what a line of a counter says
 * @snap:	snapshot
 * @row:	the counter's row
 * @line:	a line of what its show_fdinfo() says; those that are not known
 *		are left out
 *
 * Context: may sleep.
 */
void fdmap_counter_read(struct fdmap_snapshot *snap,
			const struct fdmap_file *row, char *line)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(fdmap_counter_lines); i++) {
		const struct fdmap_counter_known *known =
			&fdmap_counter_lines[i];
		size_t length = strlen(known->name);

		if (!strncmp(line, known->name, length))
			known->add(snap, row, known->key,
				   strim(line + length));
	}
}
