// SPDX-License-Identifier: GPL-2.0-only
/*
 * One descriptor, or one table, with more to say than fits into a hold: it is
 * told that there is more, and neither time nor memory run out.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "looker.h"
#include "scm.h"

/* More than is listed of one descriptor. */
#define FILES	    5
#define LOCKS	    1000
#define CONNECTIONS 4097

/* The first descriptor that a child makes. */
#define FIRST 3

/* Whether [inflight] says that there is more in this socket than is listed. */
static bool has_more(const struct fdmap_document *document, int fd)
{
	const struct fdmap_socket *socket = fdmap_socket(document, fd);
	const struct fdmap_inflight *row;

	FDMAP_EACH(row, &document->inflight)
		if (row->socket == socket->inode && !strcmp(row->state, "more"))
			return true;
	return false;
}

static bool lock_often(int fd)
{
	struct flock byte = { .l_type = F_WRLCK, .l_len = 1 };

	for (; byte.l_start < 2 * LOCKS; byte.l_start += 2)
		if (fcntl(fd, F_OFD_SETLK, &byte))
			return false;
	return true;
}

static void send_locked_files(struct child *child, void *unused)
{
	int pair[2], fd, i;
	char name[16];

	(void)child;
	(void)unused;
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair))
		_exit(1);
	for (i = 0; i < FILES; i++) {
		snprintf(name, sizeof(name), "file%d", i);
		fd = make_file(name, O_RDWR);
		if (!lock_often(fd) || scm_send(pair[1], fd))
			_exit(1);
		close(fd);
	}
}

/* Locks that are listed of an inode met in flight, before "more". */
#define LOCKS_LISTED 4

TEST(locks_of_files_in_flight)
{
	const struct fdmap_document *document;
	const struct fdmap_lock *lock;
	int more = 0, listed = 0;
	struct child child;

	SKIP_IF_SCM_IS_PRIVATE();
	temp_dir();
	START_CHILD(&child, send_locked_files, NULL);
	document = READ_PID(child.pid);
	EXPECT_EQ(FIRST + 2, document->descriptors.count);
	EXPECT_EQ(FILES, fdmap_socket(document, FIRST)->fds.value);
	EXPECT_EQ(FILES, document->inflight.count);
	FDMAP_EACH(lock, &document->locks)
		*(strcmp(lock->kind, "more") ? &listed : &more) += 1;
	EXPECT_EQ(FILES, more);
	EXPECT_EQ(FILES * LOCKS_LISTED, listed);
	EXPECT_READ_IN_TIME(child.pid);
	child_end(&child);
}

static void wait_to_be_accepted(struct child *child, void *unused)
{
	const struct rlimit limit = { CONNECTIONS + 10, CONNECTIONS + 10 };
	struct sockaddr_un name = { AF_UNIX, "listener" };
	int listener = socket(AF_UNIX, SOCK_STREAM, 0), i;

	(void)child;
	(void)unused;
	if (setrlimit(RLIMIT_NOFILE, &limit) ||
	    bind(listener, (void *)&name, sizeof(name)) ||
	    listen(listener, CONNECTIONS - 1))
		_exit(1);
	for (i = 0; i < CONNECTIONS; i++)
		if (connect(socket(AF_UNIX, SOCK_STREAM, 0), (void *)&name,
			    sizeof(name)))
			_exit(1);
}

TEST(connections_of_one_listener)
{
	const struct fdmap_document *document;
	struct child child;

	temp_dir();
	START_CHILD(&child, wait_to_be_accepted, NULL);
	document = READ_PID(child.pid);
	EXPECT_EQ(FIRST + 1 + CONNECTIONS, document->descriptors.count);
	EXPECT_EQ(CONNECTIONS,
		  fdmap_socket(document, FIRST)->backlog.waiting);
	EXPECT_TRUE(has_more(document, FIRST));
	child_end(&child);
}

#define LONG_NAMES 300
#define COUNTERS   700

/* Names of some 4,000 bytes, then files that are asked one by one. */
static void open_long_names(struct child *child, void *unused)
{
	char step[201], name[16];
	int i;

	(void)child;
	(void)unused;
	memset(step, 'x', sizeof(step) - 1);
	step[sizeof(step) - 1] = 0;
	for (i = 0; i < 19; i++)
		if (mkdir(step, 0755) || chdir(step))
			_exit(1);
	for (i = 0; i < LONG_NAMES; i++) {
		snprintf(name, sizeof(name), "file%d", i);
		make_file(name, O_RDWR);
	}
	for (i = 0; i < COUNTERS; i++)
		eventfd(i, 0);
}

TEST(long_names_before_many_counters)
{
	struct fdmap_document *document;
	struct child child;
	char count[16];
	int i;

	temp_dir();
	START_CHILD(&child, open_long_names, NULL);
	document = READ_PID(child.pid);
	ASSERT_EQ(FIRST + LONG_NAMES + COUNTERS, document->descriptors.count);
	for (i = 0; i < COUNTERS; i++) {
		snprintf(count, sizeof(count), "%d", i);
		EXPECT_STREQ(count, fdmap_detail(document,
						 FIRST + LONG_NAMES + i,
						 "count"));
	}
	child_end(&child);
}

FDMAP_TEST_MAIN
