// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reading with little memory.  What a reader makes the kernel allocate is
 * charged to the reader's control group: it gets ENOMEM, nobody is killed for
 * it, and nobody else notices.  (What `all` says then is in famine.c.)
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cgroup.h"
#include "fixture.h"
#include "kselftest_harness.h"

#define MIB (1024 * 1024)

/* A table whose snapshot is some megabytes, and some of which many are more. */
#define LARGE	  10000
#define PORTION	  2500	/* opened between two meetings with the parent */
#define MIDDLING  1000
#define PROCESSES 60

/* Memory of a process beside the reader; what is left for a reader. */
#define NEIGHBOUR (16 * MIB)
#define LEFT	  MIB

/* What all middling tables' processes can be read with. */
#define ENOUGH (6 * MIB)

/* What the kernel needs at least for a descriptor and its file. */
#define BYTES_PER_DESCRIPTOR 16

/* shared[] of a reader: bytes read, and the error, -1 while it is reading */
enum { LENGTH, ERROR };

static char buffer[1 << 16];

/*
 * @lacks: what the kernel lacks for these tests, NULL if nothing
 * @file: the large process's
 */
FIXTURE(pressure) {
	const char *lacks;
	struct child large;
	char file[64];
};

static void open_large(struct child *child, void *unused)
{
	const struct rlimit limit = { LARGE, LARGE };
	int fd;

	(void)unused;
	setrlimit(RLIMIT_NOFILE, &limit);
	for (fd = STDERR_FILENO + 1; fd < LARGE; fd++) {
		if (fd % PORTION == 0)
			child_ready(child);
		if (open("/dev/null", O_RDONLY) != fd)
			_exit(1);
	}
}

FIXTURE_SETUP(pressure)
{
	int fd;

	temp_dir();
	self->lacks = cgroup_begin();
	START_CHILD(&self->large, open_large, NULL);
	for (fd = PORTION; fd < LARGE; fd += PORTION)
		ASSERT_TRUE(child_go(&self->large));
	snprintf(self->file, sizeof(self->file), FDMAP_DIR "/%d",
		 self->large.pid);
}

FIXTURE_TEARDOWN(pressure)
{
	child_end(&self->large);
	cgroup_end();
}

/* In a test, for in a setup that would not end it. */
#define NEEDS_GROUP                                                         \
	do {                                                                \
		if (self->lacks)                                            \
			SKIP(return, "%s", self->lacks);                    \
	} while (0)

/* In the group from before it opens the file until it is killed. */
static void read_in_group(struct child *child, void *file)
{
	ssize_t n;
	int fd;

	child->shared[ERROR] = -1;
	memset(buffer, 1, sizeof(buffer));
	if (!cgroup_join())
		_exit(1);
	child_ready(child);
	fd = open(file, O_RDONLY | O_CLOEXEC);
	for (n = fd; n >= 0 && (n = read(fd, buffer, sizeof(buffer))) > 0; )
		child->shared[LENGTH] += n;
	child->shared[ERROR] = n < 0 ? errno : 0;
}

/* It is a zombie until it is reaped. */
static bool was_killed(const struct child *child)
{
	siginfo_t info = { .si_pid = 0 };

	return waitid(P_PID, child->pid, &info, WEXITED | WNOHANG | WNOWAIT) ||
	       info.si_pid;
}

/* Let the reader read; false if it was killed before it came to an end. */
static bool has_read(struct child *reader)
{
	child_release(reader);
	while (reader->shared[ERROR] < 0 && !was_killed(reader))
		usleep(1000);
	return reader->shared[ERROR] >= 0;
}

/* A neighbour in the group, with more memory than any reader. */
static void fill_memory(struct child *child, void *unused)
{
	char *memory = malloc(NEIGHBOUR);

	(void)child;
	(void)unused;
	if (!memory || !cgroup_join())
		_exit(1);
	memset(memory, 1, NEIGHBOUR);
}

/* What is charged goes back when the reader is gone, but for per-CPU caches. */
static long left_in_group(void)
{
	long usage = cgroup_usage();
	int i;

	for (i = 0; i < 200 && usage >= MIB; i++) {
		usleep(10000);
		usage = cgroup_usage();
	}
	return usage;
}

static const long limits[] = {
	1 * MIB, 2 * MIB, 3 * MIB, 4 * MIB, 6 * MIB, 8 * MIB, 12 * MIB,
	16 * MIB, 24 * MIB, -1,
};

/* The large one is as it was: nothing keeps a reference to what it has. */
static void check_large(struct __test_metadata *_metadata,
			FIXTURE_DATA(pressure) *self)
{
	struct fdmap_document *document = READ_PID(self->large.pid);

	EXPECT_EQ(LARGE, document->descriptors.count);
	EXPECT_EQ(1, fdmap_file(document, LARGE - 1)->refs);
}

/*
 * Read @file under each limit: how often that fails.  If it does, it does so
 * before the first byte; with the last limit it does not.
 */
static int read_under_limits(struct __test_metadata *_metadata,
			     FIXTURE_DATA(pressure) *self, const char *file)
{
	struct child child;
	int failed = 0;
	long error = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(limits); i++) {
		ASSERT_TRUE(cgroup_limit(-1));
		START_CHILD(&child, read_in_group, file);
		ASSERT_TRUE(cgroup_limit(limits[i]));
		ASSERT_TRUE(has_read(&child)) TH_LOG("%ld", limits[i]);
		error = child.shared[ERROR];
		EXPECT_TRUE(!error || error == ENOMEM)
			TH_LOG("%ld: %s", limits[i], strerror(error));
		EXPECT_TRUE(!error || !child.shared[LENGTH])
			TH_LOG("%ld: after %ld bytes", limits[i],
			       child.shared[LENGTH]);
		failed += error != 0;
		child_end(&child);
		EXPECT_GT(MIB, left_in_group());
	}
	TH_LOG("ENOMEM %d times of %zu", failed, ARRAY_SIZE(limits));
	EXPECT_EQ(0, error);
	check_large(_metadata, self);
	return failed;
}

TEST_F_TIMEOUT(pressure, on_who_reads_a_large_table, 300)
{
	NEEDS_GROUP;
	EXPECT_LT(0, read_under_limits(_metadata, self, self->file));
}

TEST_F_TIMEOUT(pressure, on_who_reads_all, 300)
{
	NEEDS_GROUP;
	read_under_limits(_metadata, self, FDMAP_DIR "/all");
}

TEST_F_TIMEOUT(pressure, is_charged_to_the_reader, 300)
{
	struct child child;
	long before;

	NEEDS_GROUP;
	START_CHILD(&child, read_in_group, self->file);
	before = cgroup_usage();
	ASSERT_LE(0, before);
	ASSERT_TRUE(has_read(&child));
	ASSERT_EQ(0, child.shared[ERROR]);
	/* It has not closed the file. */
	EXPECT_LT(before + LARGE * BYTES_PER_DESCRIPTOR, cgroup_usage());
	child_end(&child);
}

/* Were it for the kernel's killer, it would take the largest in the group. */
TEST_F_TIMEOUT(pressure, spares_who_is_in_the_same_group, 300)
{
	struct child neighbour, child;

	NEEDS_GROUP;
	START_CHILD(&neighbour, fill_memory, NULL);
	START_CHILD(&child, read_in_group, self->file);
	ASSERT_TRUE(cgroup_limit(cgroup_usage() + LEFT));
	ASSERT_TRUE(has_read(&child));
	EXPECT_EQ(ENOMEM, child.shared[ERROR]);
	EXPECT_FALSE(was_killed(&neighbour));
	child_end(&child);
	child_end(&neighbour);
}

/* Many tables, whose snapshots together are more than the reader may have. */
static void open_middling(struct child *child, void *unused)
{
	const struct rlimit limit = { MIDDLING, MIDDLING };
	int i;

	(void)child;
	(void)unused;
	setrlimit(RLIMIT_NOFILE, &limit);
	while (open("/dev/null", O_RDONLY) >= 0)
		;
	for (i = 1; i < PROCESSES; i++)
		if (!fork()) {
			prctl(PR_SET_PDEATHSIG, SIGKILL);
			for (;;)
				pause();
		}
}

TEST_F_TIMEOUT(pressure, is_bounded_by_the_largest_table, 300)
{
	struct child many, child;

	NEEDS_GROUP;
	child_end(&self->large);
	START_CHILD(&many, open_middling, NULL);
	START_CHILD(&self->large, child_hold, NULL);
	START_CHILD(&child, read_in_group, FDMAP_DIR "/all");
	ASSERT_TRUE(cgroup_limit(ENOUGH));
	ASSERT_TRUE(has_read(&child));
	EXPECT_EQ(0, child.shared[ERROR]);
	EXPECT_LT(ENOUGH, child.shared[LENGTH]);
	child_end(&child);
	child_end(&many);
}

FDMAP_TEST_MAIN
