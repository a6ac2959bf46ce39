// SPDX-License-Identifier: GPL-2.0-only
/*
 * Nobody waits for a reader longer than for a single thing to be copied, though
 * a process can make things costly and have many.
 *
 * What is too long is said in terms of something that the same machine does in
 * the same run, and of what a call takes at the longest while somebody else is
 * read: processors may be emulated, and taken away from whoever waits, or from
 * whom he waits for.  It counts in which share of the time somebody waited for
 * too long, as a single wait may have other reasons.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "costly.h"
#include "fixture.h"
#include "kselftest_harness.h"
#include "pivot.h"
#include "waits.h"

/* What a measurement takes, and one of what is not in question. */
#define SECONDS	      3.0
#define SECONDS_QUIET 1.0

/*
 * Thousandths of the time that may be spent in waits that are too long; if it
 * is more, it is measured again, so often in all.  Who waits for a reader that
 * takes no notice does so most of the time, and always.
 */
#define SHARE 400
#define TRIES 3

/* Nanoseconds that anything may take where processors are shared. */
#define MOMENT 10000000

/* In which a reader must have been served, though others wait for the same. */
#define PATIENCE 30

/*
 * shared[] of a victim, times in nanoseconds: a unit (see struct costly), and
 * what may be waited for; the longest call, and the share of the time spent in
 * calls that were longer, in thousandths
 */
enum { UNIT, LIMIT, LONGEST, TOO_LONG };

/* shared[] of a reader: whom it reads; documents, and the last error number */
enum { WHOM, READ, ERROR };

#define MS(ns) ((ns) / 1e6)

/* Opening is when a process is copied. */
static void read_again(struct child *child, void *unused)
{
	pid_t pid;
	int fd;

	(void)unused;
	child->shared[WHOM] = getppid();
	child_ready(child);
	for (;;) {
		pid = child->shared[WHOM];
		fd = open_pid(pid);
		if (fd < 0)
			child->shared[ERROR] = errno;
		else if (pid == child->shared[WHOM])
			child->shared[READ]++;
		close(fd);
	}
}

/* Let the reader go on to a victim. */
static void read_now(struct child *reader, const struct child *victim)
{
	reader->shared[WHOM] = victim->pid;
	reader->shared[READ] = 0;
}

static long greater(long a, long b)
{
	return a > b ? a : b;
}

/* What a call may take, measured while somebody else is read; see the top. */
static long limit_of(const struct costly *costly, long unit)
{
	long most = greater(unit * costly->percent / 100, MOMENT);
	static struct waits waits;

	waits_measure(&waits, costly->call, NULL, SECONDS_QUIET);
	return waits_median(&waits) + greater(2 * waits_longest(&waits), most);
}

/* Step by step: become costly; find the limit; make calls. */
static void be_costly(struct child *child, void *arg)
{
	const struct costly *costly = arg;
	long *shared = child->shared;
	static struct waits waits;

	costly->make();
	waits_measure(&waits, costly->unit, NULL, SECONDS_QUIET);
	shared[UNIT] = waits_median(&waits);
	child_ready(child);
	shared[LIMIT] = limit_of(costly, shared[UNIT]);
	for (;;) {
		child_ready(child);
		waits_measure(&waits, costly->call, NULL, SECONDS);
		shared[LONGEST] = waits_longest(&waits);
		shared[TOO_LONG] = waits_share(&waits, shared[LIMIT]) * 1000;
	}
}

/* Whether it has read the victim, in the end, and without an error. */
static bool has_read(const struct child *reader)
{
	int i;

	for (i = 0; i < PATIENCE * 100 && !reader->shared[READ]; i++)
		usleep(10000);
	return reader->shared[READ] && !reader->shared[ERROR];
}

FIXTURE(holds) {
	struct child victim, reader;
};

FIXTURE_VARIANT(holds) {
	const struct costly *costly;
};

#define HOLDS(name)                                                         \
	FIXTURE_VARIANT_ADD(holds, name) {                                  \
		.costly = &costly_##name,                                   \
	}

HOLDS(file);
HOLDS(files);
HOLDS(in_flight);
HOLDS(mapped);
HOLDS(stream);
HOLDS(datagrams);
HOLDS(mappings);

FIXTURE_SETUP(holds)
{
	temp_dir();
	ASSERT_TRUE(child_clone(&self->victim, CLONE_NEWNS | CLONE_NEWNET,
				be_costly, (void *)variant->costly));
	START_CHILD(&self->reader, read_again, NULL);
}

FIXTURE_TEARDOWN(holds)
{
	child_end(&self->reader);
	child_end(&self->victim);
}

TEST_F_TIMEOUT(holds, end_when_somebody_waits, 120)
{
	const long *shared = self->victim.shared;
	int i;

	child_release(&self->reader);
	ASSERT_TRUE(child_go(&self->victim));
	TH_LOG("unit %.2f ms, limit %.2f ms", MS(shared[UNIT]),
	       MS(shared[LIMIT]));
	read_now(&self->reader, &self->victim);
	for (i = 0; i < TRIES && (!i || shared[TOO_LONG] >= SHARE); i++) {
		ASSERT_TRUE(child_go(&self->victim));
		TH_LOG("longest %.2f ms, too long %.1f %% of the time",
		       MS(shared[LONGEST]), shared[TOO_LONG] / 10.);
	}
	EXPECT_GT(SHARE, shared[TOO_LONG]);
	EXPECT_TRUE(has_read(&self->reader));
	TH_LOG("read %ld times", self->reader.shared[READ]);
}

/* Walks over all tasks, and takes each one's lock inside tasklist_lock. */
static void pivot_again(struct child *child, void *unused)
{
	(void)unused;
	if (!pivot_prepare())
		_exit(1);
	child_ready(child);
	while (pivot())
		child->shared[0]++;
	_exit(1);
}

static void fork_and_wait(void *unused)
{
	pid_t pid = fork();

	(void)unused;
	if (!pid)
		_exit(0);
	waitpid(pid, NULL, 0);
}

FIXTURE(forks) {
	struct child victim, reader, pivoter;
};

FIXTURE_SETUP(forks)
{
	temp_dir();
	ASSERT_TRUE(child_clone(&self->victim, CLONE_NEWNS, be_costly,
				(void *)&costly_files));
	START_CHILD(&self->reader, read_again, NULL);
	START_CHILD(&self->pivoter, pivot_again, NULL);
}

FIXTURE_TEARDOWN(forks)
{
	child_end(&self->pivoter);
	child_end(&self->reader);
	child_end(&self->victim);
}

/*
 * Of a process that has nothing to do with who is read. It meets a walk over all
 * tasks by chance, so that takes longer to see.
 */
TEST_F_TIMEOUT(forks, wait_for_no_reader, 120)
{
	static struct waits waits;
	long limit, too_long;

	child_release(&self->pivoter);
	waits_measure(&waits, fork_and_wait, NULL, SECONDS_QUIET);
	limit = waits_median(&waits) + self->victim.shared[UNIT] *
				       costly_files.percent / 100;
	child_release(&self->reader);
	read_now(&self->reader, &self->victim);
	waits_measure(&waits, fork_and_wait, NULL, TRIES * SECONDS);
	too_long = waits_share(&waits, limit) * 1000;
	TH_LOG("limit %.2f ms, longest %.2f ms, too long %.1f %% of the time",
	       MS(limit), MS(waits_longest(&waits)), too_long / 10.);
	EXPECT_LT(0, self->pivoter.shared[0]);
	EXPECT_GT(SHARE, too_long);
	EXPECT_TRUE(has_read(&self->reader));
	TH_LOG("read %ld times", self->reader.shared[READ]);
}

/* Fewer locks on a file than are listed if nobody wants to lock it. */
#define LOCKS	 1000
#define READINGS 100

static void lock_often(struct child *child, void *unused)
{
	struct flock byte = { .l_type = F_WRLCK, .l_len = 1 };
	int fd = make_file("file", O_RDWR);

	(void)child;
	(void)unused;
	for (; byte.l_start < 2 * LOCKS; byte.l_start += 2)
		if (fcntl(fd, F_SETLK, &byte))
			_exit(1);
}

static void lock_again(struct child *child, void *unused)
{
	int fd = make_file("file", O_RDWR);

	(void)unused;
	child_ready(child);
	while (!flock(fd, LOCK_EX) && !flock(fd, LOCK_UN))
		;
	_exit(1);
}

/* Whether a list of locks ends early, and says so; -1 if it is not right. */
static int is_cut(const struct fdmap_document *document)
{
	const struct fdmap_lock *lock;
	size_t posix = 0, cut = 0;

	FDMAP_EACH(lock, &document->locks) {
		posix += !strcmp(lock->kind, "posix");
		cut += !strcmp(lock->kind, "more") ||
		       !strcmp(lock->kind, "busy");
	}
	return cut == (posix < LOCKS) ? (int)cut : -1;
}

TEST(a_list_of_locks_ends_when_somebody_locks)
{
	struct child victim, locker;
	int cut = 1, i;

	temp_dir();
	START_CHILD(&victim, lock_often, NULL);
	/* A processor may be taken away for as long as a list may take. */
	for (i = 0; i < READINGS && cut; i++)
		cut = is_cut(READ_PID(victim.pid));
	EXPECT_EQ(0, cut);
	START_CHILD(&locker, lock_again, NULL);
	child_release(&locker);
	for (i = 0; i < READINGS && !cut; i++)
		cut = is_cut(READ_PID(victim.pid));
	TH_LOG("read %d times", i);
	EXPECT_EQ(1, cut);
	child_end(&locker);
	child_end(&victim);
}

FDMAP_TEST_MAIN
