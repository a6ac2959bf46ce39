// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sizes that no table and no system is thought to have: a million descriptors
 * in one process, ten thousand processes.  A part of that, unless FDMAP_FULL is
 * set: under emulation it takes minutes.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "scale.h"

/* Made between two meetings with the parent, which waits 20 s. */
#define DESCRIPTORS_MADE 5000
#define PROCESSES_MADE	 500

/* Making goes on for so long, and then it is enough; not so with FDMAP_FULL. */
#define SECONDS 30

/* The descriptor that each of many processes opens. */
#define OWN 3

enum { TMPFILE, DEVICE, SOCKET, DUP, KINDS };

/* A quarter each; a dup is of the socket before it. */
static int make(int fd)
{
	switch (fd % KINDS) {
	case TMPFILE:
		return open(".", O_TMPFILE | O_RDWR, 0600);
	case DEVICE:
		return open("/dev/null", O_RDWR);
	case SOCKET:
		return socket(AF_INET, SOCK_DGRAM, 0);
	default:
		return dup(fd - 1);
	}
}

/* shared[0]: how many it has, at last as many as asked for, or -errno */
static void make_many(struct child *child, void *arg)
{
	int count = *(const int *)arg, fd;
	struct rlimit limit = { count, count };

	close_range(0, ~0U, 0);
	if (setrlimit(RLIMIT_NOFILE, &limit)) {
		child->shared[0] = -errno;
		return;
	}
	for (fd = 0; fd < count; fd++) {
		if (fd && fd % DESCRIPTORS_MADE == 0)
			child_ready(child);
		if (make(fd) != fd) {
			child->shared[0] = -errno;
			return;
		}
		child->shared[0] = fd + 1;
	}
}

static long milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Descriptor @fd is as make() made it: kind, sharing, references. */
static bool is_right(const struct fdmap_document *document, int fd)
{
	static const char *const kinds[] = {
		[TMPFILE] = "reg", [DEVICE] = "chr", [SOCKET] = "socket",
		[DUP] = "socket",
	};
	const struct fdmap_file *file = fdmap_file(document, fd);
	bool shared = fd % KINDS >= SOCKET;

	return file && !strcmp(file->kind, kinds[fd % KINDS]) &&
	       file->refs == (shared ? 2 : 1) &&
	       (fd % KINDS != DUP || file == fdmap_file(document, fd - 1));
}

/*
 * Let the child go on until it has made @count, or time is up.  @made is where
 * it says how many there are, or -errno.  Return: how many, or a negative
 * number.
 */
static long make_until(struct child *child, const long *made, long count)
{
	long end = milliseconds() + 1000 * SECONDS;

	while (*made >= 0 && *made < count &&
	       (scale_full() || milliseconds() < end))
		if (!child_go(child))
			return -ETIME;
	return *made;
}

/* A fixture, for only its tests can have a time limit of their own. */
FIXTURE(huge) {
	struct child child;
};

FIXTURE_SETUP(huge)
{
	temp_dir();
}

/* With the processes of its group, if it has made one. */
FIXTURE_TEARDOWN(huge)
{
	if (self->child.pid > 0)
		kill(-self->child.pid, SIGKILL);
	child_end(&self->child);
}

TEST_F_TIMEOUT(huge, descriptors, 3600)
{
	int count = scale_full() ? 1000000 : 200000, fd;
	struct child *const child = &self->child;
	struct fdmap_document *document;
	long start;

	START_CHILD(child, make_many, &count);
	count = make_until(child, &child->shared[0], count);
	ASSERT_LT(0, count) TH_LOG("%s", strerror(-count));
	start = milliseconds();
	document = READ_PID(child->pid);
	TH_LOG("%d descriptors read and checked in %ld ms", count,
	       milliseconds() - start);
	EXPECT_EQ(FDMAP_CHUNKED, document->snapshot);
	ASSERT_EQ((size_t)count, document->descriptors.count);
	for (fd = 0; fd < count && is_right(document, fd); fd++)
		;
	EXPECT_EQ(count, fd);
	/* The tmpfs files and sockets have an inode each, devices one. */
	EXPECT_LT((size_t)count / KINDS * 2, document->inodes.count);
}

static void __attribute__((noreturn)) idle(void)
{
	open("/dev/null", O_RDONLY);
	for (;;)
		pause();
}

/* One process group, to be ended at once; shared[]: its PIDs' sum and number */
static void fork_many(struct child *child, void *arg)
{
	int count = *(const int *)arg, i;
	pid_t pid;

	setpgid(0, 0);
	signal(SIGCHLD, SIG_IGN);
	for (i = 0; i < count; i++) {
		if (i && i % PROCESSES_MADE == 0)
			child_ready(child);
		pid = fork();
		if (!pid)
			idle();
		if (pid < 0) {
			child->shared[1] = -errno;
			return;
		}
		child->shared[0] += pid;
		child->shared[1]++;
	}
}

/* Each of the group's processes once, with what it has open. */
static bool find_all(const struct child *child, char *bytes, size_t length)
{
	struct fdmap_document *document;
	struct fdmap_text text;
	long pids = 0, n = 0;

	if (fdmap_text_init(&text, bytes, length))
		return false;
	while ((document = fdmap_next(&text))) {
		if (getpgid(document->pid) == child->pid &&
		    document->pid != child->pid &&
		    fdmap_descriptor(document, OWN)) {
			pids += document->pid;
			n++;
		}
		fdmap_free(document);
	}
	if (!*fdmap_error &&
	    (n != child->shared[1] || pids != child->shared[0]))
		snprintf(fdmap_error, sizeof(fdmap_error),
			 "%ld processes not %ld, or others", n,
			 child->shared[1]);
	return !*fdmap_error;
}

TEST_F_TIMEOUT(huge, processes, 3600)
{
	int count = scale_full() ? 10000 : 1000, fd;
	struct child *const child = &self->child;
	size_t length;
	char *bytes;
	long start;

	START_CHILD(child, fork_many, &count);
	count = make_until(child, &child->shared[1], count);
	ASSERT_LT(0, count) TH_LOG("%s", strerror(-count));
	fd = open(FDMAP_DIR "/all", O_RDONLY | O_CLOEXEC);
	ASSERT_LE(0, fd);
	start = milliseconds();
	bytes = slurp(fd, 1 << 20, &length);
	ASSERT_NE(NULL, bytes) TH_LOG("%s", fdmap_error);
	TH_LOG("%d processes, %zu bytes, read in %ld ms", count, length,
	       milliseconds() - start);
	EXPECT_TRUE(find_all(child, bytes, length)) TH_LOG("%s", fdmap_error);
	close(fd);
}

FDMAP_TEST_MAIN
