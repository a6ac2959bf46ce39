// SPDX-License-Identifier: GPL-2.0-only
/* exec(2): what close-on-exec closes, and what stays. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "truth.h"

enum { STAYS = 3, CLOSES, STAYS_TOO, CLOSES_TOO, SIGNAL_END };

struct plan {
	char path[4096];
	int ready[2];
	unsigned long flags;	/* of the clone that makes the other process */
};

static void open_and_exec(struct child *child, void *arg)
{
	struct plan *plan = arg;
	struct child other;
	char number[16];

	dup2(plan->ready[1], SIGNAL_END);
	close_range(STAYS, SIGNAL_END - 1, 0);
	close_range(SIGNAL_END + 1, ~0U, 0);
	open("/dev/null", O_RDONLY);
	open("/dev/null", O_RDONLY | O_CLOEXEC);
	dup(STAYS);
	fcntl(STAYS, F_DUPFD_CLOEXEC, STAYS);
	if (!child_clone(&other, plan->flags, child_hold, NULL))
		_exit(1);
	child->shared[0] = other.pid;
	child_ready(child);
	snprintf(number, sizeof(number), "%d", SIGNAL_END);
	execl(plan->path, "waiter", number, NULL);
	_exit(127);
}

FIXTURE(exec) {
	struct child child;
	struct plan plan;
	struct fdmap_document *before, *after;
};

FIXTURE_VARIANT(exec) {
	unsigned long flags;
};

FIXTURE_VARIANT_ADD(exec, own_table) {
	.flags = 0,
};

FIXTURE_VARIANT_ADD(exec, shared_table) {
	.flags = CLONE_FILES,
};

FIXTURE_SETUP(exec)
{
	char byte;

	snprintf(self->plan.path, sizeof(self->plan.path), "%s",
		 fixture_path("waiter"));
	self->plan.flags = variant->flags;
	/* Ends of numbers beyond those that the child makes. */
	ASSERT_EQ(0, pipe(self->plan.ready));
	ASSERT_EQ(20, dup2(self->plan.ready[0], 20));
	ASSERT_EQ(21, dup2(self->plan.ready[1], 21));
	close_range(3, 19, 0);
	self->plan.ready[0] = 20;
	self->plan.ready[1] = 21;
	START_CHILD(&self->child, open_and_exec, &self->plan);
	self->before = READ_TRUE(self->child.pid);
	child_release(&self->child);
	ASSERT_EQ(1, read(self->plan.ready[0], &byte, 1));
	self->after = READ_TRUE(self->child.pid);
}

FIXTURE_TEARDOWN(exec)
{
	child_end(&self->child);
}

TEST_F(exec, closes_what_is_marked)
{
	EXPECT_EQ(true, fdmap_descriptor(self->before, CLOSES)->cloexec);
	EXPECT_EQ(true, fdmap_descriptor(self->before, CLOSES_TOO)->cloexec);
	EXPECT_EQ(NULL, fdmap_descriptor(self->after, CLOSES));
	EXPECT_EQ(NULL, fdmap_descriptor(self->after, CLOSES_TOO));
	EXPECT_EQ(self->before->descriptors.count - 2,
		  self->after->descriptors.count);
}

TEST_F(exec, keeps_the_same_open_files)
{
	EXPECT_EQ(fdmap_descriptor(self->before, STAYS)->file,
		  fdmap_descriptor(self->after, STAYS)->file);
	EXPECT_EQ(fdmap_descriptor(self->before, STAYS)->file,
		  fdmap_descriptor(self->after, STAYS_TOO)->file);
	/* Three descriptors in each table; exec copied the one if shared. */
	EXPECT_EQ(variant->flags ? 3 : 6,
		  fdmap_file(self->before, STAYS)->refs);
	EXPECT_EQ(2 + 3, fdmap_file(self->after, STAYS)->refs);
}

TEST_F(exec, keeps_the_table_unless_it_was_shared)
{
	bool kept = fdmap_table(self->before)->id ==
		    fdmap_table(self->after)->id;

	EXPECT_EQ(variant->flags ? 2 : 1, fdmap_table(self->before)->users);
	EXPECT_EQ(1, fdmap_table(self->after)->users);
	EXPECT_EQ(variant->flags == 0, kept);
	EXPECT_STREQ("waiter", self->after->comm.bytes);
}

TEST_F(exec, leaves_the_other_process_alone)
{
	struct fdmap_document *other = READ_TRUE(self->child.shared[0]);

	EXPECT_EQ(variant->flags == CLONE_FILES,
		  fdmap_table(self->before)->id == fdmap_table(other)->id);
	EXPECT_NE(NULL, fdmap_descriptor(other, CLOSES));
}

FDMAP_TEST_MAIN
