// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fault_injection.h"

#define FAILSLAB "/sys/kernel/debug/failslab/"
#define FAILPAGE "/sys/kernel/debug/fail_page_alloc/"

/* Allocations that could wait for memory fail too, and say nothing. */
static const struct {
	const char *file, *value;
	bool optional;
} settings[] = {
	{ FAILSLAB "ignore-gfp-wait", "N", false },
	{ FAILSLAB "verbose", "0", false },
	{ FAILSLAB "interval", "1", false },
	{ FAILSLAB "times", "-1", false },
	{ FAILSLAB "task-filter", "Y", false },
	{ FAILPAGE "ignore-gfp-wait", "N", true },
	{ FAILPAGE "ignore-gfp-highmem", "N", true },
	{ FAILPAGE "min-order", "0", true },
	{ FAILPAGE "verbose", "0", true },
};

/* Of this task; they take and give a number without allocating anything. */
static int fail_nth, make_it_fail;

static bool set(const char *path, const char *value)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t n = write(fd, value, strlen(value));

	close(fd);
	return n == (ssize_t)strlen(value);
}

bool fault_init(void)
{
	size_t i;

	fail_nth = open("/proc/thread-self/fail-nth", O_RDWR | O_CLOEXEC);
	make_it_fail = open("/proc/thread-self/make-it-fail",
			    O_WRONLY | O_CLOEXEC);
	if (fail_nth < 0 || make_it_fail < 0)
		return false;
	for (i = 0; i < sizeof(settings) / sizeof(settings[0]); i++)
		if (!set(settings[i].file, settings[i].value) &&
		    !settings[i].optional)
			return false;
	return true;
}

static void put(int file, int number)
{
	char value[16];

	if (pwrite(file, value, sprintf(value, "%d", number), 0) < 1)
		_exit(1);
}

void fault_at(int nth)
{
	put(fail_nth, nth);
}

void fault_rate(int percent)
{
	char value[16];

	snprintf(value, sizeof(value), "%d", percent);
	if (!set(FAILSLAB "probability", value))
		_exit(1);
}

void fault_may(void)
{
	put(make_it_fail, 1);
}

/* What is left to count is 0 once it has failed. */
bool fault_end(void)
{
	char left[16] = "";
	bool failed = pread(fail_nth, left, sizeof(left) - 1, 0) > 0 &&
		      !atoi(left);

	put(make_it_fail, 0);
	put(fail_nth, 0);
	return failed;
}
