// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "deadline.h"

#define LONGEST 5.0

double deadline_now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec + time.tv_nsec / 1e9;
}

bool deadline_reap(pid_t pid, double seconds)
{
	double end = deadline_now() + seconds;
	pid_t ended;

	while (!(ended = waitpid(pid, NULL, WNOHANG)) && deadline_now() < end)
		usleep(1000);
	return ended;
}

double deadline_kill(pid_t pid)
{
	double begin = deadline_now();

	kill(pid, SIGKILL);
	return deadline_reap(pid, LONGEST) ? deadline_now() - begin : -1;
}
