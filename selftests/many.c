// SPDX-License-Identifier: GPL-2.0-only
/* Many of something: all is told, or it is told that there is more. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "looker.h"
#include "scm.h"
#include "truth.h"

/* Limits that the ABI page names. */
#define MAX_LOCKS    1024
#define MAX_INFLIGHT 512

/* What a reading of so much may take, on a slow machine. */
#define SECONDS 10.0

#define EXPECT_READ_IN(seconds, pid)                                        \
	do {                                                                \
		double took_ = look_seconds(pid);                           \
									    \
		EXPECT_LE(0, took_);                                        \
		EXPECT_LT(took_, seconds);                                  \
	} while (0)

static void make_room(rlim_t descriptors)
{
	const struct rlimit limit = { descriptors, descriptors };

	setrlimit(RLIMIT_NOFILE, &limit);
}

static void lock_every_other(struct child *child, void *count)
{
	struct flock byte = { .l_type = F_WRLCK, .l_len = 1 };
	int fd = make_file("file", O_RDWR), i;

	(void)child;
	for (i = 0; i < *(int *)count; i++, byte.l_start += 2)
		if (fcntl(fd, F_SETLK, &byte))
			_exit(1);
}

/*
 * Lists end when a processor was taken away from the reader for long, as it may
 * be from an emulated one: then they are read again, so often at most.
 */
#define TRIES 10

/* Locks that are listed in their order; @more: rows that say there are more. */
static size_t count_locks(const struct fdmap_document *document, size_t *more)
{
	const struct fdmap_lock *lock;
	size_t n = *more = 0;

	FDMAP_EACH(lock, &document->locks) {
		if (strcmp(lock->kind, "more"))
			n += lock->start.value == 2 * n;
		else
			++*more;
	}
	return n;
}

TEST(locks_on_one_inode)
{
	static const int counts[] = { MAX_LOCKS - 1, MAX_LOCKS, MAX_LOCKS + 1,
				      5000 };
	const struct fdmap_document *document;
	size_t i, n, want, more;
	struct child child;
	int tries;

	temp_dir();
	for (i = 0; i < ARRAY_SIZE(counts); i++) {
		START_CHILD(&child, lock_every_other, &counts[i]);
		want = counts[i] < MAX_LOCKS ? counts[i] : MAX_LOCKS;
		for (n = tries = 0; n != want && tries < TRIES; tries++) {
			document = READ_TRUE(child.pid);
			n = count_locks(document, &more);
		}
		EXPECT_EQ(want, n);
		EXPECT_EQ(counts[i] > MAX_LOCKS, more);
		EXPECT_EQ(FDMAP_WHOLE, document->snapshot);
		EXPECT_READ_IN(LOOK_SECONDS, child.pid);
		child_end(&child);
	}
}

/* Each under a descriptor of its own, a hundred open files in all. */
static void watch_many(struct child *child, void *count)
{
	struct epoll_event event = { .events = EPOLLIN };
	int n = *(int *)count, set, fd;

	(void)child;
	make_room(n + 200);
	set = epoll_create1(0);
	for (fd = set + 1; fd <= set + n; fd++) {
		event.data.u64 = fd;
		if ((fd <= set + 100 ? eventfd(0, 0) : dup(fd - 100)) != fd ||
		    epoll_ctl(set, EPOLL_CTL_ADD, fd, &event))
			_exit(1);
	}
}

TEST(targets_of_one_epoll_instance)
{
	const struct fdmap_document *document;
	const struct fdmap_epoll *row;
	struct child child;
	int count = 1000, wrong = 0;

	START_CHILD(&child, watch_many, &count);
	document = READ_PID(child.pid);
	EXPECT_EQ(count, document->epoll.count);
	FDMAP_EACH(row, &document->epoll)
		wrong += row->target.word || row->data != (uint64_t)row->tfd;
	EXPECT_EQ(0, wrong);
	EXPECT_READ_IN(SECONDS, child.pid);
	child_end(&child);
}

/* A text of more than the 4 MiB that are taken of one. */
TEST(targets_beyond_what_is_taken)
{
	const struct fdmap_document *document;
	const char *more, *state;
	struct child child;
	int count = 70000, epoll = 3;

	START_CHILD(&child, watch_many, &count);
	document = READ_PID(child.pid);
	state = fdmap_detail(document, epoll, "state");
	if (state && !strcmp(state, "busy")) {
		child_end(&child);
		SKIP(return, "this machine is too slow to be waited for");
	}
	more = fdmap_detail(document, epoll, "more");
	EXPECT_STREQ("yes", more ?: "");
	EXPECT_LT(count / 2, document->epoll.count);
	EXPECT_GT(count, document->epoll.count);
	child_end(&child);
}

/* struct told - what [inflight] says in a document */
struct told {
	int queued, waiting, more, deep;
};

static struct told count_inflight(const struct fdmap_document *document)
{
	const struct fdmap_inflight *row;
	struct told told = { 0 };

	FDMAP_EACH(row, &document->inflight) {
		told.queued += !strcmp(row->state, "queued");
		told.waiting += !strcmp(row->state, "waiting");
		told.more += !strcmp(row->state, "more");
		told.deep += !strcmp(row->state, "deep");
	}
	return told;
}

static const int files[] = { 200, MAX_INFLIGHT, MAX_INFLIGHT + 1, 600 };

TEST(files_in_one_queue)
{
	const struct fdmap_document *document;
	int pair[2], left, want, tries;
	struct told told;
	size_t i;

	SKIP_IF_SCM_IS_PRIVATE();
	for (i = 0; i < ARRAY_SIZE(files); i++) {
		ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
		for (left = files[i]; left > 0; left -= 200)
			ASSERT_EQ(0, scm_send_times(pair[0], 0, left < 200 ?
						    left : 200));
		want = files[i] < MAX_INFLIGHT ? files[i] : MAX_INFLIGHT;
		tries = TRIES;
		do {
			document = READ_PID(getpid());
			told = count_inflight(document);
		} while (told.queued != want && --tries);
		EXPECT_EQ(files[i] > MAX_INFLIGHT, told.more);
		EXPECT_EQ(want, told.queued);
		EXPECT_EQ(files[i], fdmap_socket(document, pair[1])->fds.value);
		close(pair[0]);
		close(pair[1]);
	}
}

/* Nobody accepts, and each connection has brought a file. */
static void connect_many(struct child *child, void *count)
{
	struct sockaddr_un name = { AF_UNIX, "listener" };
	int listener = socket(AF_UNIX, SOCK_STREAM, 0), fd, i;

	(void)child;
	make_room(4096);
	unlink("listener");
	if (bind(listener, (void *)&name, sizeof(name)) ||
	    listen(listener, 4096))
		_exit(1);
	for (i = 0; i < *(int *)count; i++) {
		fd = socket(AF_UNIX, SOCK_STREAM, 0);
		if (connect(fd, (void *)&name, sizeof(name)) ||
		    scm_send(fd, 0))
			_exit(1);
	}
}

TEST(connections_that_wait)
{
	static const int counts[] = { 100, 1000 };
	const struct fdmap_document *document;
	struct child child;
	struct told told;
	int want, tries;
	size_t i;

	SKIP_IF_SCM_IS_PRIVATE();
	temp_dir();
	for (i = 0; i < ARRAY_SIZE(counts); i++) {
		START_CHILD(&child, connect_many, &counts[i]);
		want = counts[i] < MAX_INFLIGHT ? counts[i] : MAX_INFLIGHT;
		tries = TRIES;
		do {
			document = READ_PID(child.pid);
			told = count_inflight(document);
		} while (told.queued != want && --tries);
		EXPECT_EQ(counts[i] > MAX_INFLIGHT, told.more);
		EXPECT_EQ(want, told.queued);
		EXPECT_LE(told.queued, told.waiting);
		EXPECT_EQ(counts[i],
			  fdmap_socket(document, 3)->backlog.waiting);
		child_end(&child);
	}
}

/* Each in the queue of the one before; only the first has a descriptor. */
TEST(sockets_in_sockets)
{
	const struct fdmap_document *document;
	int pair[2], inner = 0, i;

	SKIP_IF_SCM_IS_PRIVATE();
	for (i = 0; i < 30; i++) {
		ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
		ASSERT_EQ(0, scm_send(pair[0], inner));
		if (inner)
			close(inner);
		close(pair[0]);
		inner = pair[1];
	}
	document = READ_PID(getpid());
	EXPECT_EQ(1, count_inflight(document).deep);
	EXPECT_LE(4, document->inflight.count);
	EXPECT_NE(NULL, fdmap_socket(document, inner));
	EXPECT_READ_IN(LOOK_SECONDS, getpid());
}

/* Sockets that all lie in each other's queues, themselves included. */
TEST(sockets_in_each_other)
{
	const struct fdmap_document *document;
	int ends[8][2], i, j;

	SKIP_IF_SCM_IS_PRIVATE();
	for (i = 0; i < 8; i++)
		ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_DGRAM, 0, ends[i]));
	for (i = 0; i < 8; i++)
		for (j = 0; j < 8; j++)
			ASSERT_EQ(0, scm_send(ends[i][0], ends[j][1]));
	document = READ_PID(getpid());
	for (i = 0; i < 8; i++) {
		EXPECT_EQ(9, fdmap_file(document, ends[i][1])->refs);
		EXPECT_EQ(8, fdmap_socket(document, ends[i][1])->fds.value);
	}
	EXPECT_EQ(64, count_inflight(document).queued);
	EXPECT_READ_IN(LOOK_SECONDS, getpid());
}

/* It is met in flight in the chunk before the one with its descriptor. */
TEST(a_file_first_met_in_flight)
{
	const struct fdmap_document *document;
	int pair[2], fd = eventfd(7, 0), i;

	make_room(4096);
	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
	ASSERT_EQ(0, scm_send(pair[0], fd));
	for (i = 0; i < 1500; i++)
		dup(pair[0]);
	ASSERT_EQ(2000, dup2(fd, 2000));
	close(fd);
	document = READ_PID(getpid());
	EXPECT_EQ(FDMAP_CHUNKED, document->snapshot);
	EXPECT_STREQ("7", fdmap_detail(document, 2000, "count"));
}

#define MAPPINGS 60000
#define PORTION	 10000	/* mapped between two meetings with the parent */

static void map_many(struct child *child, void *unused)
{
	int fd = memfd_create("mapped", 0), i;

	(void)unused;
	if (ftruncate(fd, 3 * 4096))
		_exit(1);
	for (i = 0; i < MAPPINGS; i++) {	/* neighbours are not merged */
		if (i % PORTION == 0)
			child_ready(child);
		if (mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0) ==
		    MAP_FAILED)
			_exit(1);
	}
}

/* A fixture, for only its tests can have a time limit of their own. */
FIXTURE(mappings) {
	struct child child;
};

FIXTURE_SETUP(mappings)
{
	int i;

	START_CHILD(&self->child, map_many, NULL);
	for (i = 0; i < MAPPINGS; i += PORTION)
		ASSERT_TRUE(child_go(&self->child));
}

FIXTURE_TEARDOWN(mappings)
{
	child_end(&self->child);
}

TEST_F_TIMEOUT(mappings, are_counted, 300)
{
	const struct fdmap_document *document;
	const struct fdmap_map *map;
	uint64_t id, n = 0;

	document = READ_PID(self->child.pid);
	id = fdmap_file(document, 3)->id;
	FDMAP_EACH(map, &document->maps)
		if (!map->file.word && map->file.value == id)
			n += map->count;
	EXPECT_EQ(MAPPINGS, n);
	EXPECT_EQ(MAPPINGS + 1, fdmap_file(document, 3)->refs);
	EXPECT_READ_IN(SECONDS, self->child.pid);
}

#define THREADS 2000

static void *wait_for_ever(void *unused)
{
	while (pause())
		;
	return unused;
}

static void start_threads(struct child *child, void *unused)
{
	pthread_attr_t small;
	pthread_t thread;
	int i;

	(void)child;
	(void)unused;
	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, PTHREAD_STACK_MIN);
	for (i = 0; i < THREADS; i++)
		if (pthread_create(&thread, &small, wait_for_ever, NULL))
			_exit(1);
}

TEST(threads)
{
	const struct fdmap_document *document;
	struct child child;

	START_CHILD(&child, start_threads, NULL);
	document = READ_PID(child.pid);
	EXPECT_EQ(THREADS + 1, document->tasks.count);
	EXPECT_EQ(THREADS + 1, fdmap_table(document)->users);
	EXPECT_READ_IN(SECONDS, child.pid);
	child_end(&child);
}

FDMAP_TEST_MAIN
