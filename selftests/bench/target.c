// SPDX-License-Identifier: GPL-2.0-only
/*
 * target DIR DESCRIPTORS: a process with that many descriptors besides the
 * standard three, which times itself while others look at it.
 *
 * Writes its process ID, and then a line for each line that it reads:
 *
 *	fork	forks a child that exits; answers "done"
 *	cloexec	close_range(2) with CLOSE_RANGE_CLOEXEC; answers "done"
 *	opens	opens and closes a file many times
 *	forks	makes children that exit, many times, and waits for each
 *
 * The answer to the latter two is the median and the 99th percentile of what
 * one took, in nanoseconds.
 *
 * It ends at the end of its input.
 */
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "fill.h"

#define SECOND		1000000000LL	/* nanoseconds */
#define MAX_TIMES	20000

static int64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * SECOND + time.tv_nsec;
}

static void fork_once(void)
{
	pid_t pid = fork();

	if (pid < 0)
		err(EXIT_FAILURE, "cannot fork");
	if (!pid)
		_exit(EXIT_SUCCESS);
	waitpid(pid, NULL, 0);
}

static void do_fork(void)
{
	fork_once();
	puts("done");
}

static void do_cloexec(void)
{
	if (close_range(3, ~0U, CLOSE_RANGE_CLOEXEC))
		err(EXIT_FAILURE, "close_range failed");
	puts("done");
}

static int compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Time something that many times and answer. */
static void time_it(void (*once)(void), int times)
{
	static int64_t taken[MAX_TIMES];
	int i;

	for (i = 0; i < times; i++) {
		int64_t start = now();

		once();
		taken[i] = now() - start;
	}
	qsort(taken, times, sizeof(*taken), compare);
	printf("%lld\t%lld\n", (long long)taken[times / 2],
	       (long long)taken[times * 99 / 100]);
}

static void open_once(void)
{
	int fd = open("/dev/null", O_RDONLY);

	if (fd < 0)
		err(EXIT_FAILURE, "cannot open '/dev/null'");
	close(fd);
}

static void do_opens(void)
{
	time_it(open_once, MAX_TIMES);
}

static void do_forks(void)
{
	time_it(fork_once, MAX_TIMES / 40);
}

static const struct {
	const char *name;
	void (*run)(void);
} commands[] = {
	{ "fork\n", do_fork },
	{ "cloexec\n", do_cloexec },
	{ "opens\n", do_opens },
	{ "forks\n", do_forks },
};

static void run(const char *line)
{
	size_t i;

	for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		if (!strcmp(line, commands[i].name)) {
			commands[i].run();
			return;
		}
	}
	errx(2, "unknown command '%s'", line);
}

int main(int argc, char **argv)
{
	unsigned int count;
	char line[80];

	if (argc != 3)
		errx(2, "usage: target DIR DESCRIPTORS");
	count = strtoul(argv[2], NULL, 10);
	setvbuf(stdout, NULL, _IOLBF, 0);
	fill_allow(count);
	fill_table(argv[1], count);
	printf("%d\n", getpid());
	while (fgets(line, sizeof(line), stdin))
		run(line);
	return EXIT_SUCCESS;
}
