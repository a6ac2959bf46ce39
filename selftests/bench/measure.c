// SPDX-License-Identifier: GPL-2.0-only
/*
 * measure CGROUP COMMAND [ARG...]: run a command and say what it used.
 *
 * Its output goes to /dev/null. It runs in a new memory control group inside
 * the directory CGROUP (cgroup v2, memory controller on for its children).
 *
 * Prints one line, fields separated by tabs: time in seconds; bytes written
 * (wchar of /proc/PID/io); largest resident set of the program in KiB
 * (getrusage(2)); and most memory charged to the group, the kernel's for it
 * included, in KiB (memory.peak).
 */
#define _GNU_SOURCE
#include <err.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/** struct use - what was used */
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

/*
 * Become the command, inside the group. Its time begins when it is there: to
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

/* Wait for the end. /proc/PID/io is there until the process is reaped. */
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

static struct use run_once(const char *cgroup, char **command,
			   double *start)
{
	char group[PATH_MAX - 64], path[PATH_MAX];
	struct use use = { 0 };
	pid_t pid;

	snprintf(group, sizeof(group), "%s/command", cgroup);
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

int main(int argc, char **argv)
{
	struct use use;
	double *start;

	if (argc < 3)
		errx(2, "usage: measure CGROUP COMMAND [ARG...]");
	start = mmap(NULL, sizeof(*start), PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (start == MAP_FAILED)
		err(EXIT_FAILURE, "cannot share memory");
	use = run_once(argv[1], argv + 2, start);
	printf("%.4f\t%lu\t%lu\t%lu\n", use.seconds, use.bytes, use.rss,
	       use.charged);
	return EXIT_SUCCESS;
}
