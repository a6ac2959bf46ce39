// SPDX-License-Identifier: GPL-2.0-only
/* [owners] against F_GETOWN_EX and F_GETSIG. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"

TEST(who_gets_the_signals)
{
	static const struct {
		struct f_owner_ex owner;
		const char *type;
	} kinds[] = {
		{ { F_OWNER_TID, 0 }, "tid" },
		{ { F_OWNER_PID, 0 }, "pid" },
		{ { F_OWNER_PGRP, 0 }, "pgrp" },
	};
	const struct fdmap_document *document;
	const struct fdmap_owner *row;
	struct f_owner_ex owner, is;
	int ends[2];
	size_t i;

	ASSERT_EQ(0, pipe(ends));
	EXPECT_EQ(0, READ_PID(getpid())->owners.count);
	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		owner = kinds[i].owner;
		owner.pid = owner.type == F_OWNER_PGRP ? getpgrp() : getpid();
		ASSERT_EQ(0, fcntl(ends[0], F_SETOWN_EX, &owner));
		ASSERT_EQ(0, fcntl(ends[0], F_SETSIG, i ? SIGRTMIN + i : 0));
		ASSERT_EQ(0, fcntl(ends[0], F_GETOWN_EX, &is));
		document = READ_PID(getpid());
		ASSERT_EQ(1, document->owners.count);
		row = document->owners.rows;
		EXPECT_EQ(fdmap_file(document, ends[0])->id, row->file);
		EXPECT_STREQ(kinds[i].type, row->type);
		EXPECT_EQ(is.pid, row->pid.value);
		EXPECT_EQ(fcntl(ends[0], F_GETSIG), row->signal);
	}
	ASSERT_EQ(0, fcntl(ends[0], F_SETFL, O_ASYNC));
	document = READ_PID(getpid());
	EXPECT_TRUE(fdmap_file(document, ends[0])->flags & O_ASYNC);
	ASSERT_EQ(0, fcntl(ends[0], F_SETOWN, 0));
	EXPECT_EQ(0, READ_PID(getpid())->owners.count);
}

/* An owner that ends: as a thread, as a process, as its process group. */
FIXTURE(leaving) {
	struct child child;
	int ends[2];
};

FIXTURE_VARIANT(leaving) {
	int type;
	const char *word;
};

#define LEAVING(name, type_)                                                \
	FIXTURE_VARIANT_ADD(leaving, name) {                                \
		.type = type_, .word = #name,                               \
	}

LEAVING(tid, F_OWNER_TID);
LEAVING(pid, F_OWNER_PID);
LEAVING(pgrp, F_OWNER_PGRP);

static void lead_a_group(struct child *child, void *unused)
{
	(void)child;
	(void)unused;
	setpgid(0, 0);
}

FIXTURE_SETUP(leaving)
{
	struct f_owner_ex owner = { .type = variant->type };

	ASSERT_EQ(0, pipe(self->ends));
	START_CHILD(&self->child, lead_a_group, NULL);
	owner.pid = self->child.pid;
	ASSERT_EQ(0, fcntl(self->ends[0], F_SETOWN_EX, &owner));
	ASSERT_EQ(0, fcntl(self->ends[0], F_SETSIG, SIGRTMIN));
}

FIXTURE_TEARDOWN(leaving)
{
}

/* In a test: the row of the read end, and what F_GETOWN_EX says of it. */
#define EXPECT_OWNER(pid_)                                                  \
	do {                                                                \
		const struct fdmap_document *document_ = READ_PID(getpid()); \
		const struct fdmap_owner *row_ = document_->owners.rows;    \
		struct f_owner_ex is_;                                      \
									    \
		ASSERT_EQ(0, fcntl(self->ends[0], F_GETOWN_EX, &is_));      \
		EXPECT_EQ(pid_, is_.pid);                                   \
		ASSERT_EQ(1, document_->owners.count);                      \
		EXPECT_EQ(fdmap_file(document_, self->ends[0])->id,         \
			  row_->file);                                      \
		EXPECT_STREQ(variant->word, row_->type);                    \
		EXPECT_STREQ(is_.pid ? "" : "gone", row_->pid.word ?: "")   \
			TH_LOG("PID %d", (int)row_->pid.value);             \
		EXPECT_EQ(is_.pid, (pid_t)row_->pid.value);                 \
		EXPECT_EQ(SIGRTMIN, row_->signal);                          \
	} while (0)

TEST_F(leaving, is_gone_when_it_has_been_reaped)
{
	siginfo_t info;

	EXPECT_OWNER(self->child.pid);
	kill(self->child.pid, SIGKILL);
	ASSERT_EQ(0, waitid(P_PID, self->child.pid, &info, WEXITED | WNOWAIT));
	EXPECT_OWNER(self->child.pid);
	child_end(&self->child);
	EXPECT_OWNER(0);
}

/* The next process to have a number; see clone3(2). */
static pid_t fork_as(pid_t pid)
{
	struct clone_args args = {
		.exit_signal = SIGCHLD,
		.set_tid = (uintptr_t)&pid,
		.set_tid_size = 1,
	};

	return syscall(SYS_clone3, &args, sizeof(args));
}

TEST_F(leaving, is_not_who_got_its_number)
{
	pid_t was = self->child.pid, stranger;

	child_end(&self->child);
	stranger = fork_as(was);
	if (!stranger) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		for (;;)
			pause();
	}
	ASSERT_EQ(was, stranger) TH_LOG("%s", strerror(errno));
	EXPECT_OWNER(0);
	kill(stranger, SIGKILL);
	waitpid(stranger, NULL, 0);
}

FDMAP_TEST_MAIN
