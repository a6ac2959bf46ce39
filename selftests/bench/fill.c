// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fill.h"

/* Descriptors beyond those asked for: the standard ones and a few to spare. */
#define SPARE 100

/* Open files of the whole system besides this process's. */
#define FILES_OF_OTHERS 1000000

static int open_file(const char *dir, unsigned int i)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%d-%u", dir, getpid(), i);
	return open(path, O_RDWR | O_CREAT, 0600);
}

static int open_null(const char *dir, unsigned int i)
{
	(void)dir;
	(void)i;
	return open("/dev/null", O_RDWR);
}

static int open_socket(const char *dir, unsigned int i)
{
	(void)dir;
	(void)i;
	return socket(AF_INET, SOCK_DGRAM, 0);
}

static int open_dup(const char *dir, unsigned int i)
{
	(void)dir;
	(void)i;
	return dup(STDIN_FILENO);
}

static int (*const sorts[])(const char *dir, unsigned int i) = {
	open_file, open_null, open_socket, open_dup,
};

#define SORTS (sizeof(sorts) / sizeof(sorts[0]))

/* A sysctl is raised, never lowered. */
static void raise_sysctl(const char *path, unsigned long least)
{
	unsigned long value;
	FILE *file = fopen(path, "r+");

	if (!file)
		err(EXIT_FAILURE, "cannot open '%s'", path);
	if (fscanf(file, "%lu", &value) != 1)
		errx(EXIT_FAILURE, "no number in '%s'", path);
	rewind(file);
	if (value < least)
		fprintf(file, "%lu\n", least);
	if (fclose(file))
		err(EXIT_FAILURE, "cannot write %lu to '%s'", least, path);
}

void fill_allow(unsigned int count)
{
	struct rlimit limit = { count + SPARE, count + SPARE };

	raise_sysctl("/proc/sys/fs/nr_open", count + SPARE);
	raise_sysctl("/proc/sys/fs/file-max", count + FILES_OF_OTHERS);
	if (setrlimit(RLIMIT_NOFILE, &limit))
		err(EXIT_FAILURE, "cannot allow %u descriptors", count);
}

void fill_table(const char *dir, unsigned int count)
{
	unsigned int i;

	for (i = 0; i < count; i++)
		if (sorts[i % SORTS](dir, i) < 0)
			err(EXIT_FAILURE, "cannot make descriptor %u", i);
}

void fill_deep(const char *dir, unsigned int depth, unsigned int count)
{
	unsigned int i;

	if (chdir(dir))
		err(EXIT_FAILURE, "cannot enter '%s'", dir);
	for (i = 0; i < depth; i++)
		if (mkdir("a", 0755) || chdir("a"))
			err(EXIT_FAILURE, "cannot make directory %u", i);
	for (i = 0; i < count; i++)
		if (open_file(".", 0) < 0)
			err(EXIT_FAILURE, "cannot make descriptor %u", i);
}
