// SPDX-License-Identifier: GPL-2.0-only
/*
 * Descriptors that are closed, and files of other kinds opened in their place,
 * at the same addresses, while the process is read: whatever is asked of a file
 * is asked of the one that was copied.
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "factories.h"
#include "fixture.h"
#include "kselftest_harness.h"

#define FIRST 3
#define FILES 100
#define SECONDS 4

static int make_empty_set(void)
{
	return epoll_create1(0);
}

static int (*const makes[])(void) = {
	make_empty_set, make_null_device, make_event_counter, make_process,
	make_timer, make_unix_stream, make_inotify_group, make_memory_file,
	make_signals,
};

/* Rows of files that had another one in their place when they were asked. */
static int count_gone(const struct fdmap_document *document)
{
	const struct fdmap_detail *row;
	int n = 0;

	FDMAP_EACH(row, &document->details)
		n += !strcmp(row->key.bytes, "state") &&
		     !strcmp(row->value.bytes, "gone");
	return n;
}

/* The lowest free descriptor is the one that was closed last. */
static void take_turns(struct child *child, void *unused)
{
	unsigned int turn = 0;
	int fd;

	(void)unused;
	close_range(FIRST, ~0U, 0);
	child_ready(child);
	for (;;) {
		for (fd = FIRST; fd < FIRST + FILES; fd++) {
			close(fd);
			if (makes[turn++ % ARRAY_SIZE(makes)]() != fd)
				_exit(1);
		}
	}
}

TEST(other_kinds_in_the_same_place)
{
	struct fdmap_document *document;
	struct child child;
	int n = 0, gone = 0;
	time_t end;

	START_CHILD(&child, take_turns, NULL);
	child_release(&child);
	for (end = time(NULL) + SECONDS; time(NULL) < end; n++) {
		document = READ_PID(child.pid);
		ASSERT_LE(FIRST, document->descriptors.count);
		gone += count_gone(document);
		fdmap_free(document);
	}
	TH_LOG("read %d times, %d files were gone", n, gone);
	EXPECT_LT(0, gone);
	child_end(&child);
}

/*
 * Sockets before and behind many other descriptors, so that the holds over them
 * are some time apart.  Each is closed and made anew again and again, and what
 * memory the kernel gets back from one below it may give to one above.
 */
#define SOCKETS	 500	/* on either side */
#define BETWEEN	 20000
#define BEHIND	 (FIRST + SOCKETS + BETWEEN)
#define READINGS 8

static void make_anew(int fd)
{
	close(fd);
	if (make_unix_datagram() != fd)
		_exit(1);
}

static void renew_sockets(struct child *child, void *unused)
{
	const struct rlimit limit = { 2 * BEHIND, 2 * BEHIND };
	int fd;

	(void)unused;
	close_range(FIRST, ~0U, 0);
	setrlimit(RLIMIT_NOFILE, &limit);
	for (fd = FIRST; fd < BEHIND + SOCKETS; fd++)
		if (fd < FIRST + SOCKETS || fd >= BEHIND)
			make_anew(fd);
		else if (dup2(0, fd) != fd)
			_exit(1);
	child_ready(child);
	for (;;) {
		for (fd = FIRST; fd < FIRST + SOCKETS; fd++) {
			make_anew(fd);
			make_anew(BEHIND + fd - FIRST);
		}
	}
}

/* The number in "socket:[N]", which is the inode's. */
static uint64_t number_in(const struct fdmap_name *name)
{
	unsigned long long number = 0;

	return sscanf(name->bytes, "socket:[%llu]", &number) == 1 ? number : 0;
}

/* How many files have another inode's row for theirs. */
static int count_wrong(const struct fdmap_document *document)
{
	const struct fdmap_inode *inode;
	const struct fdmap_file *file;
	int n = 0;

	FDMAP_EACH(file, &document->files) {
		inode = fdmap_inode_of(document, file->inode);
		n += !strcmp(file->kind, "socket") &&
		     number_in(&file->name) != inode->ino;
	}
	return n;
}

TEST(other_inodes_in_the_same_place)
{
	struct fdmap_document *document;
	struct child child;
	int i, wrong;

	START_CHILD(&child, renew_sockets, NULL);
	document = READ_PID(child.pid);
	ASSERT_EQ(BEHIND + SOCKETS, document->descriptors.count);
	ASSERT_EQ(0, count_wrong(document));
	child_release(&child);
	for (i = 0; i < READINGS; i++) {
		document = READ_PID(child.pid);
		wrong = count_wrong(document);
		EXPECT_EQ(0, wrong) TH_LOG("in reading %d", i);
		fdmap_free(document);
	}
	child_end(&child);
}

FDMAP_TEST_MAIN
