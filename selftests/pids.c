// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "pids.h"

struct pids *pids_create(void)
{
	return calloc(1, sizeof(struct pids));
}

void pids_add(struct pids *pids, int pid)
{
	if (pid < 0 || pid > MAX_PID)
		pid = 0;	/* never in /proc: found to be wrong */
	pids->has[pid]++;
	pids->count++;
}

struct pids *pids_listed(const char *directory)
{
	struct pids *pids = pids_create();
	DIR *dir = opendir(directory);
	struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] >= '0' && entry->d_name[0] <= '9')
			pids_add(pids, atoi(entry->d_name));
	if (dir)
		closedir(dir);
	return pids;
}

const char *pids_differ(const struct pids *before, const struct pids *seen,
			const struct pids *after)
{
	static char text[64];
	const char *what;
	int pid;

	for (pid = 0; pid <= MAX_PID; pid++) {
		what = NULL;
		if (seen->has[pid] > 1)
			what = "is there twice";
		else if (before->has[pid] && after->has[pid])
			what = seen->has[pid] ? NULL : "is missing";
		else if (seen->has[pid] && !before->has[pid] &&
			 !after->has[pid])
			what = "does not exist";
		if (!what)
			continue;
		snprintf(text, sizeof(text), "process %d %s", pid, what);
		return text;
	}
	return NULL;
}
