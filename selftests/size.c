// SPDX-License-Identifier: GPL-2.0-only
/* Tables of every size, from none at all to 100,000 descriptors. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "truth.h"

/* A large table is made of this many open files, in turn. */
#define FILES 1000

FIXTURE(size) {
	struct child child;
	struct fdmap_document *document;
};

/*
 * @count: descriptors, from 0 on
 * @whole: the table is small enough to be copied in one hold
 */
FIXTURE_VARIANT(size) {
	int count;
	bool whole;
};

#define SIZE(n, in_one_hold)                                                \
	FIXTURE_VARIANT_ADD(size, n) {                                      \
		.count = n,                                                 \
		.whole = in_one_hold,                                       \
	}

SIZE(0, true);
SIZE(1, true);
SIZE(64, true);
SIZE(65, true);
SIZE(1024, true);
SIZE(100000, false);

static void set_limit(int count)
{
	struct rlimit limit = { count, count };

	if (setrlimit(RLIMIT_NOFILE, &limit))
		_exit(1);
}

static void make_table(struct child *child, void *arg)
{
	int count = *(const int *)arg, fd;

	(void)child;
	set_limit(count + FILES);
	close_range(0, ~0U, 0);
	for (fd = 0; fd < count; fd++)
		if ((fd < FILES ? open("/dev/null", O_RDONLY) :
				  dup(fd % FILES)) != fd)
			_exit(1);
}

FIXTURE_SETUP(size)
{
	START_CHILD(&self->child, make_table, &variant->count);
	self->document = variant->whole ? read_whole(self->child.pid) :
					  read_pid(self->child.pid);
	ASSERT_NE(NULL, self->document) TH_LOG("%s", fdmap_error);
}

FIXTURE_TEARDOWN(size)
{
	child_end(&self->child);
}

/* The program itself and what it is linked with are regular files. */
static size_t count_devices(const struct fdmap_document *document)
{
	const struct fdmap_file *file;
	size_t n = 0;

	FDMAP_EACH(file, &document->files)
		n += !strcmp(file->kind, "chr");
	return n;
}

TEST_F(size, every_descriptor_once)
{
	size_t n = variant->count, i;

	ASSERT_EQ(n, self->document->descriptors.count);
	for (i = 0; i < n; i++)
		if (fdmap_descriptor_row(self->document, i)->fd != i)
			break;
	EXPECT_EQ(n, i);
	EXPECT_EQ(n, fdmap_table(self->document)->next);
	EXPECT_EQ(status_value(self->child.pid, "FDSize"),
		  fdmap_table(self->document)->max);
	EXPECT_EQ(n < FILES ? n : FILES, count_devices(self->document));
}

TEST_F(size, every_descriptor_refers_to_its_file)
{
	int n = variant->count, fd, wrong = 0;

	ASSERT_EQ((size_t)n, self->document->descriptors.count);
	for (fd = FILES; fd < n; fd++)
		wrong += fdmap_descriptor(self->document, fd)->file !=
			 fdmap_descriptor(self->document, fd % FILES)->file;
	EXPECT_EQ(0, wrong);
	for (fd = 0; fd < n && fd < FILES; fd++)
		wrong += fdmap_file(self->document, fd)->refs !=
			 (uint64_t)(n + FILES - 1 - fd) / FILES;
	EXPECT_EQ(0, wrong);
	for (fd = FILES; fd < n; fd += n / 100)
		wrong += !same_file(self->child.pid, fd, self->child.pid,
				    fd % FILES);
	EXPECT_EQ(0, wrong);
}

TEST_F(size, says_how_it_was_copied)
{
	const char *difference;

	if (!variant->whole) {
		EXPECT_EQ(FDMAP_CHUNKED, self->document->snapshot);
		return;
	}
	EXPECT_EQ(FDMAP_WHOLE, self->document->snapshot);
	difference = differs(self->document, self->child.pid);
	EXPECT_EQ(NULL, difference) TH_LOG("%s", difference);
}

/* What a program has that serves many: as much as it usually may have. */
#define USUAL 1024

static void make_usual_table(struct child *child, void *unused)
{
	char name[16];
	int fd;

	(void)child;
	(void)unused;
	set_limit(USUAL);
	for (fd = 3; fd < USUAL; fd++) {
		snprintf(name, sizeof(name), "file%d", fd);
		if (fd % 3 == 0)
			make_file(name, O_RDWR);
		else if (fd % 3 == 1)
			socket(AF_INET, SOCK_STREAM, 0);
		else
			open("/dev/null", O_RDWR);
	}
}

TEST(as_many_descriptors_as_usual_in_one_hold)
{
	struct fdmap_document *document;
	const char *difference;
	struct child child;

	temp_dir();
	START_CHILD(&child, make_usual_table, NULL);
	document = read_whole(child.pid);
	ASSERT_NE(NULL, document) TH_LOG("%s", fdmap_error);
	EXPECT_EQ(USUAL, document->descriptors.count);
	EXPECT_EQ(FDMAP_WHOLE, document->snapshot);
	difference = differs(document, child.pid);
	EXPECT_EQ(NULL, difference) TH_LOG("%s", difference);
	child_end(&child);
}

/* 1,000 descriptors, then up to the limit nothing but the last one. */
static void make_sparse_table(struct child *child, void *arg)
{
	int last = *(const int *)arg;

	(void)child;
	set_limit(last + 1);
	close_range(3, ~0U, 0);
	if (open("/dev/null", O_RDONLY) != 3 || dup2(3, last) != last)
		_exit(1);
	fcntl(last, F_SETFD, FD_CLOEXEC);
}

TEST(one_descriptor_near_the_limit)
{
	static const int lasts[] = { 255, 256, 1023, 4095, 65535, 1048575 };
	struct fdmap_document *document;
	struct child child;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(lasts); i++) {
		START_CHILD(&child, make_sparse_table, &lasts[i]);
		document = READ_TRUE(child.pid);
		EXPECT_EQ(5, document->descriptors.count);
		EXPECT_EQ(lasts[i] + 1, fdmap_table(document)->limit.soft);
		ASSERT_NE(NULL, fdmap_descriptor(document, lasts[i]));
		EXPECT_EQ(true, fdmap_descriptor(document, lasts[i])->cloexec);
		EXPECT_EQ(FDMAP_WHOLE, document->snapshot);
		child_end(&child);
	}
}

static void lower_the_limit(struct child *child, void *unused)
{
	(void)child;
	(void)unused;
	dup2(0, 100);
	set_limit(50);
}

TEST(a_descriptor_beyond_the_limit_of_today)
{
	struct fdmap_document *document;
	struct child child;

	START_CHILD(&child, lower_the_limit, NULL);
	document = READ_TRUE(child.pid);
	EXPECT_NE(NULL, fdmap_descriptor(document, 100));
	EXPECT_EQ(50, fdmap_table(document)->limit.hard);
	child_end(&child);
}

FDMAP_TEST_MAIN
