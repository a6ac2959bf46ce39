// SPDX-License-Identifier: GPL-2.0-only
/* [epoll] against fdinfo and kcmp(2), KCMP_EPOLL_TFD; [watches] likewise. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <inttypes.h>
#include <linux/kcmp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
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

/* [watches] */

/* Whether the row is about the inode of @path. */
static bool is_inode(const struct fdmap_watch *row, const char *path)
{
	struct stat st;

	return !stat(path, &st) && row->ino.value == st.st_ino &&
	       row->dev.major == major(st.st_dev) &&
	       row->dev.minor == minor(st.st_dev);
}

TEST(inotify_watches)
{
	const struct fdmap_document *document;
	const struct fdmap_watch *row;
	int fd = inotify_init(), wd[2];

	wd[0] = inotify_add_watch(fd, "/proc", IN_CREATE | IN_DELETE);
	wd[1] = inotify_add_watch(fd, "/tmp", IN_OPEN | IN_ONLYDIR);
	document = READ_PID(getpid());
	ASSERT_EQ(2, document->watches.count);
	FDMAP_EACH(row, &document->watches) {
		EXPECT_EQ(fdmap_file(document, fd)->id, row->file);
		EXPECT_TRUE(is_inode(row, (int)row->wd.value == wd[0] ?
				     "/proc" : "/tmp"));
		EXPECT_EQ(row->mask, (int)row->wd.value == wd[0] ?
			  IN_CREATE | IN_DELETE : IN_OPEN);
	}
	inotify_rm_watch(fd, wd[0]);
	EXPECT_EQ(1, READ_PID(getpid())->watches.count);
}

static const struct fdmap_watch *watch_on(const struct fdmap_document *document,
					  const char *on)
{
	const struct fdmap_watch *row;

	FDMAP_EACH(row, &document->watches)
		if (!strcmp(row->on, on))
			return row;
	return NULL;
}

TEST(fanotify_marks)
{
	int fd = fanotify_init(FAN_CLASS_NOTIF, O_RDONLY);
	const struct fdmap_document *document;
	const struct fdmap_watch *row;
	struct stat st;
	char *text;

	if (fd < 0)
		SKIP(return, "no fanotify here: %s", strerror(errno));
	ASSERT_EQ(0, fanotify_mark(fd, FAN_MARK_ADD, FAN_OPEN | FAN_CLOSE,
				   AT_FDCWD, "/tmp"));
	ASSERT_EQ(0, fanotify_mark(fd, FAN_MARK_ADD | FAN_MARK_MOUNT,
				   FAN_MODIFY, AT_FDCWD, "/"));
	ASSERT_EQ(0, fanotify_mark(fd, FAN_MARK_ADD | FAN_MARK_FILESYSTEM,
				   FAN_ACCESS, AT_FDCWD, "/proc"));
	document = READ_PID(getpid());
	EXPECT_EQ(3, document->watches.count);
	row = watch_on(document, "inode");
	ASSERT_NE(NULL, row);
	EXPECT_TRUE(is_inode(row, "/tmp"));
	EXPECT_EQ(FAN_OPEN | FAN_CLOSE, row->mask);
	row = watch_on(document, "filesystem");
	ASSERT_NE(NULL, row);
	ASSERT_EQ(0, stat("/proc", &st));
	EXPECT_EQ(minor(st.st_dev), row->dev.minor);
	EXPECT_EQ(FAN_ACCESS, row->mask);
	row = watch_on(document, "mount");
	ASSERT_NE(NULL, row);
	text = proc_text("/proc/self/fdinfo/%d", fd);
	EXPECT_EQ(strtoull(strstr(text, "mnt_id:") + 7, NULL, 16) != 0,
		  row->ino.value != 0);
	EXPECT_EQ(FAN_MODIFY, row->mask);
	EXPECT_NE(NULL, fdmap_detail(document, fd, "flags"));
}

FDMAP_TEST_MAIN
