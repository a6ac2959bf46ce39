// SPDX-License-Identifier: GPL-2.0-only
/* A reader that is killed ends soon, however much it is reading. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "deadline.h"
#include "fixture.h"
#include "kselftest_harness.h"
#include "looker.h"

#define DESCRIPTORS 200000
#define PROCESSES   300

/* Instances, and what each watches: with the default limits a user may. */
#define SETS	 40
#define TARGETS	 3000
#define GROUPS	 25
#define WATCHES	 400

/* How often a reader is killed, each time at another moment. */
#define TIMES 8

static void make_room(rlim_t descriptors)
{
	const struct rlimit limit = { descriptors, descriptors };

	setrlimit(RLIMIT_NOFILE, &limit);
}

static void open_descriptors(struct child *child, void *unused)
{
	int i;

	(void)child;
	(void)unused;
	make_room(DESCRIPTORS);
	for (i = 3; i < DESCRIPTORS; i++)
		if (dup(STDERR_FILENO) < 0)
			_exit(1);
}

/* All watch the same targets. */
static void open_epolls(struct child *child, void *unused)
{
	struct epoll_event event = { .events = EPOLLIN };
	int targets[TARGETS], set, i, j;

	(void)unused;
	make_room(TARGETS + SETS + 64);
	targets[0] = eventfd(0, 0);
	for (i = 1; i < TARGETS; i++)
		targets[i] = dup(targets[0]);
	for (i = 0; i < SETS; i++) {
		if (i % 10 == 0)
			child_ready(child);
		set = epoll_create1(0);
		for (j = 0; j < TARGETS; j++)
			if (epoll_ctl(set, EPOLL_CTL_ADD, targets[j], &event))
				_exit(1);
	}
}

static void open_inotifies(struct child *child, void *unused)
{
	char name[16];
	int group, i, j;

	(void)unused;
	for (i = 0; i < GROUPS; i++) {
		if (i % 10 == 0)
			child_ready(child);
		group = inotify_init();
		for (j = 0; j < WATCHES; j++) {
			snprintf(name, sizeof(name), "file-%d", j);
			if (!i)
				close(make_file(name, O_RDONLY));
			if (inotify_add_watch(group, name, IN_ATTRIB) < 0)
				_exit(1);
		}
	}
}

static void fork_processes(struct child *child, void *unused)
{
	int i;

	(void)child;
	(void)unused;
	for (i = 0; i < 100; i++)
		dup(STDERR_FILENO);
	for (i = 0; i < PROCESSES; i++) {
		if (fork())
			continue;
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		for (;;)
			pause();
	}
}

FIXTURE(killed) {
	struct child child;
};

/* @meetings: how often the child waits while it is making; @all: read `all` */
FIXTURE_VARIANT(killed) {
	void (*make)(struct child *child, void *unused);
	int meetings;
	bool all;
};

FIXTURE_VARIANT_ADD(killed, descriptors) {
	.make = open_descriptors,
};

FIXTURE_VARIANT_ADD(killed, epolls) {
	.make = open_epolls, .meetings = (SETS + 9) / 10,
};

FIXTURE_VARIANT_ADD(killed, inotifies) {
	.make = open_inotifies, .meetings = (GROUPS + 9) / 10,
};

FIXTURE_VARIANT_ADD(killed, processes) {
	.make = fork_processes, .all = true,
};

FIXTURE_SETUP(killed)
{
	int i;

	temp_dir();
	START_CHILD(&self->child, variant->make, NULL);
	for (i = 0; i < variant->meetings; i++)
		ASSERT_TRUE(child_go(&self->child));
}

FIXTURE_TEARDOWN(killed)
{
	child_end(&self->child);
}

TEST_F_TIMEOUT(killed, at_any_time, 120)
{
	pid_t pid = variant->all ? 0 : self->child.pid, looker;
	double whole = look_seconds(pid), took, longest = 0;
	int i;

	ASSERT_LE(0, whole);
	for (i = 1; i <= TIMES; i++) {
		looker = looker_start(pid);
		usleep(1e6 * whole * i / (TIMES + 1));
		took = deadline_kill(looker);
		EXPECT_LE(0, took);
		longest = took > longest ? took : longest;
	}
	TH_LOG("reading takes %.2f s, dying %.2f s", whole, longest);
	EXPECT_LT(longest, KILL_SECONDS);
}

FDMAP_TEST_MAIN
