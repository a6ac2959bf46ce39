// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"
#include "storm_readers.h"

/* The longest read(2). */
#define MAX_STEP 30000

/* Processes of one listing that are looked at. */
#define MAX_PIDS 1000

static enum reading bad(const char *problem)
{
	snprintf(fdmap_error, sizeof(fdmap_error), "%s", problem);
	return READING_BAD;
}

static enum reading cannot(const char *what)
{
	if (errno == ENOENT || errno == ENXIO || errno == ENODEV)
		return READING_GONE;
	snprintf(fdmap_error, sizeof(fdmap_error), "%s: %s", what,
		 strerror(errno));
	return READING_BAD;
}

static enum reading read_all(void)
{
	int fd = open(FDMAP_DIR "/all", O_RDONLY | O_CLOEXEC);
	size_t length;
	char *bytes;
	bool good;

	if (fd < 0)
		return cannot("open all");
	bytes = slurp(fd, 1 + rand() % MAX_STEP, &length);
	close(fd);
	good = bytes && fdmap_keeps_rules(bytes, length);
	free(bytes);
	return good ? READING_GOOD : READING_BAD;
}

/* The processes in the directory, at most @room; -1 and errno if not there. */
static int list(int *pids, int room)
{
	DIR *dir = opendir(FDMAP_DIR);
	struct dirent *entry;
	int n = 0;

	if (!dir)
		return -1;
	while (n < room && (entry = readdir(dir)))
		if (entry->d_name[0] >= '0' && entry->d_name[0] <= '9')
			pids[n++] = atoi(entry->d_name);
	closedir(dir);
	return n;
}

/* Look at each process of the directory, once that is closed again. */
static enum reading list_and(enum reading (*look)(pid_t pid))
{
	int pids[MAX_PIDS], n = list(pids, MAX_PIDS), i;

	if (n < 0)
		return cannot("opendir");
	for (i = 0; i < n; i++)
		if (look(pids[i]) == READING_BAD)
			return READING_BAD;
	return READING_GOOD;
}

/* What was read in pieces is the same when it is read again. */
static bool is_read_again(int fd, const char *first, size_t length)
{
	char *second = NULL;
	size_t again;
	bool same;

	if (!lseek(fd, 0, SEEK_SET))
		second = slurp(fd, MAX_STEP, &again);
	same = second && again == length && !memcmp(first, second, length);
	free(second);
	return same;
}

static enum reading read_twice(pid_t pid)
{
	enum reading reading = READING_GOOD;
	int fd = open_pid(pid);
	size_t length;
	char *bytes;

	if (fd < 0)
		return cannot("open");
	bytes = slurp(fd, 1 + rand() % MAX_STEP, &length);
	if (!bytes)
		reading = READING_BAD;
	else if (!is_read_again(fd, bytes, length))
		reading = bad("the second reading differs");
	else if (!fdmap_keeps_rules(bytes, length))
		reading = READING_BAD;
	free(bytes);
	close(fd);
	return reading;
}

static enum reading read_each(void)
{
	return list_and(read_twice);
}

static enum reading look_up(pid_t pid)
{
	char path[64];
	struct stat st;

	snprintf(path, sizeof(path), FDMAP_DIR "/%d", pid);
	return stat(path, &st) ? cannot("stat") : READING_GOOD;
}

static enum reading look_up_each(void)
{
	return list_and(look_up);
}

#define READER(name) { #name, name }

const struct storm_reader storm_readers[] = {
	READER(read_each),
	READER(read_all),
	READER(look_up_each),
};

const size_t n_storm_readers = sizeof(storm_readers) / sizeof(storm_readers[0]);
