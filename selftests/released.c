// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is closed while a reader looks is let go at once, and not only when the
 * reader comes back from its system call, however long its table is: a range of
 * memory is free for another userfaultfd, an inotify instance is off its user's
 * account, and who waits for a fanotify listener's permission gets it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "deadline.h"
#include "fixture.h"
#include "kselftest_harness.h"
#include "looker.h"

#define PAGE	4096
#define SECONDS 8

/* Handled by a userfaultfd each, in a table that takes some time to copy. */
#define PAGES		64
#define FEW_DESCRIPTORS 3000

/* Copying so many descriptors takes far longer than asking one of them. */
#define DESCRIPTORS 100000

/*
 * Watched by an instance, so that asking it takes a while too, and a call that
 * has to wait for that takes so long, in seconds.
 */
#define FILES	  400
#define LONG_CALL 0.002

/*
 * shared[] of who closes: an error number; how often it did, how often that was
 * not enough, and how often for longer than this number of microseconds
 */
enum { ERROR, ROUNDS, HELD, LATE, LONGEST };

/* Beside one that is free again, for what is to be closed. */
static void fill_table(rlim_t descriptors)
{
	const struct rlimit limit = { descriptors, descriptors };
	int fd = open("/dev/null", O_RDONLY);

	setrlimit(RLIMIT_NOFILE, &limit);
	while (dup(fd) >= 0)
		;
	close(fd);
}

/* Opening is what takes a snapshot. */
static void open_again(struct child *child, void *pid)
{
	child_ready(child);
	for (;;)
		close(open_pid(*(pid_t *)pid));
}

/* A userfaultfd that handles @page; -1 and errno. */
static int handle_faults(void *page)
{
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register range = {
		.range = { (unsigned long)page, PAGE },
		.mode = UFFDIO_REGISTER_MODE_MISSING,
	};
	int fd = syscall(SYS_userfaultfd, O_CLOEXEC), error;

	if (fd < 0)
		return -1;
	if (!ioctl(fd, UFFDIO_API, &api) &&
	    !ioctl(fd, UFFDIO_REGISTER, &range))
		return fd;
	error = errno;
	close(fd);
	errno = error;
	return -1;
}

/* Each page again and again, each time by another one. */
static void handle_in_turn(struct child *child, void *unused)
{
	char *pages = mmap(NULL, PAGES * PAGE, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int fds[PAGES], i;

	(void)unused;
	for (i = 0; i < PAGES; i++)
		fds[i] = handle_faults(pages + i * PAGE);
	child->shared[ERROR] = fds[0] < 0 ? errno : 0;
	fill_table(FEW_DESCRIPTORS);
	child_ready(child);
	for (i = 0;; i = (i + 1) % PAGES) {
		close(fds[i]);
		fds[i] = handle_faults(pages + i * PAGE);
		child->shared[ROUNDS]++;
		child->shared[LATE] += fds[i] < 0 && errno == EBUSY;
	}
}

FIXTURE(handled) {
	struct child child, readers[2];
	pid_t looker;
};

FIXTURE_SETUP(handled)
{
	size_t i;

	START_CHILD(&self->child, handle_in_turn, NULL);
	for (i = 0; i < ARRAY_SIZE(self->readers); i++)
		START_CHILD(&self->readers[i], open_again, &self->child.pid);
	self->looker = looker_start(0);
}

FIXTURE_TEARDOWN(handled)
{
	size_t i;

	looker_stop(self->looker);
	for (i = 0; i < ARRAY_SIZE(self->readers); i++)
		child_end(&self->readers[i]);
	child_end(&self->child);
}

TEST_F(handled, a_range_of_memory_is_free)
{
	const volatile long *shared = self->child.shared;
	size_t i;

	if (shared[ERROR])
		SKIP(return, "no userfaultfd here: %s",
		     strerror(shared[ERROR]));
	for (i = 0; i < ARRAY_SIZE(self->readers); i++)
		child_release(&self->readers[i]);
	child_release(&self->child);
	sleep(SECONDS);
	TH_LOG("%ld times, refused %ld times", shared[ROUNDS], shared[LATE]);
	EXPECT_LT(100, shared[ROUNDS]);
	EXPECT_EQ(0, shared[LATE]);
}

static const char *file_name(int i)
{
	static char name[16];

	snprintf(name, sizeof(name), "watched-%d", i);
	return name;
}

static bool write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool good = write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	close(fd);
	return good;
}

/* In a user namespace that has one inotify instance, and no more. */
static bool allow_one_instance(void)
{
	return !unshare(CLONE_NEWUSER) &&
	       write_text("/proc/self/setgroups", "deny") &&
	       write_text("/proc/self/uid_map", "0 0 1") &&
	       write_text("/proc/self/gid_map", "0 0 1") &&
	       write_text("/proc/sys/user/max_inotify_instances", "1");
}

/* The instance, -1 and errno as long as the one before it is there. */
static int next_instance(void)
{
	return inotify_init1(IN_CLOEXEC);
}

static bool watch_by_inotify(int fd, int i)
{
	return inotify_add_watch(fd, file_name(i), IN_ATTRIB) >= 0;
}

static bool nobody_waits(int fd)
{
	return fd >= 0;
}

/* Counts what a process of its own could open, in shared memory. */
static volatile long *opened;

static void __attribute__((noreturn)) open_and_close(void)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (;;) {
		close(open(file_name(0), O_RDONLY));
		++*opened;
		usleep(100);
	}
}

static bool start_opener(void)
{
	opened = mmap(NULL, PAGE, PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (!fork())
		open_and_close();
	return true;
}

/* What the opener could open when it had to wait for the listener. */
static long opened_before = -1;

/* A listener, -1 as long as the opener waits for the one before it. */
static int next_listener(void)
{
	if (*opened == opened_before)
		return -1;
	return fanotify_init(FAN_CLASS_CONTENT | FAN_UNLIMITED_MARKS |
			     FAN_CLOEXEC, O_RDONLY);
}

static bool watch_by_fanotify(int fd, int i)
{
	return !fanotify_mark(fd, FAN_MARK_ADD, FAN_OPEN_PERM, AT_FDCWD,
			      file_name(i));
}

static bool opener_waits(int fd)
{
	struct pollfd event = { .fd = fd, .events = POLLIN };

	if (poll(&event, 1, 5000) != 1)
		return false;
	opened_before = *opened;
	return true;
}

FIXTURE(released) {
	struct child closer, reader;
};

/*
 * @begin: before anything is made
 * @next: make one, once the one before is let go
 * @watch: have it watch file @i
 * @ready: somebody waits for its end, if anybody does
 */
FIXTURE_VARIANT(released) {
	bool (*begin)(void);
	int (*next)(void);
	bool (*watch)(int fd, int i);
	bool (*ready)(int fd);
};

FIXTURE_VARIANT_ADD(released, inotify_instance) {
	.begin = allow_one_instance,
	.next = next_instance,
	.watch = watch_by_inotify,
	.ready = nobody_waits,
};

FIXTURE_VARIANT_ADD(released, permission) {
	.begin = start_opener,
	.next = next_listener,
	.watch = watch_by_fanotify,
	.ready = opener_waits,
};

FIXTURE_SETUP(released)
{
	int i;

	temp_dir();
	for (i = 0; i < FILES; i++)
		close(make_file(file_name(i), O_RDONLY));
}

FIXTURE_TEARDOWN(released)
{
	child_end(&self->reader);
	child_end(&self->closer);
}

/* Make the next one, and note if that had to wait. */
static int wait_for_next(const FIXTURE_VARIANT(released) *variant, long *shared)
{
	double begin = deadline_now();
	bool held = false;
	int fd;

	while ((fd = variant->next()) < 0) {
		held = true;
		usleep(100);
	}
	shared[HELD] += held;
	shared[LATE] += held && 1e6 * (deadline_now() - begin) >
				shared[LONGEST];
	return fd;
}

/* The opener's file is the last, so that only now it may have to wait. */
static bool watch_all(const FIXTURE_VARIANT(released) *variant, int fd)
{
	int i;

	for (i = FILES - 1; i >= 0; i--)
		if (!variant->watch(fd, i))
			return false;
	return variant->ready(fd);
}

/* Until somebody else has the instance's mutex, or for a second. */
static void wait_for_asker(const FIXTURE_VARIANT(released) *variant, int fd)
{
	double begin, end = deadline_now() + 1;

	do {
		usleep(50);
		begin = deadline_now();
		variant->watch(fd, 0);
	} while (deadline_now() - begin < LONG_CALL && begin < end);
}

static void close_in_turn(struct child *child, void *arg)
{
	const FIXTURE_VARIANT(released) *variant = arg;
	int fd = -1;

	fill_table(DESCRIPTORS);
	if (variant->begin())
		fd = variant->next();
	if (fd < 0) {
		child->shared[ERROR] = errno;
		return;
	}
	child_ready(child);
	for (;; child->shared[ROUNDS]++) {
		if (!watch_all(variant, fd))
			_exit(1);
		wait_for_asker(variant, fd);
		close(fd);
		fd = wait_for_next(variant, child->shared);
	}
}

/* How long it takes at least, in seconds. */
static double open_seconds(pid_t pid)
{
	double quickest = 1000, begin, took;
	int i;

	for (i = 0; i < 5; i++) {
		begin = deadline_now();
		close(open_pid(pid));
		took = deadline_now() - begin;
		if (took < quickest)
			quickest = took;
	}
	return quickest;
}

TEST_F_TIMEOUT(released, while_a_reader_looks, 120)
{
	const volatile long *shared;
	struct child *closer = &self->closer;

	START_CHILD(closer, close_in_turn, variant);
	shared = closer->shared;
	if (shared[ERROR])
		SKIP(return, "it cannot be made here: %s",
		     strerror(shared[ERROR]));
	closer->shared[LONGEST] = 1e6 * open_seconds(closer->pid) / 2;
	START_CHILD(&self->reader, open_again, &closer->pid);
	child_release(&self->reader);
	child_release(closer);
	sleep(SECONDS);
	TH_LOG("closed %ld times, held %ld times, longer than %ld us %ld times",
	       shared[ROUNDS], shared[HELD], shared[LONGEST], shared[LATE]);
	EXPECT_LT(5, shared[ROUNDS]);
	EXPECT_EQ(0, shared[LATE]);
}

FDMAP_TEST_MAIN
