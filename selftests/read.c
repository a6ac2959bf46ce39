// SPDX-License-Identifier: GPL-2.0-only
/* However it is read, a document is the same bytes. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "truth.h"

/* A document of several pages. */
#define OPENED 300

FIXTURE(read) {
	struct child child;
	int fd;
	char *bytes;
	size_t length;
};

static void open_many(struct child *child, void *unused)
{
	int i;

	(void)child;
	(void)unused;
	for (i = 0; i < OPENED; i++)
		open("/dev/null", O_RDONLY);
}

FIXTURE_SETUP(read)
{
	START_CHILD(&self->child, open_many, NULL);
	self->fd = open_pid(self->child.pid);
	ASSERT_LE(0, self->fd);
	self->bytes = slurp(self->fd, 1 << 20, &self->length);
	ASSERT_NE(NULL, self->bytes);
	ASSERT_LT(3 * 4096, self->length);
}

FIXTURE_TEARDOWN(read)
{
	close(self->fd);
	child_end(&self->child);
}

/* Compare with the fixture's bytes what @fd gives from its beginning. */
#define EXPECT_SAME_BYTES(fd, step)                                         \
	do {                                                                \
		size_t length_;                                             \
		char *bytes_ = slurp(fd, step, &length_);                   \
		ASSERT_NE(NULL, bytes_) TH_LOG("%s", fdmap_error);          \
		ASSERT_EQ(self->length, length_);                           \
		EXPECT_EQ(0, memcmp(self->bytes, bytes_, length_))          \
			TH_LOG("step %d", (int)(step));                     \
		free(bytes_);                                               \
	} while (0)

TEST_F(read, in_steps_of_any_size)
{
	static const size_t steps[] = {
		1, 2, 3, 7, 16, 17, 100, 1023, 4095, 4096, 4097, 32767, 65536,
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(steps); i++) {
		ASSERT_EQ(0, lseek(self->fd, 0, SEEK_SET));
		EXPECT_SAME_BYTES(self->fd, steps[i]);
	}
}

TEST_F(read, in_steps_of_changing_size)
{
	char bytes[5000];
	size_t at = 0, step = 1;
	ssize_t n;

	ASSERT_EQ(0, lseek(self->fd, 0, SEEK_SET));
	while ((n = read(self->fd, bytes, step)) > 0) {
		ASSERT_EQ(0, memcmp(self->bytes + at, bytes, n));
		at += n;
		ASSERT_EQ((off_t)at, lseek(self->fd, 0, SEEK_CUR));
		step = (step * 7 + 3) % sizeof(bytes) + 1;
	}
	EXPECT_EQ(self->length, at);
}

TEST_F(read, by_pread_anywhere)
{
	size_t line = strchr(self->bytes, '\n') - self->bytes;
	const size_t offsets[] = {
		0, 1, line, line + 1, 4095, 4096, 4097, self->length / 2,
		self->length - 2, self->length - 1, 4096, 1, 0,
	};
	char bytes[5000];
	size_t i, want;

	for (i = 0; i < ARRAY_SIZE(offsets); i++) {
		for (want = 1; want <= sizeof(bytes); want *= 5) {
			ssize_t n = pread(self->fd, bytes, want, offsets[i]);

			ASSERT_LT(0, n);
			ASSERT_GE(want, (size_t)n);
			ASSERT_GE(self->length - offsets[i], (size_t)n);
			ASSERT_EQ(0, memcmp(self->bytes + offsets[i], bytes,
					    n));
		}
	}
	EXPECT_EQ(0, pread(self->fd, bytes, 1, self->length));
	EXPECT_EQ(0, pread(self->fd, bytes, 1, self->length + 100));
	EXPECT_EQ(0, pread(self->fd, bytes, 1, 1LL << 40));
	EXPECT_EQ(-1, pread(self->fd, bytes, 1, -1));
	EXPECT_EQ(0, pread(self->fd, bytes, 0, 0));
}

/* pread(2) does not move the offset that read(2) goes on from. */
TEST_F(read, and_pread_in_turn)
{
	char a[100], b[100];
	size_t at;

	ASSERT_EQ(0, lseek(self->fd, 0, SEEK_SET));
	for (at = 0; at + sizeof(a) <= self->length; at += sizeof(a)) {
		ASSERT_EQ(sizeof(a), read(self->fd, a, sizeof(a)));
		ASSERT_EQ(0, memcmp(self->bytes + at, a, sizeof(a)));
		ASSERT_EQ(sizeof(b), pread(self->fd, b, sizeof(b),
					   self->length - at - sizeof(b)));
		ASSERT_EQ(0, memcmp(self->bytes + self->length - at -
				    sizeof(b), b, sizeof(b)));
	}
}

TEST_F(read, into_several_buffers)
{
	char a[10], b[1000], c[1];
	const struct iovec parts[] = {
		{ a, sizeof(a) }, { b, sizeof(b) }, { c, sizeof(c) },
	};

	ASSERT_EQ(0, lseek(self->fd, 0, SEEK_SET));
	ASSERT_EQ(1011, readv(self->fd, parts, 3));
	EXPECT_EQ(0, memcmp(self->bytes, a, sizeof(a)));
	EXPECT_EQ(0, memcmp(self->bytes + 10, b, sizeof(b)));
	EXPECT_EQ(self->bytes[1010], c[0]);
}

TEST_F(read, after_any_seek)
{
	off_t length = self->length;
	char byte;

	ASSERT_EQ(5000, lseek(self->fd, 5000, SEEK_SET));
	ASSERT_EQ(1, read(self->fd, &byte, 1));
	EXPECT_EQ(self->bytes[5000], byte);
	ASSERT_EQ(4001, lseek(self->fd, -1000, SEEK_CUR));
	ASSERT_EQ(1, read(self->fd, &byte, 1));
	EXPECT_EQ(self->bytes[4001], byte);
	ASSERT_EQ(length + 10, lseek(self->fd, length + 10, SEEK_SET));
	EXPECT_EQ(0, read(self->fd, &byte, 1));
	EXPECT_EQ(-1, lseek(self->fd, -1, SEEK_SET));
	EXPECT_EQ(EINVAL, errno);
	ASSERT_EQ(0, lseek(self->fd, 0, SEEK_SET));
	EXPECT_SAME_BYTES(self->fd, 4096);
}

/* The end is known only by reading: as in procfs it is no place to seek to. */
TEST_F(read, seeking_to_the_end_is_refused_or_right)
{
	off_t end = lseek(self->fd, 0, SEEK_END);

	if (end < 0) {
		EXPECT_EQ(EINVAL, errno);
	} else {
		EXPECT_EQ(self->length, (size_t)end);
	}
	ASSERT_EQ(0, lseek(self->fd, 0, SEEK_SET));
	EXPECT_SAME_BYTES(self->fd, 4096);
}

static void close_all(struct child *child, void *unused)
{
	open_many(child, unused);
	child_ready(child);
	close_range(0, ~0U, 0);
}

/* What was true when it was opened stays so, whatever the process does. */
TEST_F(read, is_a_snapshot)
{
	struct fdmap_document *document;
	struct child child;
	size_t length;
	char *bytes;
	int fd;

	START_CHILD(&child, close_all, NULL);
	fd = open_pid(child.pid);
	ASSERT_TRUE(child_go(&child));
	document = READ_TRUE(child.pid);
	EXPECT_EQ(0, document->descriptors.count);
	child_end(&child);
	EXPECT_EQ(-1, open_pid(child.pid));
	bytes = slurp(fd, 100, &length);
	ASSERT_NE(NULL, bytes);
	document = fdmap_parse(bytes, length);
	ASSERT_NE(NULL, document) TH_LOG("%s", fdmap_error);
	EXPECT_EQ(child.pid, document->pid);
	EXPECT_LT(OPENED, document->descriptors.count);
	EXPECT_EQ(FDMAP_WHOLE, document->snapshot);
}

TEST_F(read, two_opens_have_two_offsets)
{
	int other = open_pid(self->child.pid);
	char byte;

	ASSERT_EQ(7, lseek(self->fd, 7, SEEK_SET));
	EXPECT_SAME_BYTES(other, 1000);
	ASSERT_EQ(1, read(self->fd, &byte, 1));
	EXPECT_EQ(self->bytes[7], byte);
	close(other);
}

TEST_F(read, bad_buffers_and_mappings_are_refused)
{
	void *volatile nowhere = (void *)8;

	ASSERT_EQ(0, lseek(self->fd, 0, SEEK_SET));
	EXPECT_EQ(-1, read(self->fd, nowhere, 100));
	EXPECT_EQ(EFAULT, errno);
	EXPECT_EQ(MAP_FAILED, mmap(NULL, 4096, PROT_READ, MAP_PRIVATE,
				   self->fd, 0));
	ASSERT_EQ(0, lseek(self->fd, 0, SEEK_SET));
	EXPECT_SAME_BYTES(self->fd, 4096);
}

FDMAP_TEST_MAIN
