// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "fixture.h"
#include "looker.h"

static bool look(pid_t pid)
{
	int fd = pid ? open_pid(pid) :
		       open(FDMAP_DIR "/all", O_RDONLY | O_CLOEXEC);
	size_t length;
	char *bytes;

	if (fd < 0)
		return false;
	bytes = slurp(fd, 1 << 16, &length);
	close(fd);
	free(bytes);
	return bytes;
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec + time.tv_nsec / 1e9;
}

double look_seconds(pid_t pid)
{
	double begin = now();

	return look(pid) ? now() - begin : -1;
}

pid_t looker_start(pid_t pid)
{
	pid_t looker = fork();

	if (looker)
		return looker;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	close_range(3, ~0U, 0);
	for (;;)
		look(pid);
}

void looker_stop(pid_t looker)
{
	kill(looker, SIGKILL);
	waitpid(looker, NULL, 0);
}
