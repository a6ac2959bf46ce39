// SPDX-License-Identifier: GPL-2.0-only
/* Changes of processes and their descriptor tables. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "stressors.h"

/* Descriptors from the first to the last one are opened and closed. */
#define FIRST 3
#define LAST  700

static void reap_all(void)
{
	while (wait(NULL) > 0)
		;
}

/* With a name that would be another key of the first line. */
void fork_and_exit(unsigned int nr)
{
	int i;

	for (i = 0; i < 4; i++)
		if (!fork()) {
			prctl(PR_SET_NAME, nr % 2 ? "snapshot none" : "\n[f]");
			_exit(0);
		}
	reap_all();
}

/* The program does nothing without an argument. */
void fork_and_exec(unsigned int nr)
{
	if (!fork()) {
		fcntl(open("/dev/null", O_RDONLY), F_SETFD, nr % 2);
		execl(fixture_path("waiter"), "waiter", NULL);
		_exit(1);
	}
	reap_all();
}

static void *briefly(void *unused)
{
	close(open("/dev/null", O_RDONLY));
	return unused;
}

/* The leader goes first, and is a zombie while the others live. */
void leave_threads(unsigned int nr)
{
	pthread_t thread;
	unsigned int i;

	if (!fork()) {
		for (i = 0; i < 1 + nr % 8; i++)
			pthread_create(&thread, NULL, briefly, NULL);
		syscall(SYS_exit, 0);
	}
	reap_all();
}

void open_and_close(unsigned int nr)
{
	int at = FIRST + rand() % (LAST - FIRST), i;

	for (i = 0; i < 16; i++) {
		open("/dev/null", nr % 2 ? O_RDWR : O_RDONLY | O_CLOEXEC);
		dup2(FIRST, at + i);
		dup3(0, FIRST + rand() % (LAST - FIRST), O_CLOEXEC);
		close(FIRST + rand() % (LAST - FIRST));
	}
	close_range(at, at + rand() % 64, 0);
	if (nr % 16 == 0)
		close_range(FIRST, ~0U, 0);
}

/* A table is shared, changed from both sides, and parted again. */
void share_and_unshare(unsigned int nr)
{
	pid_t pid = syscall(SYS_clone, CLONE_FILES | SIGCHLD, 0, 0, 0, 0);

	open_and_close(nr);
	if (!pid) {
		unshare(CLONE_FILES);
		open_and_close(nr + 1);
		_exit(0);
	}
	if (nr % 4 == 0)
		close_range(FIRST, ~0U, CLOSE_RANGE_UNSHARE);
	open_and_close(nr);
	reap_all();
}
