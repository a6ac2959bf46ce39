// SPDX-License-Identifier: GPL-2.0-only
/*
 * [locks] against /proc/locks, and their true owners: an open file has an flock
 * or OFD lock, a descriptor table a POSIX lock.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <inttypes.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "proc.h"
#include "truth.h"

enum { FILE_ = 3, AGAIN };

static int lock(int fd, int command, int type, off_t start, off_t length)
{
	struct flock range = {
		.l_type = type,
		.l_start = start,
		.l_len = length,
	};

	return fcntl(fd, command, &range);
}

/* struct line - a line of /proc/locks, in the words of [locks] */
struct line {
	const char *kind, *mode;
	int64_t pid;
	uint64_t start, end;	/* UINT64_MAX for EOF */
};

static bool parse_line(const char *text, const struct stat *st,
		       struct line *line)
{
	char kind[16], access[16], end[32];
	unsigned int major_, minor_;
	uint64_t ino;

	if (sscanf(text, "%*d: %15s %*s %15s %" SCNd64 " %x:%x:%" SCNu64
		   " %" SCNu64 " %31s", kind, access, &line->pid, &major_,
		   &minor_, &ino, &line->start, end) != 8)
		return false;
	line->kind = !strcmp(kind, "POSIX") ? "posix" :
		     !strcmp(kind, "OFDLCK") ? "ofd" :
		     !strcmp(kind, "FLOCK") ? "flock" :
		     !strcmp(kind, "LEASE") ? "lease" : "deleg";
	line->mode = !strcmp(access, "WRITE") ? "w" :
		     !strcmp(access, "READ") ? "r" : "-";
	line->end = strcmp(end, "EOF") ? strtoull(end, NULL, 10) : UINT64_MAX;
	return makedev(major_, minor_) == st->st_dev && ino == st->st_ino;
}

static bool same_lock(const struct line *line, const struct fdmap_lock *lock)
{
	return !strcmp(line->kind, lock->kind) &&
	       !strcmp(line->mode, lock->mode) &&
	       line->start == lock->start.value &&
	       line->end == (lock->end.word ? UINT64_MAX : lock->end.value) &&
	       (line->pid > 0 ? (uint64_t)line->pid : 0) == lock->pid.value;
}

/* How many locks of the file of @fd are in both lists; -1 if they differ. */
static int common_locks(const struct fdmap_document *document, int fd)
{
	char *text = proc_text("/proc/locks"), *at = text, *row;
	const struct fdmap_lock *lock;
	int listed = 0, found = 0;
	struct line line;
	struct stat st;

	fstat(fd, &st);
	while ((row = proc_line(&at))) {
		if (strstr(row, "->") || !parse_line(row, &st, &line))
			continue;
		listed++;
		FDMAP_EACH(lock, &document->locks)
			found += same_lock(&line, lock);
	}
	free(text);
	return listed == found && listed == (int)document->locks.count ?
		listed : -1;
}

FIXTURE(locks) {
	struct fdmap_document *document;
};

FIXTURE_SETUP(locks)
{
	temp_dir();
	ASSERT_EQ(FILE_, make_file("file", O_RDWR));
	ASSERT_EQ(0, ftruncate(FILE_, 1000));
}

FIXTURE_TEARDOWN(locks)
{
}

/* In a test: the only lock of this process's file, held against /proc. */
#define ONLY_LOCK()                                                         \
	({                                                                  \
		self->document = READ_PID(getpid());                        \
		ASSERT_EQ(1, common_locks(self->document, FILE_));          \
		(const struct fdmap_lock *)self->document->locks.rows;      \
	})

TEST_F(locks, posix_belongs_to_the_table)
{
	const struct fdmap_lock *row;

	ASSERT_EQ(0, lock(FILE_, F_SETLK, F_WRLCK, 10, 20));
	row = ONLY_LOCK();
	EXPECT_STREQ("posix", row->kind);
	EXPECT_EQ(29, row->end.value);
	EXPECT_EQ(fdmap_table(self->document)->id, row->owner.value);
	EXPECT_EQ(getpid(), row->pid.value);
	/* Closing any descriptor of the file gives it up. */
	ASSERT_EQ(AGAIN, open("file", O_RDONLY));
	close(AGAIN);
	EXPECT_EQ(0, READ_PID(getpid())->locks.count);
}

TEST_F(locks, ofd_belongs_to_the_open_file)
{
	const struct fdmap_lock *row;

	ASSERT_EQ(0, lock(FILE_, F_OFD_SETLK, F_RDLCK, 50, 0));
	ASSERT_EQ(AGAIN, open("file", O_RDONLY));
	row = ONLY_LOCK();
	EXPECT_STREQ("ofd", row->kind);
	EXPECT_STREQ("eof", row->end.word);
	EXPECT_EQ(fdmap_file(self->document, FILE_)->id, row->owner.value);
	EXPECT_STREQ("-", row->pid.word);
	close(AGAIN);
	EXPECT_EQ(1, READ_PID(getpid())->locks.count);
}

TEST_F(locks, flock_belongs_to_the_open_file)
{
	const struct fdmap_lock *row;
	struct child child;

	ASSERT_EQ(0, flock(FILE_, LOCK_SH));
	row = ONLY_LOCK();
	EXPECT_STREQ("flock", row->kind);
	EXPECT_EQ(fdmap_file(self->document, FILE_)->id, row->owner.value);
	EXPECT_EQ(getpid(), row->pid.value);
	/* Who inherits the open file has its lock. */
	START_CHILD(&child, child_hold, NULL);
	self->document = READ_TRUE(child.pid);
	row = self->document->locks.rows;
	ASSERT_EQ(1, self->document->locks.count);
	EXPECT_EQ(fdmap_file(self->document, FILE_)->id, row->owner.value);
	EXPECT_EQ(getpid(), row->pid.value);
	child_end(&child);
}

/* Another process's locks on the same inode, seen from here. */
static void lock_something(struct child *child, void *unused)
{
	(void)child;
	(void)unused;
	close(FILE_);
	if (open("file", O_RDWR) != FILE_ ||
	    lock(FILE_, F_SETLK, F_WRLCK, 100, 1) || flock(FILE_, LOCK_EX))
		_exit(1);
}

TEST_F(locks, of_others_have_owners_of_theirs)
{
	const struct fdmap_document *other;
	const struct fdmap_lock *row;
	struct child child;

	START_CHILD(&child, lock_something, NULL);
	other = READ_TRUE(child.pid);
	self->document = READ_PID(getpid());
	ASSERT_EQ(2, common_locks(self->document, FILE_));
	FDMAP_EACH(row, &self->document->locks) {
		EXPECT_EQ(child.pid, row->pid.value);
		EXPECT_EQ(strcmp(row->kind, "posix") ?
			  fdmap_file(other, FILE_)->id :
			  fdmap_table(other)->id, row->owner.value);
	}
	child_end(&child);
}

/* A table that two processes share has one POSIX lock between them. */
TEST_F(locks, of_a_shared_table)
{
	const struct fdmap_lock *row;
	struct child child;

	ASSERT_TRUE(child_clone(&child, CLONE_FILES, child_hold, NULL));
	ASSERT_EQ(0, lock(FILE_, F_SETLK, F_WRLCK, 0, 1));
	row = ONLY_LOCK();
	EXPECT_EQ(fdmap_table(READ_PID(child.pid))->id, row->owner.value);
	child_end(&child);
}

TEST_F(locks, ranges)
{
	const off_t high = INT64_MAX - 10;

	ASSERT_EQ(0, lock(FILE_, F_SETLK, F_RDLCK, 0, 10));
	ASSERT_EQ(0, lock(FILE_, F_SETLK, F_WRLCK, 10, 10));
	ASSERT_EQ(0, lock(FILE_, F_SETLK, F_RDLCK, 4, 1));
	ASSERT_EQ(0, lock(FILE_, F_SETLK, F_WRLCK, high, 5));
	self->document = READ_PID(getpid());
	EXPECT_EQ(3, common_locks(self->document, FILE_));
}

static void wait_for_lock(struct child *child, void *unused)
{
	(void)unused;
	child_ready(child);
	lock(FILE_, F_SETLKW, F_WRLCK, 0, 1);
}

TEST_F(locks, somebody_waits)
{
	const struct fdmap_lock *row;
	struct child child;
	int i;

	ASSERT_EQ(0, lock(FILE_, F_SETLK, F_WRLCK, 0, 1));
	EXPECT_FALSE(ONLY_LOCK()->waited);
	START_CHILD(&child, wait_for_lock, NULL);
	child_release(&child);
	row = ONLY_LOCK();
	for (i = 0; i < 1000 && !row->waited; i++) {
		usleep(1000);
		row = ONLY_LOCK();
	}
	EXPECT_TRUE(row->waited);
	child_end(&child);
}

TEST_F(locks, lease)
{
	const struct fdmap_lock *row;

	close(FILE_);
	ASSERT_EQ(FILE_, open("file", O_RDONLY));
	ASSERT_EQ(0, fcntl(FILE_, F_SETLEASE, F_RDLCK));
	row = ONLY_LOCK();
	EXPECT_STREQ("lease", row->kind);
	EXPECT_STREQ("r", row->mode);
	EXPECT_EQ(fdmap_file(self->document, FILE_)->id, row->owner.value);
	/* Somebody wants to write: the lease is to be given up. */
	signal(SIGIO, SIG_IGN);
	EXPECT_EQ(-1, open("file", O_WRONLY | O_NONBLOCK));
	self->document = READ_PID(getpid());
	ASSERT_EQ(1, self->document->locks.count);
	row = self->document->locks.rows;
	EXPECT_STREQ("-", row->mode);
}

FDMAP_TEST_MAIN
