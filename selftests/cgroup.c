// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cgroup.h"

#define CONTROLLERS "cgroup/cgroup.subtree_control"

static char group[64];
static bool enabled;	/* the memory controller was, here */

static bool put(const char *path, const char *value)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t n = write(fd, value, strlen(value));

	close(fd);
	return n == (ssize_t)strlen(value);
}

static bool has(const char *path, const char *word)
{
	char text[1024] = "";
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool found = read(fd, text, sizeof(text) - 1) > 0 && strstr(text, word);

	close(fd);
	return found;
}

static const char *in_group(const char *file)
{
	static char path[128];

	snprintf(path, sizeof(path), "%s/%s", group, file);
	return path;
}

const char *cgroup_begin(void)
{
	if (mkdir("cgroup", 0700) ||
	    mount("none", "cgroup", "cgroup2", 0, NULL))
		return "cgroup2 cannot be mounted";
	if (!has("cgroup/cgroup.controllers", "memory"))
		return "cgroup2 has no memory controller";
	if (!has(CONTROLLERS, "memory")) {
		enabled = put(CONTROLLERS, "+memory");
		if (!enabled)
			return "the memory controller cannot be enabled";
	}
	snprintf(group, sizeof(group), "cgroup/fdmap.%d", getpid());
	return mkdir(group, 0700) ? "no control group can be made" : NULL;
}

void cgroup_end(void)
{
	int i;

	for (i = 0; *group && rmdir(group) && i < 100; i++)
		usleep(10000);
	if (enabled)
		put(CONTROLLERS, "-memory");
	umount2("cgroup", MNT_DETACH);
}

bool cgroup_join(void)
{
	return put(in_group("cgroup.procs"), "0");
}

bool cgroup_limit(long bytes)
{
	char value[24];

	snprintf(value, sizeof(value), "%ld", bytes);
	return put(in_group("memory.max"), bytes < 0 ? "max" : value);
}

/* The number in a file of the group that stands behind @key; -1 if none does */
static long number_in(const char *name, const char *key)
{
	FILE *file = fopen(in_group(name), "re");
	char word[32] = "";
	long number = -1;

	if (!file)
		return -1;
	while (strcmp(word, key))
		if (fscanf(file, "%31s", word) != 1)
			break;
	if (fscanf(file, "%ld", &number) != 1)
		number = -1;
	fclose(file);
	return number;
}

long cgroup_usage(void)
{
	return number_in("memory.current", "");
}

long cgroup_kills(void)
{
	return number_in("memory.events", "oom_kill");
}
