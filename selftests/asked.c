// SPDX-License-Identifier: GPL-2.0-only
/*
 * What files say of themselves: everything that [details], [epoll] and
 * [watches] tell of many of each kind is what /proc/PID/fdinfo tells, no more
 * and no less.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "deadline.h"
#include "fdmap_values.h"
#include "fixture.h"
#include "kselftest_harness.h"
#include "proc.h"

#define ASKED "epoll|eventfd|signalfd|timerfd|inotify|fanotify"

/* How many of each kind, and what the last three watch. */
#define COUNTERS 100
#define GROUPS	 20
#define WATCHES	 10

/*
 * What takes the kernel itself longer than this, in seconds, may be too much to
 * be waited for.
 */
#define SOON 0.03

/* What is said of a file, a line each; at last sorted. */
struct said {
	char **lines;
	size_t n;
};

static void __attribute__((format(printf, 2, 3)))
say(struct said *said, const char *format, ...)
{
	va_list args;

	if (!(said->n & (said->n - 1)))
		said->lines = reallocarray(said->lines,
					   said->n ? 2 * said->n : 1,
					   sizeof(*said->lines));
	va_start(args, format);
	if (vasprintf(&said->lines[said->n++], format, args) < 0)
		_exit(1);
	va_end(args);
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void forget(struct said *said)
{
	while (said->n)
		free(said->lines[--said->n]);
	free(said->lines);
	said->lines = NULL;
}

/* Each of these takes one line of fdinfo: false if it is another. */
static bool read_number(struct said *said, const char *line)
{
	static const struct {
		const char *name, *key;
		int base;
	} numbers[] = {
		{ "eventfd-count:", "count", 16 },
		{ "eventfd-id:", "id", 10 },
		{ "eventfd-semaphore:", "semaphore", 10 },
		{ "clockid:", "clock", 10 },
		{ "ticks:", "ticks", 10 },
	};
	size_t i, length;

	for (i = 0; i < ARRAY_SIZE(numbers); i++) {
		length = strlen(numbers[i].name);
		if (strncmp(line, numbers[i].name, length))
			continue;
		say(said, "%s %llu", numbers[i].key,
		    strtoull(line + length, NULL, numbers[i].base));
		return true;
	}
	return false;
}

static bool read_timer(struct said *said, const char *line)
{
	unsigned long long seconds, rest;

	if (sscanf(line, "it_value: (%llu, %llu)", &seconds, &rest) == 2)
		say(said, "value %llu.%09llu", seconds, rest);
	else if (sscanf(line, "it_interval: (%llu, %llu)", &seconds,
			&rest) == 2)
		say(said, "interval %llu.%09llu", seconds, rest);
	else if (sscanf(line, "settime flags: %llo", &seconds) == 1)
		say(said, "flags %s", line + strlen("settime flags: "));
	else
		return false;
	return true;
}

static bool read_mask(struct said *said, const char *line)
{
	unsigned long long mask;

	if (sscanf(line, "sigmask: %llx", &mask) != 1)
		return false;
	say(said, "mask %016llx", mask);
	return true;
}

static bool read_target(struct said *said, const char *line)
{
	unsigned long long data, ino;
	unsigned int events, dev;
	int tfd;

	if (sscanf(line, "tfd: %d events: %x data: %llx pos:%*d ino:%llx "
		   "sdev:%x", &tfd, &events, &data, &ino, &dev) != 5)
		return false;
	say(said, "target %d %x %llx %llu %x", tfd, events, data, ino, dev);
	return true;
}

static bool read_watch(struct said *said, const char *line)
{
	unsigned int wd, dev, mask, ignored;
	unsigned long long ino;

	if (sscanf(line, "inotify wd:%x ino:%llx sdev:%x mask:%x "
		   "ignored_mask:%x", &wd, &ino, &dev, &mask, &ignored) != 5)
		return false;
	say(said, "watch %u inode %x %llu %x %x", wd, dev, ino, mask, ignored);
	return true;
}

static bool read_mark(struct said *said, const char *line)
{
	const char *masks = strstr(line, "mflags:");
	unsigned int dev, mask, ignored, id;
	unsigned long long ino;

	if (strncmp(line, "fanotify ", 9) || !masks ||
	    sscanf(masks, "mflags:%*x mask:%x ignored_mask:%x", &mask,
		   &ignored) != 2)
		return false;
	if (sscanf(line, "fanotify ino:%llx sdev:%x", &ino, &dev) == 2)
		say(said, "watch - inode %x %llu %x %x", dev, ino, mask,
		    ignored);
	else if (sscanf(line, "fanotify mnt_id:%x", &id) == 1)
		say(said, "watch - mount - %u %x %x", id, mask, ignored);
	else if (sscanf(line, "fanotify sdev:%x", &dev) == 1)
		say(said, "watch - filesystem %x - %x %x", dev, mask, ignored);
	else
		return false;
	return true;
}

static bool read_group(struct said *said, const char *line)
{
	unsigned int flags, events;

	if (sscanf(line, "fanotify flags:%x event-flags:%x", &flags,
		   &events) != 2)
		return false;
	say(said, "flags 0x%x", flags);
	say(said, "event-flags 0x%x", events);
	return true;
}

/* Other lines are those that every file has. */
static void read_fdinfo(struct said *said, pid_t pid, int fd)
{
	static bool (*const readers[])(struct said *said, const char *line) = {
		read_number, read_timer, read_mask, read_target, read_watch,
		read_mark, read_group,
	};
	char *text = proc_text("/proc/%d/fdinfo/%d", pid, fd), *at = text;
	const char *line;
	size_t i;

	while ((line = proc_line(&at)))
		for (i = 0; i < ARRAY_SIZE(readers); i++)
			if (readers[i](said, line))
				break;
	free(text);
}

/* A device as the kernel has it within; a value or the word in its place. */
static const char *device_text(const struct fdmap_device *dev)
{
	static char text[24];

	snprintf(text, sizeof(text), "%" PRIx64, dev->major << 20 | dev->minor);
	return dev->none ? "-" : text;
}

static const char *number_text(const struct fdmap_number *number)
{
	static char text[24];

	snprintf(text, sizeof(text), "%" PRIu64, number->value);
	return number->word ? number->word : text;
}

static void read_watches(struct said *said,
			 const struct fdmap_document *document, uint64_t file)
{
	const struct fdmap_watch *watch;
	char wd[24];

	FDMAP_EACH(watch, &document->watches) {
		if (watch->file != file)
			continue;
		snprintf(wd, sizeof(wd), "%s", number_text(&watch->wd));
		say(said, "watch %s %s %s %s %" PRIx64 " %" PRIx64, wd,
		    watch->on, device_text(&watch->dev),
		    number_text(&watch->ino), watch->mask, watch->ignored);
	}
}

static void read_document(struct said *said,
			  const struct fdmap_document *document, uint64_t file)
{
	const struct fdmap_detail *detail;
	const struct fdmap_epoll *row;

	FDMAP_EACH(detail, &document->details)
		if (detail->file == file)
			say(said, "%s %s", detail->key.bytes,
			    detail->value.bytes);
	FDMAP_EACH(row, &document->epoll)
		if (row->epoll == file)
			say(said, "target %" PRId64 " %" PRIx64 " %" PRIx64
			    " %" PRIu64 " %s", row->tfd, row->events, row->data,
			    row->ino, device_text(&row->dev));
	read_watches(said, document, file);
}

/* The first line that the two do not have in common, NULL if there is none. */
static const char *first_difference(struct said *truth, struct said *told)
{
	size_t i;

	qsort(truth->lines, truth->n, sizeof(*truth->lines), compare);
	qsort(told->lines, told->n, sizeof(*told->lines), compare);
	for (i = 0; i < truth->n && i < told->n; i++)
		if (strcmp(truth->lines[i], told->lines[i]))
			return told->lines[i];
	if (truth->n == told->n)
		return NULL;
	return i < told->n ? told->lines[i] : truth->lines[i];
}

/* How many lines agree, all of them of descriptor @fd; -1 if one does not. */
static long count_agreed(const struct fdmap_document *document, int fd)
{
	struct said truth = { 0 }, told = { 0 };
	const char *difference;
	long n;

	read_fdinfo(&truth, document->pid, fd);
	read_document(&told, document, fdmap_file(document, fd)->id);
	difference = first_difference(&truth, &told);
	n = difference ? -1 : (long)truth.n;
	if (difference)
		printf("# descriptor %d: %zu lines, %zu told, '%s'\n", fd,
		       truth.n, told.n, difference);
	forget(&truth);
	forget(&told);
	return n;
}

static bool is_answered(const struct fdmap_document *document)
{
	const struct fdmap_detail *detail;

	FDMAP_EACH(detail, &document->details)
		if (!strcmp(detail->key.bytes, "state"))
			return false;
	return true;
}

/* A document that says all, if there is one: a machine may be busy for once. */
static struct fdmap_document *read_answered(pid_t pid)
{
	struct fdmap_document *document = read_pid(pid);
	int i;

	for (i = 0; i < 10 && document && !is_answered(document); i++) {
		fdmap_free(document);
		document = read_pid(pid);
	}
	return document;
}

/* Compare everything; it is so many lines at least. */
static void expect_agreement(struct __test_metadata *_metadata,
			     const struct fdmap_document *document, long lines)
{
	const struct fdmap_descriptor *row;
	uint64_t last = 0;
	long n = 0, agreed;

	FDMAP_EACH(row, &document->descriptors) {
		if (row->file == last ||
		    !fdmap_is_one_of(fdmap_file_of(document, row->file)->kind,
				     ASKED))
			continue;
		last = row->file;	/* those that were duplicated once */
		agreed = count_agreed(document, row->fd);
		ASSERT_LE(0, agreed);
		n += agreed;
	}
	EXPECT_LE(lines, n);
}

/* Each of these makes the @i-th of a kind. */
static void make_counter(int i)
{
	uint64_t count = 0x123456789ULL * i;
	int fd = eventfd(0, EFD_NONBLOCK | (i % 2 ? EFD_SEMAPHORE : 0));

	if (write(fd, &count, sizeof(count)) != sizeof(count))
		_exit(1);
}

static void make_signals(int i)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, 1 + i % 31);
	sigaddset(&set, SIGRTMAX - i % 20);
	signalfd(-1, &set, 0);
}

/* One that is not set is at rest: what it is to do once it is set is kept. */
static void make_timer(int i)
{
	static const int clocks[] = { CLOCK_REALTIME, CLOCK_MONOTONIC,
				      CLOCK_BOOTTIME };
	struct itimerspec time = { .it_interval = { i, 1000003 * i } };
	int fd = timerfd_create(clocks[i % 3], 0);

	timerfd_settime(fd, i % 2 ? TFD_TIMER_ABSTIME : 0, &time, NULL);
}

static void make_inotify(int i)
{
	int fd = inotify_init(), j;
	char name[16];

	for (j = 0; j < WATCHES; j++) {
		snprintf(name, sizeof(name), "file-%d", (i + j) % GROUPS);
		close(make_file(name, O_RDONLY));
		if (inotify_add_watch(fd, name, 1 + (37 * i + j) % 0xffe) < 0)
			_exit(1);
	}
}

static void make_fanotify(int i)
{
	static const unsigned int flags[] = {
		FAN_CLASS_NOTIF, FAN_CLASS_CONTENT | FAN_NONBLOCK,
		FAN_CLASS_PRE_CONTENT | FAN_CLOEXEC, FAN_UNLIMITED_QUEUE,
		FAN_REPORT_FID, FAN_REPORT_FID | FAN_UNLIMITED_MARKS,
	};
	int fd = fanotify_init(flags[i % ARRAY_SIZE(flags)], i % 2 ? O_RDWR :
			       O_RDONLY | O_LARGEFILE);
	unsigned int add = FAN_MARK_ADD, mask = 1 + i % 3;

	fanotify_mark(fd, add, mask, AT_FDCWD, "file-1");
	fanotify_mark(fd, add | FAN_MARK_MOUNT, FAN_OPEN | mask, AT_FDCWD, "/");
	fanotify_mark(fd, add | FAN_MARK_FILESYSTEM, FAN_CLOSE, AT_FDCWD,
		      "/proc");
	fanotify_mark(fd, add | FAN_MARK_IGNORED_MASK, mask, AT_FDCWD,
		      "file-2");
}

static void make_epoll(int i)
{
	struct epoll_event event;
	int set = epoll_create1(0), j;

	for (j = 0; j < WATCHES; j++) {
		event.events = (EPOLLIN | EPOLLET) << j % 2;
		event.data.u64 = 0x0123456789abcdefULL * (i + j);
		epoll_ctl(set, EPOLL_CTL_ADD, 3 + i + j, &event);
	}
}

static void make_many(struct child *child, void *unused)
{
	int i;

	(void)child;
	(void)unused;
	for (i = 1; i <= COUNTERS; i++) {
		make_counter(i);
		make_signals(i);
		make_timer(i);
	}
	for (i = 1; i <= GROUPS; i++) {
		make_inotify(i);
		make_fanotify(i);
		make_epoll(i);
	}
}

/* A fixture, for only its tests can have a time limit of their own. */
FIXTURE(asked) {
	struct child child;
};

FIXTURE_SETUP(asked)
{
	temp_dir();
}

FIXTURE_TEARDOWN(asked)
{
	child_end(&self->child);
}

TEST_F_TIMEOUT(asked, many_of_each_kind, 120)
{
	const struct fdmap_document *document;

	START_CHILD(&self->child, make_many, NULL);
	document = read_answered(self->child.pid);
	ASSERT_NE(NULL, document) TH_LOG("%s", fdmap_error);
	ASSERT_TRUE(is_answered(document));
	expect_agreement(_metadata, document,
			 (2 + 1 + 5) * COUNTERS + 2 * WATCHES * GROUPS);
}

/* The instance is the first of the descriptors. */
#define SET 3

static void watch_so_many(struct child *child, void *targets)
{
	int n = *(const int *)targets, first, i;
	const struct rlimit limit = { n + 100, n + 100 };
	struct epoll_event event = { .events = EPOLLIN };

	(void)child;
	setrlimit(RLIMIT_NOFILE, &limit);
	if (epoll_create1(0) != SET)
		_exit(1);
	first = eventfd(0, 0);
	for (i = 0; i < n; i++) {
		event.data.u64 = 3ULL * i;
		if (epoll_ctl(SET, EPOLL_CTL_ADD, dup(first), &event))
			_exit(1);
	}
}

/* What the kernel itself takes to tell, in seconds. */
static double fdinfo_seconds(pid_t pid)
{
	double begin = deadline_now();

	free(proc_text("/proc/%d/fdinfo/%d", pid, SET));
	return deadline_now() - begin;
}

/* All of it, or nothing but that it was too much. */
TEST_F_TIMEOUT(asked, one_that_watches_many, 120)
{
	static const int counts[] = { 1, 50, 500, 3500, 20000 };
	const struct fdmap_document *document;
	double took;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(counts); i++) {
		START_CHILD(&self->child, watch_so_many, &counts[i]);
		document = read_answered(self->child.pid);
		ASSERT_NE(NULL, document) TH_LOG("%s", fdmap_error);
		took = fdinfo_seconds(self->child.pid);
		TH_LOG("%d targets: %zu told, fdinfo takes %.1f ms", counts[i],
		       document->epoll.count, 1000 * took);
		if (is_answered(document)) {
			expect_agreement(_metadata, document, counts[i]);
		} else {
			EXPECT_LT(SOON, took);
			EXPECT_EQ(0, document->epoll.count);
		}
		child_end(&self->child);
		self->child.pid = 0;
	}
}

FDMAP_TEST_MAIN
