// SPDX-License-Identifier: GPL-2.0-only
/*
 * Descriptors, mappings, executables and files in flight add up to REFS, and
 * what is left is what this test put where nobody can look.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <linux/loop.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "factories.h"
#include "fixture.h"
#include "holders.h"
#include "kselftest_harness.h"
#include "scm.h"
#include "truth.h"

#define PAGE 4096

FIXTURE(accounting) {
	int file;
	struct holders holders;
};

FIXTURE_SETUP(accounting)
{
	temp_dir();
	self->file = make_file("file", O_RDWR);
	ASSERT_EQ(0, ftruncate(self->file, 16 * PAGE));
}

FIXTURE_TEARDOWN(accounting)
{
}

/* In a test: who holds the file of @fd of @pid. */
#define FIND(pid, fd)                                                       \
	do {                                                                \
		ASSERT_TRUE(holders_find(fdmap_file(READ_PID(pid), fd)->id, \
					 &self->holders))                   \
			TH_LOG("%s", fdmap_error);                          \
		EXPECT_FALSE(self->holders.unsure);                         \
	} while (0)

#define EXPECT_HOLDERS(refs_, descriptors_, maps_, inflight_)               \
	do {                                                                \
		EXPECT_EQ(refs_, self->holders.refs);                       \
		EXPECT_EQ(descriptors_, self->holders.descriptors);         \
		EXPECT_EQ(maps_, self->holders.maps);                       \
		EXPECT_EQ(inflight_, self->holders.inflight);               \
	} while (0)

TEST_F(accounting, descriptors)
{
	struct child forked, sharing;
	int i;

	for (i = 0; i < 4; i++)
		dup(self->file);
	START_CHILD(&forked, child_hold, NULL);
	ASSERT_TRUE(child_clone(&sharing, CLONE_FILES, child_hold, NULL));
	FIND(getpid(), self->file);
	/* Two tables, though three processes. */
	EXPECT_HOLDERS(10, 10, 0, 0);
	child_end(&forked);
	child_end(&sharing);
}

static void map_once_more(struct child *child, void *fd)
{
	(void)child;
	mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, *(int *)fd, 0);
	close(*(int *)fd);
}

TEST_F(accounting, mappings)
{
	char *mapped = mmap(NULL, 4 * PAGE, PROT_READ, MAP_SHARED, self->file,
			    0);
	struct child child;

	ASSERT_NE(MAP_FAILED, mapped);
	/* A hole makes two of one. */
	ASSERT_EQ(0, munmap(mapped + PAGE, PAGE));
	FIND(getpid(), self->file);
	EXPECT_HOLDERS(3, 1, 2, 0);
	START_CHILD(&child, map_once_more, &self->file);
	FIND(getpid(), self->file);
	EXPECT_HOLDERS(6, 1, 5, 0);
	EXPECT_EQ(0, holders_rest(&self->holders));
	child_end(&child);
}

static void map_and_close(struct child *child, void *fd)
{
	mmap(NULL, PAGE, PROT_READ, MAP_SHARED, *(int *)fd, 0);
	child_ready(child);
	close(*(int *)fd);
}

TEST_F(accounting, mapped_though_closed)
{
	struct child child;
	uint64_t id;

	START_CHILD(&child, map_and_close, &self->file);
	id = fdmap_file(READ_PID(child.pid), self->file)->id;
	ASSERT_TRUE(child_go(&child));
	close(self->file);
	EXPECT_NE(NULL, fdmap_file_of(READ_PID(child.pid), id));
	ASSERT_TRUE(holders_find(id, &self->holders))
		TH_LOG("%s", fdmap_error);
	EXPECT_HOLDERS(1, 0, 1, 0);
	child_end(&child);
}

/* Two processes of one address space have its mappings once. */
static int wait_for_ever(void *unused)
{
	while (pause())
		;
	return unused != NULL;
}

TEST_F(accounting, mappings_that_two_processes_share)
{
	static char stack[65536];
	pid_t pid;

	ASSERT_NE(MAP_FAILED, mmap(NULL, PAGE, PROT_READ, MAP_SHARED,
				   self->file, 0));
	pid = clone(wait_for_ever, stack + sizeof(stack), CLONE_VM | SIGCHLD,
		    NULL);
	ASSERT_LT(0, pid);
	FIND(getpid(), self->file);
	EXPECT_HOLDERS(3, 2, 1, 0);
	kill(pid, SIGKILL);
}

TEST_F(accounting, an_executable)
{
	const struct fdmap_map *map;
	struct fdmap_document *document;
	uint64_t exe = 0;

	document = READ_PID(getpid());
	FDMAP_EACH(map, &document->maps)
		if (!strcmp(map->as, "exe"))
			exe = map->file.value;
	ASSERT_NE(0, exe);
	ASSERT_TRUE(holders_find(exe, &self->holders));
	EXPECT_LT(1, self->holders.exe);	/* us and our parent */
	EXPECT_LT(1, self->holders.maps);
	EXPECT_EQ(0, holders_rest(&self->holders));
}

TEST_F(accounting, in_flight)
{
	int pair[2], other[2];
	struct child child;

	SKIP_IF_SCM_IS_PRIVATE();
	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_DGRAM, 0, other));
	ASSERT_EQ(0, scm_send_times(pair[0], self->file, 2));
	ASSERT_EQ(0, scm_send(other[1], self->file));
	FIND(getpid(), self->file);
	EXPECT_HOLDERS(4, 1, 0, 3);
	/* A second process with the same sockets adds its descriptor only. */
	START_CHILD(&child, child_hold, NULL);
	FIND(getpid(), self->file);
	EXPECT_HOLDERS(5, 2, 0, 3);
	child_end(&child);
}

/* Sent over a connection that nobody has accepted, and closed by the sender. */
TEST_F(accounting, in_flight_to_a_listener)
{
	struct sockaddr_un name = { AF_UNIX, "listener" };
	int listener = socket(AF_UNIX, SOCK_STREAM, 0);
	int sender = socket(AF_UNIX, SOCK_STREAM, 0);
	uint64_t id;

	SKIP_IF_SCM_IS_PRIVATE();
	ASSERT_EQ(0, bind(listener, (void *)&name, sizeof(name)));
	ASSERT_EQ(0, listen(listener, 2));
	ASSERT_EQ(0, connect(sender, (void *)&name, sizeof(name)));
	ASSERT_EQ(0, scm_send(sender, self->file));
	id = fdmap_file(READ_PID(getpid()), self->file)->id;
	close(self->file);
	close(sender);
	ASSERT_TRUE(holders_find(id, &self->holders));
	EXPECT_HOLDERS(1, 0, 0, 1);
}

/* A socket in flight in a socket in flight carries the file. */
TEST_F(accounting, in_flight_in_a_socket_in_flight)
{
	int inner[2], outer[2];
	uint64_t id;

	SKIP_IF_SCM_IS_PRIVATE();
	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM, 0, inner));
	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM, 0, outer));
	ASSERT_EQ(0, scm_send(inner[0], self->file));
	ASSERT_EQ(0, scm_send(outer[0], inner[1]));
	id = fdmap_file(READ_PID(getpid()), self->file)->id;
	close(self->file);
	close(inner[0]);
	close(inner[1]);
	ASSERT_TRUE(holders_find(id, &self->holders))
		TH_LOG("%s", fdmap_error);
	EXPECT_HOLDERS(1, 0, 0, 1);
}

/* A socket in flight in its own queue, and the other end with it. */
TEST_F(accounting, in_flight_in_itself)
{
	int pair[2];
	uint64_t id;

	SKIP_IF_SCM_IS_PRIVATE();
	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
	ASSERT_EQ(0, scm_send(pair[0], pair[1]));
	ASSERT_EQ(0, scm_send(pair[0], pair[0]));
	ASSERT_EQ(0, scm_send(pair[0], self->file));
	FIND(getpid(), pair[1]);
	EXPECT_HOLDERS(2, 1, 0, 1);
	FIND(getpid(), self->file);
	EXPECT_HOLDERS(2, 1, 0, 1);
	/* The other end stays when it is closed. */
	id = fdmap_file(READ_PID(getpid()), pair[0])->id;
	close(pair[0]);
	ASSERT_TRUE(holders_find(id, &self->holders));
	EXPECT_HOLDERS(1, 0, 0, 1);
}

/* What an epoll instance watches it does not hold. */
TEST_F(accounting, watched_by_epoll)
{
	struct epoll_event event = { .events = EPOLLIN };
	int set = epoll_create1(0), pipe_ = make_pipe_end();

	ASSERT_EQ(0, epoll_ctl(set, EPOLL_CTL_ADD, pipe_, &event));
	FIND(getpid(), pipe_);
	EXPECT_HOLDERS(1, 1, 0, 0);
}

/* From here on: what cannot be looked into, and is left over. */
TEST_F(accounting, registered_with_io_uring)
{
	int ring = make_io_uring(), fds[3];

	if (ring < 0)
		SKIP(return, "no io_uring here: %s", strerror(errno));
	fds[0] = self->file;
	fds[1] = self->file;
	fds[2] = self->file;
	ASSERT_EQ(0, syscall(SYS_io_uring_register, ring,
			     IORING_REGISTER_FILES, fds, 3));
	FIND(getpid(), self->file);
	EXPECT_EQ(1, self->holders.descriptors);
	EXPECT_EQ(3, holders_rest(&self->holders));
	close(ring);
}

TEST_F(accounting, under_a_loop_device)
{
	int control, loop, number;
	char path[32];

	if (access("/dev/loop-control", F_OK))
		load_driver("loop");
	control = open("/dev/loop-control", O_RDWR);
	if (control < 0)
		SKIP(return, "no loop devices here: %s", strerror(errno));
	number = ioctl(control, LOOP_CTL_GET_FREE);
	snprintf(path, sizeof(path), "/dev/loop%d", number);
	loop = open(path, O_RDWR);
	ASSERT_LE(0, loop);
	ASSERT_EQ(0, ioctl(loop, LOOP_SET_FD, self->file));
	FIND(getpid(), self->file);
	EXPECT_EQ(1, holders_rest(&self->holders));
	ASSERT_EQ(0, ioctl(loop, LOOP_CLR_FD, 0));
}

FDMAP_TEST_MAIN
