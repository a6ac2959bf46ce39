// SPDX-License-Identifier: GPL-2.0-only
/* Who shares what: fork(2), clone(2) with CLONE_FILES, unshare(2). */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "truth.h"

#define OPENED 3

/* shared[]: what the first child tells of the second, and its orders to it. */
enum { SECOND_PID, SECOND_GO };

FIXTURE(pair) {
	struct child first;
	pid_t second;
};

FIXTURE_VARIANT(pair) {
	unsigned long flags;
};

FIXTURE_VARIANT_ADD(pair, fork) {
	.flags = 0,
};

FIXTURE_VARIANT_ADD(pair, clone_files) {
	.flags = CLONE_FILES,
};

/* Opens a descriptor at each step; the last step is a table of its own. */
static void second_child(struct child *child, void *unused)
{
	(void)unused;
	child_ready(child);
	open("/dev/zero", O_RDONLY);
	child_ready(child);
	unshare(CLONE_FILES);
}

/* Leads the second child through its steps, one for each of its own. */
static void first_child(struct child *child, void *arg)
{
	const FIXTURE_VARIANT(pair) *variant = arg;
	struct child second;

	open("/dev/null", O_RDWR);
	if (!child_clone(&second, variant->flags, second_child, NULL))
		_exit(1);
	child->shared[SECOND_PID] = second.pid;
	for (;;) {
		child_ready(child);
		child_go(&second);
	}
}

FIXTURE_SETUP(pair)
{
	START_CHILD(&self->first, first_child, variant);
	self->second = self->first.shared[SECOND_PID];
}

FIXTURE_TEARDOWN(pair)
{
	child_end(&self->first);
}

TEST_F(pair, shares_open_files)
{
	struct fdmap_document *first = READ_TRUE(self->first.pid);
	struct fdmap_document *second = READ_TRUE(self->second);

	ASSERT_TRUE(same_file(self->first.pid, OPENED, self->second, OPENED));
	EXPECT_EQ(fdmap_descriptor(first, OPENED)->file,
		  fdmap_descriptor(second, OPENED)->file);
	EXPECT_EQ(variant->flags ? 1 : 2, fdmap_file(first, OPENED)->refs);
}

TEST_F(pair, shares_the_table_with_clone_files_only)
{
	struct fdmap_document *first = READ_TRUE(self->first.pid);
	struct fdmap_document *second = READ_TRUE(self->second);
	bool same = same_table(self->first.pid, self->second);

	ASSERT_EQ(variant->flags == CLONE_FILES, same);
	EXPECT_EQ(same, fdmap_table(first)->id == fdmap_table(second)->id);
	EXPECT_EQ(same ? 2 : 1, fdmap_table(first)->users);
	EXPECT_EQ(same ? 2 : 1, fdmap_table(second)->users);
}

TEST_F(pair, opening_in_one_shows_in_who_shares_the_table)
{
	struct fdmap_document *first, *second;

	ASSERT_TRUE(child_go(&self->first));
	first = READ_TRUE(self->first.pid);
	second = READ_TRUE(self->second);
	EXPECT_NE(NULL, fdmap_descriptor(second, OPENED + 1));
	EXPECT_EQ(variant->flags == CLONE_FILES,
		  !!fdmap_descriptor(first, OPENED + 1));
}

TEST_F(pair, unshare_makes_a_table_of_its_own)
{
	struct fdmap_document *first, *second;

	ASSERT_TRUE(child_go(&self->first));
	ASSERT_TRUE(child_go(&self->first));
	first = READ_TRUE(self->first.pid);
	second = READ_TRUE(self->second);
	ASSERT_FALSE(same_table(self->first.pid, self->second));
	EXPECT_NE(fdmap_table(first)->id, fdmap_table(second)->id);
	EXPECT_EQ(1, fdmap_table(first)->users);
	EXPECT_EQ(1, fdmap_table(second)->users);
	EXPECT_EQ(2, fdmap_file(first, OPENED)->refs);
	EXPECT_EQ(fdmap_descriptor(first, OPENED)->file,
		  fdmap_descriptor(second, OPENED)->file);
}

#define THREADS 5

static void *idle(void *unused)
{
	for (;;)
		pause();
	return unused;
}

static void start_threads(struct child *child, void *unused)
{
	pthread_t thread;
	int i;

	(void)child;
	(void)unused;
	for (i = 0; i < THREADS; i++)
		pthread_create(&thread, NULL, idle, NULL);
}

TEST(threads_are_users_of_the_table)
{
	struct fdmap_document *document;
	struct child child;

	START_CHILD(&child, start_threads, NULL);
	document = READ_TRUE(child.pid);
	EXPECT_EQ(1 + THREADS, fdmap_table(document)->users);
	child_end(&child);
}

FDMAP_TEST_MAIN
