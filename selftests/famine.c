// SPDX-License-Identifier: GPL-2.0-only
/*
 * A reader of `all` that has too little memory for one of the tables is told
 * so, and all of the others.  Neither is it killed, nor does it stop there.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cgroup.h"
#include "fixture.h"
#include "kselftest_harness.h"
#include "pids.h"

/* More than a reader may be charged with, at some 200 bytes for each. */
#define DESCRIPTORS 200000
#define MEMORY	    (16 << 20)

/* Opened between two meetings with the parent, which waits 20 s. */
#define PORTION 5000

/* A table that is small, and the last descriptor in it. */
#define SMALL 20

/* What a reader reads at once, and what it needs itself between readings. */
#define ROOM (1 << 20)

/* shared[] of a reader: what read(2) returned or -errno; -1 for a moment */
enum { LENGTH };

/* Not charged to the reader. */
static char *room;

/* A file for each, as what is shared is copied only once. */
static void open_many(struct child *child, void *count)
{
	const int n = *(const int *)count;
	const struct rlimit limit = { n, n };
	int fd;

	if (setrlimit(RLIMIT_NOFILE, &limit))
		_exit(1);
	for (fd = STDERR_FILENO + 1; fd < n; fd++) {
		if (fd % PORTION == 0)
			child_ready(child);
		if (open("/dev/null", O_RDONLY) != fd)
			_exit(1);
	}
}

/* What a program needs when it says that something has failed, for example. */
static void use_memory(void)
{
	char *memory = mmap(NULL, ROOM, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	memset(memory, 1, ROOM);
	munmap(memory, ROOM);
}

/* Step by step: into the group, open, and read to the end or an error. */
static void read_in_group(struct child *child, void *file)
{
	ssize_t n = 1;
	int fd;

	if (!cgroup_join())
		_exit(1);
	child_ready(child);
	fd = open(file, O_RDONLY | O_CLOEXEC);
	use_memory();
	child->shared[LENGTH] = fd < 0 ? -errno : 0;
	while (fd >= 0 && n > 0) {
		child_ready(child);
		n = read(fd, room, ROOM);
		use_memory();
		child->shared[LENGTH] = n < 0 ? -errno : n;
	}
}

/* It is a zombie until it is reaped. */
static bool was_killed(const struct child *child)
{
	siginfo_t info = { .si_pid = 0 };

	return waitid(P_PID, child->pid, &info, WEXITED | WNOHANG | WNOWAIT) ||
	       info.si_pid;
}

/* The next step of a reader: what it has got; -EINTR if it was killed. */
static long step(struct child *reader)
{
	const long waits = -1;

	reader->shared[LENGTH] = waits;
	child_release(reader);
	while (reader->shared[LENGTH] == waits && !was_killed(reader))
		usleep(100);
	return reader->shared[LENGTH] == waits ? -EINTR :
						 reader->shared[LENGTH];
}

/* All that it reads, *@length bytes; *@error is why it ended, if not 0. */
static char *collect(struct child *reader, size_t *length, long *error)
{
	char *bytes = NULL;
	long n;

	*length = 0;
	while ((n = step(reader)) > 0) {
		bytes = realloc(bytes, *length + n);
		memcpy(bytes + *length, room, n);
		*length += n;
	}
	*error = n;
	return bytes;
}

/*
 * @lacks: what the kernel lacks for these tests, NULL if nothing
 * @reader: in a group without a limit
 */
FIXTURE(famine) {
	const char *lacks;
	struct child large, small, reader;
};

FIXTURE_SETUP(famine)
{
	int fd;

	temp_dir();
	room = mmap(NULL, ROOM, PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
	ASSERT_NE(MAP_FAILED, room);
	self->lacks = cgroup_begin();
	START_CHILD(&self->large, open_many, &(int){ DESCRIPTORS });
	for (fd = PORTION; fd < DESCRIPTORS; fd += PORTION)
		ASSERT_TRUE(child_go(&self->large));
	START_CHILD(&self->small, open_many, &(int){ SMALL });
	ASSERT_LT(self->large.pid, self->small.pid);
}

FIXTURE_TEARDOWN(famine)
{
	child_end(&self->reader);
	child_end(&self->small);
	child_end(&self->large);
	cgroup_end();
}

/* In a test: a reader that has only so much memory from now on. */
#define START_READER(file)                                                  \
	do {                                                                \
		if (self->lacks)                                            \
			SKIP(return, "%s", self->lacks);                    \
		START_CHILD(&self->reader, read_in_group, file);            \
		ASSERT_TRUE(cgroup_limit(MEMORY));                          \
	} while (0)

/* Every document keeps the rules; which processes they are of. */
static struct pids *check_text(struct __test_metadata *_metadata,
			       FIXTURE_DATA(famine) *self,
			       struct fdmap_text *text)
{
	struct pids *pids = pids_create();
	struct fdmap_document *document;

	while ((document = fdmap_next(text))) {
		pids_add(pids, document->pid);
		if (document->snapshot == FDMAP_ERROR) {
			EXPECT_EQ(self->large.pid, document->pid);
			EXPECT_STREQ("ENOMEM", document->error);
		} else if (document->pid == self->large.pid) {
			EXPECT_EQ(DESCRIPTORS, document->descriptors.count);
		} else if (document->pid == self->small.pid) {
			EXPECT_EQ(SMALL, document->descriptors.count);
		}
		fdmap_free(document);
	}
	EXPECT_STREQ("", fdmap_error);
	return pids;
}

TEST_F_TIMEOUT(famine, does_not_stop_who_reads_all, 600)
{
	struct fdmap_text text;
	struct pids *pids;
	size_t length;
	char *bytes;
	long error;

	START_READER(FDMAP_DIR "/all");
	ASSERT_EQ(0, step(&self->reader));
	bytes = collect(&self->reader, &length, &error);
	EXPECT_EQ(0, error) TH_LOG("%s", strerror(-error));
	EXPECT_EQ(0, cgroup_kills());
	ASSERT_NE(NULL, bytes);
	ASSERT_EQ(0, fdmap_text_init(&text, bytes, length));
	pids = check_text(_metadata, self, &text);
	EXPECT_EQ(1, pids->has[1]);
	EXPECT_EQ(1, pids->has[self->large.pid]);
	EXPECT_EQ(1, pids->has[self->small.pid]);
	EXPECT_EQ(1, pids->has[self->reader.pid]);
}

/* Again and again: what failed has left nothing behind. */
TEST_F_TIMEOUT(famine, is_an_error_for_who_opens_it, 600)
{
	char file[64];
	int i;

	snprintf(file, sizeof(file), FDMAP_DIR "/%d", self->large.pid);
	for (i = 0; i < 3; i++) {
		START_READER(file);
		EXPECT_EQ(-ENOMEM, step(&self->reader));
		EXPECT_FALSE(was_killed(&self->reader));
		EXPECT_EQ(0, cgroup_kills());
		child_end(&self->reader);
	}
	EXPECT_EQ(SMALL, READ_PID(self->small.pid)->descriptors.count);
}

FDMAP_TEST_MAIN
