// SPDX-License-Identifier: GPL-2.0-only
/* [epoll] against fdinfo and kcmp(2), KCMP_EPOLL_TFD. */
#define _GNU_SOURCE
#include <inttypes.h>
#include <linux/kcmp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "factories.h"
#include "fixture.h"
#include "kselftest_harness.h"
#include "proc.h"
#include "truth.h"

static int watch(int set, int fd, uint32_t events, uint64_t data)
{
	struct epoll_event event = { .events = events, .data.u64 = data };

	return epoll_ctl(set, EPOLL_CTL_ADD, fd, &event);
}

/* Whether the file that @set watches as its @n-th @tfd is that of @fd. */
static bool watches(int set, int tfd, unsigned int n, int fd)
{
	struct kcmp_epoll_slot slot = { set, tfd, n };

	return !syscall(SYS_kcmp, getpid(), getpid(), KCMP_EPOLL_TFD, fd,
			&slot);
}

/* Whether fdinfo has a line that says the same. */
static bool in_fdinfo(int set, const struct fdmap_epoll *row)
{
	char *text = proc_text("/proc/self/fdinfo/%d", set), *at = text, *line;
	unsigned int events;
	uint64_t data, ino;
	unsigned long dev;
	bool found = false;
	int64_t tfd;

	while (!found && (line = proc_line(&at)))
		found = sscanf(line, "tfd: %" SCNd64 " events: %x data: %"
			       SCNx64 " pos:%*d ino:%" SCNx64 " sdev:%lx", &tfd,
			       &events, &data, &ino, &dev) == 5 &&
			tfd == row->tfd && events == row->events &&
			data == row->data && ino == row->ino &&
			dev == (row->dev.major << 20 | row->dev.minor);
	free(text);
	return found;
}

/* The row of that descriptor number, NULL if there is not just one. */
static const struct fdmap_epoll *row_of(const struct fdmap_document *document,
					int tfd)
{
	const struct fdmap_epoll *row, *found = NULL;

	FDMAP_EACH(row, &document->epoll) {
		if (row->tfd != tfd)
			continue;
		if (found)
			return NULL;
		found = row;
	}
	return found;
}

FIXTURE(epoll) {
	int set;
};

FIXTURE_SETUP(epoll)
{
	self->set = epoll_create1(0);
	ASSERT_LE(0, self->set);
}

FIXTURE_TEARDOWN(epoll)
{
}

TEST_F(epoll, every_kind_that_can_be_watched)
{
	static const struct {
		int (*make)(void);
		uint32_t events;
	} targets[] = {
		{ make_pipe_end, EPOLLOUT },
		{ make_unix_stream, EPOLLIN | EPOLLET },
		{ make_udp, EPOLLIN | EPOLLRDHUP | EPOLLONESHOT },
		{ make_event_counter, EPOLLIN | EPOLLEXCLUSIVE },
		{ make_timer, EPOLLIN },
		{ make_signals, EPOLLIN },
		{ make_inotify_group, EPOLLPRI },
		{ make_epoll_set, EPOLLIN },
		{ make_process, EPOLLIN },
		{ make_pty_master, 0 },
		{ make_message_queue, EPOLLIN },
	};
	const struct fdmap_document *document;
	const struct fdmap_epoll *row;
	int fds[ARRAY_SIZE(targets)];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(targets); i++) {
		fds[i] = targets[i].make();
		ASSERT_LE(0, fds[i]);
		ASSERT_EQ(0, watch(self->set, fds[i], targets[i].events,
				   0xfedcba9800000000 + i));
	}
	document = READ_PID(getpid());
	for (i = 0; i < ARRAY_SIZE(targets); i++) {
		row = row_of(document, fds[i]);
		ASSERT_NE(NULL, row) TH_LOG("target %zu", i);
		EXPECT_TRUE(in_fdinfo(self->set, row)) TH_LOG("target %zu", i);
		EXPECT_TRUE(watches(self->set, fds[i], 0, fds[i]));
		EXPECT_EQ(fdmap_file(document, fds[i])->id, row->target.value)
			TH_LOG("target %zu", i);
	}
}

/* The file is still watched, and lives on in the other descriptor. */
TEST_F(epoll, a_descriptor_closed_while_its_file_is_open)
{
	int fd = eventfd(0, 0), other = dup(fd);
	const struct fdmap_document *document;

	ASSERT_EQ(0, watch(self->set, fd, EPOLLIN, 0));
	close(fd);
	document = READ_PID(getpid());
	ASSERT_NE(NULL, row_of(document, fd));
	EXPECT_TRUE(watches(self->set, fd, 0, other));
	EXPECT_NE(NULL, row_of(document, fd)->target.word);
}

/* What now has that number is not watched, though it has the same inode. */
TEST_F(epoll, a_descriptor_that_was_used_again)
{
	int fd = eventfd(0, 0), other = dup(fd);
	const struct fdmap_document *document;

	ASSERT_EQ(0, watch(self->set, fd, EPOLLIN, 0));
	close(fd);
	ASSERT_EQ(fd, eventfd(0, 0));
	document = READ_PID(getpid());
	EXPECT_FALSE(watches(self->set, fd, 0, fd));
	EXPECT_TRUE(watches(self->set, fd, 0, other));
	EXPECT_NE(NULL, row_of(document, fd)->target.word);
}

TEST_F(epoll, two_files_under_one_number)
{
	const struct fdmap_document *document;
	int ends[2], other, fd;

	ASSERT_EQ(0, pipe(ends));
	fd = ends[0];
	other = dup(fd);
	ASSERT_EQ(0, watch(self->set, fd, EPOLLIN, 1));
	close(fd);
	ASSERT_EQ(fd, eventfd(0, 0));
	ASSERT_EQ(0, watch(self->set, fd, EPOLLIN, 2));
	document = READ_PID(getpid());
	EXPECT_EQ(2, document->epoll.count);
	EXPECT_EQ(NULL, row_of(document, fd));
	EXPECT_NE(-1, other);
}

TEST_F(epoll, a_closed_file_is_not_watched_any_more)
{
	int fd = eventfd(0, 0);

	ASSERT_EQ(0, watch(self->set, fd, EPOLLIN, 0));
	EXPECT_EQ(1, READ_PID(getpid())->epoll.count);
	close(fd);
	EXPECT_EQ(0, READ_PID(getpid())->epoll.count);
}

/* An instance that is inherited watches the files of the one that set it up. */
static void close_the_target(struct child *child, void *fd)
{
	(void)child;
	close(*(int *)fd);
}

TEST_F(epoll, inherited)
{
	int fd = eventfd(0, 0);
	const struct fdmap_document *document;
	struct child child;

	ASSERT_EQ(0, watch(self->set, fd, EPOLLIN, 0));
	START_CHILD(&child, close_the_target, &fd);
	document = READ_TRUE(child.pid);
	ASSERT_NE(NULL, row_of(document, fd));
	EXPECT_NE(NULL, row_of(document, fd)->target.word);
	child_end(&child);
}

FDMAP_TEST_MAIN
