// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "stressors.h"

const char *stressor_name(const char *what)
{
	static char name[64];

	snprintf(name, sizeof(name), "%s%d", what, getpid());
	return name;
}

#define STRESSOR(name) { #name, name }

const struct stressor stressors[] = {
	STRESSOR(fork_and_exit),
	STRESSOR(fork_and_exec),
	STRESSOR(leave_threads),
	STRESSOR(open_and_close),
	STRESSOR(share_and_unshare),
	STRESSOR(pass_descriptors),
	STRESSOR(connect_and_close),
	STRESSOR(rename_and_unlink),
	STRESSOR(map_and_unmap),
	STRESSOR(watch_and_forget),
	STRESSOR(lock_and_unlock),
};

const size_t n_stressors = sizeof(stressors) / sizeof(stressors[0]);

void stressor_run(const struct stressor *stressor)
{
	unsigned int nr;

	srand(getpid());
	signal(SIGIO, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	for (nr = 0;; nr++)
		stressor->change(nr);
}
