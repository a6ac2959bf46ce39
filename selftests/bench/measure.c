// SPDX-License-Identifier: GPL-2.0-only
/*
 * measure RUNS SECONDS CGROUP COMMAND [ARG...]: run a command several times.
 *
 * RUNS times, but no more when SECONDS have been used up by those before. Its
 * output goes to /dev/null. Each run is in a new memory control group inside
 * the directory CGROUP (cgroup v2, memory controller on for its children).
 *
 * Prints one line, fields separated by tabs: runs; median, shortest and
 * longest time in seconds; and the most that any run had of: bytes written
 * (wchar of /proc/PID/io), resident set of the program in KiB (getrusage(2)),
 * and memory charged to the group, the kernel's for it included, in KiB
 * (memory.peak).
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MAX_RUNS 100

/** struct use - what was used, by one run or at most by any */
struct use {
	double seconds;
	unsigned long bytes;
	unsigned long rss;	/* KiB */
	unsigned long charged;	/* KiB */
};

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec + time.tv_nsec / 1e9;
}

/* The number in a file, after the word @key if one is given. */
static unsigned long number_in(const char *path, const char *key)
{
	unsigned long value = 0;
	char word[64] = "";
	FILE *file = fopen(path, "r");

	if (!file)
		err(EXIT_FAILURE, "cannot open '%s'", path);
	while (key && strcmp(word, key))
		if (fscanf(file, "%63s", word) != 1)
			errx(EXIT_FAILURE, "no '%s' in '%s'", key, path);
	if (fscanf(file, "%lu", &value) != 1)
		errx(EXIT_FAILURE, "no number in '%s'", path);
	fclose(file);
	return value;
}

/* Become the command, inside the group. Its time begins when it is there: to
 * move into a group takes longer than many a command.
 */
static void __attribute__((noreturn)) become(const char *group, char **command,
					     double *start)
{
	char path[PATH_MAX];
	FILE *file;

	snprintf(path, sizeof(path), "%s/cgroup.procs", group);
	file = fopen(path, "w");
	if (!file || fprintf(file, "0\n") < 0 || fclose(file))
		err(EXIT_FAILURE, "cannot enter group '%s'", group);
	if (!freopen("/dev/null", "w", stdout))
		err(EXIT_FAILURE, "cannot open '/dev/null'");
	*start = now();
	execvp(command[0], command);
	err(EXIT_FAILURE, "cannot run '%s'", command[0]);
}

/* Wait for the end of a run; what is written of a process is read before it
 * is reaped.
 */
static void wait_for_end(pid_t pid, const char *command, double *start,
			 struct use *use)
{
	struct rusage usage;
	char path[PATH_MAX];
	siginfo_t info;
	int status;

	if (waitid(P_PID, pid, &info, WEXITED | WNOWAIT))
		err(EXIT_FAILURE, "cannot wait for '%s'", command);
	use->seconds = now() - *start;
	snprintf(path, sizeof(path), "/proc/%d/io", pid);
	use->bytes = number_in(path, "wchar:");
	wait4(pid, &status, 0, &usage);
	if (!WIFEXITED(status) || WEXITSTATUS(status))
		errx(EXIT_FAILURE, "'%s' failed with status %#x", command,
		     status);
	use->rss = usage.ru_maxrss;
}

static struct use run_once(const char *cgroup, char **command, double *start)
{
	char group[PATH_MAX - 64], path[PATH_MAX];
	struct use use = { 0 };
	pid_t pid;

	snprintf(group, sizeof(group), "%s/run", cgroup);
	if (mkdir(group, 0755))
		err(EXIT_FAILURE, "cannot make group '%s'", group);
	pid = fork();
	if (pid < 0)
		err(EXIT_FAILURE, "cannot fork");
	if (!pid)
		become(group, command, start);
	wait_for_end(pid, command[0], start, &use);
	snprintf(path, sizeof(path), "%s/memory.peak", group);
	use.charged = number_in(path, NULL) / 1024;
	if (rmdir(group))
		err(EXIT_FAILURE, "cannot remove group '%s'", group);
	return use;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static unsigned long larger(unsigned long a, unsigned long b)
{
	return a > b ? a : b;
}

static void add(struct use *all, const struct use *run)
{
	all->seconds += run->seconds;
	all->bytes = larger(all->bytes, run->bytes);
	all->rss = larger(all->rss, run->rss);
	all->charged = larger(all->charged, run->charged);
}

int main(int argc, char **argv)
{
	double seconds[MAX_RUNS], limit, *start;
	struct use all = { 0 };
	size_t runs, n = 0;

	if (argc < 5)
		errx(2, "usage: measure RUNS SECONDS CGROUP COMMAND [ARG...]");
	runs = strtoul(argv[1], NULL, 10);
	limit = strtod(argv[2], NULL);
	if (runs < 1 || runs > MAX_RUNS)
		errx(2, "bad number of runs '%s': give 1 to %d", argv[1],
		     MAX_RUNS);
	start = mmap(NULL, sizeof(*start), PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (start == MAP_FAILED)
		err(EXIT_FAILURE, "cannot share memory");
	while (n < runs && (!n || all.seconds < limit)) {
		struct use run = run_once(argv[3], argv + 4, start);

		seconds[n++] = run.seconds;
		add(&all, &run);
	}
	qsort(seconds, n, sizeof(*seconds), compare);
	printf("%zu\t%.4f\t%.4f\t%.4f\t%lu\t%lu\t%lu\n", n,
	       (seconds[(n - 1) / 2] + seconds[n / 2]) / 2, seconds[0],
	       seconds[n - 1], all.bytes, all.rss, all.charged);
	return EXIT_SUCCESS;
}
