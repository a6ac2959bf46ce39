// SPDX-License-Identifier: GPL-2.0-only
/*
 * While somebody looks all the time, what happens at the last close happens at
 * once, locks stay, and counts are what they are.  (The end of a pipe is in
 * refs.c.)
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "factories.h"
#include "fixture.h"
#include "kselftest_harness.h"
#include "looker.h"
#include "scm.h"
#include "truth.h"

#define ROUNDS 100

/* Two look at this process, one at everybody. */
FIXTURE(unchanged) {
	pid_t lookers[3];
};

FIXTURE_SETUP(unchanged)
{
	temp_dir();
	self->lookers[0] = looker_start(getpid());
	self->lookers[1] = looker_start(getpid());
	self->lookers[2] = looker_start(0);
}

FIXTURE_TEARDOWN(unchanged)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(self->lookers); i++)
		looker_stop(self->lookers[i]);
}

/* Another open file gets the lock as soon as the first is closed. */
TEST_F(unchanged, an_flock_ends_with_its_file)
{
	int first, second = make_file("file", O_RDWR), i;

	for (i = 0; i < ROUNDS; i++) {
		first = open("file", O_RDWR);
		ASSERT_EQ(0, flock(first, LOCK_EX));
		ASSERT_EQ(-1, flock(second, LOCK_EX | LOCK_NB));
		close(first);
		ASSERT_EQ(0, flock(second, LOCK_EX | LOCK_NB));
		ASSERT_EQ(0, flock(second, LOCK_UN));
	}
}

TEST_F(unchanged, an_ofd_lock_ends_with_its_file)
{
	int first, second = make_file("file", O_RDWR), i;
	struct flock whole = { .l_type = F_WRLCK };

	for (i = 0; i < ROUNDS; i++) {
		first = open("file", O_RDWR);
		ASSERT_EQ(0, fcntl(first, F_OFD_SETLK, &whole));
		close(first);
		ASSERT_EQ(0, fcntl(second, F_OFD_SETLK, &whole));
		whole.l_type = F_UNLCK;
		ASSERT_EQ(0, fcntl(second, F_OFD_SETLK, &whole));
		whole.l_type = F_WRLCK;
	}
}

/* It would be lost if exec found that somebody else uses the table too. */
static void lock_and_exec(struct child *child, void *says_so)
{
	struct flock whole = { .l_type = F_WRLCK };
	int fd = open("file", O_RDWR);
	char number[16];

	if (fcntl(fd, F_SETLK, &whole))
		_exit(1);
	child_ready(child);
	snprintf(number, sizeof(number), "%d", *(int *)says_so);
	execl(fixture_path("waiter"), "waiter", number, NULL);
	_exit(1);
}

TEST_F(unchanged, a_posix_lock_survives_exec)
{
	int fd = make_file("file", O_RDWR), says_so[2], i;
	struct flock whole;
	struct child child;
	pid_t looker;
	char byte;

	ASSERT_EQ(0, pipe2(says_so, 0));
	for (i = 0; i < 20; i++) {
		START_CHILD(&child, lock_and_exec, &says_so[1]);
		looker = looker_start(child.pid);
		child_release(&child);
		ASSERT_EQ(1, read(says_so[0], &byte, 1));
		whole = (struct flock){ .l_type = F_WRLCK };
		ASSERT_EQ(0, fcntl(fd, F_GETLK, &whole));
		EXPECT_EQ(F_WRLCK, whole.l_type);
		EXPECT_EQ(child.pid, whole.l_pid);
		looker_stop(looker);
		child_end(&child);
	}
}

static int umount_now(const char *path)
{
	return umount(path) ? errno : 0;
}

/* A file system is not busy any more once its last file is closed. */
TEST_F(unchanged, a_file_system_can_be_unmounted)
{
	char *mapped;
	int fd, i;

	ASSERT_EQ(0, mkdir("mount", 0755));
	for (i = 0; i < ROUNDS; i++) {
		ASSERT_EQ(0, mount("none", "mount", "tmpfs", 0, NULL));
		ASSERT_EQ(0, chdir("mount"));
		fd = make_file("file", O_RDWR);
		ASSERT_EQ(0, ftruncate(fd, 4096));
		mapped = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);
		ASSERT_NE(MAP_FAILED, mapped);
		ASSERT_EQ(0, chdir(".."));
		ASSERT_EQ(EBUSY, umount_now("mount"));
		close(fd);
		ASSERT_EQ(EBUSY, umount_now("mount"));
		ASSERT_EQ(0, munmap(mapped, 4096));
		ASSERT_EQ(0, umount_now("mount"));
	}
}

/* The same for files in flight, whose last reference is in the queue. */
TEST_F(unchanged, a_file_system_can_be_unmounted_after_files_in_flight)
{
	int pair[2], fd, i;

	ASSERT_EQ(0, mkdir("mount", 0755));
	for (i = 0; i < ROUNDS; i++) {
		ASSERT_EQ(0, mount("none", "mount", "tmpfs", 0, NULL));
		ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
		fd = make_file("mount/file", O_RDWR);
		ASSERT_EQ(0, scm_send(pair[0], fd));
		close(fd);
		ASSERT_EQ(EBUSY, umount_now("mount"));
		close(scm_receive(pair[1]));
		ASSERT_EQ(0, umount_now("mount"));
		close(pair[0]);
		close(pair[1]);
	}
}

/* The other end learns at once that a connection has ended. */
TEST_F(unchanged, a_connection_ends_when_one_end_is_closed)
{
	int pair[2], i;
	char byte;

	for (i = 0; i < ROUNDS; i++) {
		ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
		close(pair[0]);
		ASSERT_EQ(0, recv(pair[1], &byte, 1, MSG_DONTWAIT));
		close(pair[1]);
	}
}

/* How many files an epoll instance watches, asked by a child that is still. */
static size_t count_watched(int set)
{
	size_t n = 0, length;
	char path[64], *text, *at;
	int fd;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", set);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	text = slurp(fd, 4096, &length);
	close(fd);
	for (at = text; (at = strstr(at, "tfd:")); at++)
		n++;
	free(text);
	return n;
}

/*
 * Files that fdmap has to ask, and keeps while it does, are let go at once: a
 * closed one is watched no longer than that takes.
 */
TEST_F(unchanged, what_is_asked_is_let_go)
{
	struct epoll_event event = { .events = EPOLLIN };
	int set = epoll_create1(0), fd, i, tries;

	for (i = 0; i < ROUNDS; i++) {
		fd = i % 2 ? eventfd(0, 0) : epoll_create1(0);
		ASSERT_EQ(0, epoll_ctl(set, EPOLL_CTL_ADD, fd, &event));
		ASSERT_EQ(1, count_watched(set));
		close(fd);
		for (tries = 0; tries < 100 && count_watched(set); tries++)
			usleep(1000);
		ASSERT_EQ(0, count_watched(set));
	}
}

/* Every count is right in every document, though others are being read too. */
TEST_F(unchanged, counts_do_not_drift)
{
	static int (*const makes[])(void) = {
		make_epoll_set, make_event_counter, make_timer, make_signals,
		make_inotify_group, make_fanotify_group, make_unix_stream,
		make_pipe_end, make_process, make_memory_file,
	};
	const struct fdmap_document *document;
	int fds[ARRAY_SIZE(makes)], i;
	size_t j;

	for (j = 0; j < ARRAY_SIZE(makes); j++)
		fds[j] = makes[j]();
	for (i = 0; i < ROUNDS; i++) {
		document = READ_PID(getpid());
		ASSERT_EQ(1, fdmap_table(document)->users);
		for (j = 0; j < ARRAY_SIZE(makes); j++) {
			if (fds[j] < 0)
				continue;
			ASSERT_EQ(1, fdmap_file(document, fds[j])->refs)
				TH_LOG("factory %zu", j);
		}
	}
}

FDMAP_TEST_MAIN
