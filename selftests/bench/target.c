// SPDX-License-Identifier: GPL-2.0-only
/*
 * target DIR DESCRIPTORS [DEPTH]: a process with that many descriptors besides
 * the standard three, which times itself while others look at it. With DEPTH,
 * they are of one file that lies so many directories deep.
 *
 * Writes its process ID, and then a line for each line that it reads:
 *
 *	opens	opens and closes a file many times
 *	forks	makes children that exit, many times, and waits for each
 *	forking	the same for some seconds; answers "done"
 *	duping	duplicates a descriptor, closes that, and pauses for a moment,
 *		for some seconds; answers "done"
 *
 * The answer to "opens" and "forks" is the median and the 99th percentile of
 * what one took, in nanoseconds.
 *
 * It ends at the end of its input.
 */
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
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

/* What is done for some seconds, and the pause of it, in microseconds. */
#define SECONDS		5
#define PAUSE		200

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

static void keep_on(void (*once)(void))
{
	int64_t end = now() + SECONDS * SECOND;

	while (now() < end)
		once();
	puts("done");
}

static void do_forking(void)
{
	keep_on(fork_once);
}

static void dup_once(void)
{
	close(dup(STDIN_FILENO));
	usleep(PAUSE);
}

static void do_duping(void)
{
	keep_on(dup_once);
}

static const struct {
	const char *name;
	void (*run)(void);
} commands[] = {
	{ "opens\n", do_opens },
	{ "forks\n", do_forks },
	{ "forking\n", do_forking },
	{ "duping\n", do_duping },
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

	if (argc != 3 && argc != 4)
		errx(2, "usage: target DIR DESCRIPTORS [DEPTH]");
	count = strtoul(argv[2], NULL, 10);
	setvbuf(stdout, NULL, _IOLBF, 0);
	fill_allow(count);
	if (argc == 4)
		fill_deep(argv[1], strtoul(argv[3], NULL, 10), count);
	else
		fill_table(argv[1], count);
	printf("%d\n", getpid());
	while (fgets(line, sizeof(line), stdin))
		run(line);
	return EXIT_SUCCESS;
}
