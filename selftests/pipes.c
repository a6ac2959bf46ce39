// SPDX-License-Identifier: GPL-2.0-only
/* [pipes] against fcntl(F_GETPIPE_SZ) and ioctl(FIONREAD). */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "truth.h"

enum { READ = 3, WRITE, AGAIN };

FIXTURE(pipe) {
	struct fdmap_document *document;
	const struct fdmap_pipe *pipe;
};

/* @readers, @writers, @used: what the row has to say */
FIXTURE_VARIANT(pipe) {
	int (*make)(void);
	uint64_t readers, writers, used;
};

static int make_empty(void)
{
	int ends[2];

	return pipe(ends) || ends[0] != READ || ends[1] != WRITE;
}

/* Two pages and a bit are three buffers. */
static int make_filled(void)
{
	char bytes[2 * 4096 + 5] = "";

	return make_empty() ||
	       write(WRITE, bytes, sizeof(bytes)) != sizeof(bytes);
}

static int make_half_read(void)
{
	char bytes[4096 + 7];

	return make_filled() ||
	       read(READ, bytes, sizeof(bytes)) != sizeof(bytes);
}

static int make_full(void)
{
	char bytes[4096] = "";

	if (make_empty() || fcntl(WRITE, F_SETFL, O_NONBLOCK))
		return 1;
	while (write(WRITE, bytes, sizeof(bytes)) > 0)
		;
	return 0;
}

static int make_large(void)
{
	return make_filled() || fcntl(WRITE, F_SETPIPE_SZ, 1 << 20) != 1 << 20;
}

/* A packet is a buffer, however short. */
static int make_packets(void)
{
	int ends[2], i;

	if (pipe2(ends, O_DIRECT))
		return 1;
	for (i = 0; i < 4; i++)
		if (write(WRITE, "x", 1) != 1)
			return 1;
	return 0;
}

static int make_duplicated(void)
{
	return make_empty() || dup(READ) != AGAIN;
}

static int make_opened_again(void)
{
	return make_empty() || open("/proc/self/fd/3", O_RDONLY) != AGAIN;
}

static int make_without_writer(void)
{
	return make_filled() || close(WRITE);
}

static int make_without_reader(void)
{
	return make_filled() || dup2(WRITE, READ) != READ || close(WRITE);
}

static int make_fifo(void)
{
	temp_dir();
	return mkfifo("fifo", 0600) || open("fifo", O_RDWR) != READ ||
	       open("fifo", O_WRONLY) != WRITE ||
	       open("fifo", O_PATH) != AGAIN;
}

#define SITUATION(name, readers_, writers_, used_)                          \
	FIXTURE_VARIANT_ADD(pipe, name) {                                   \
		.make = make_##name, .readers = readers_,                   \
		.writers = writers_, .used = used_,                         \
	}

SITUATION(empty, 1, 1, 0);
SITUATION(filled, 1, 1, 3);
SITUATION(half_read, 1, 1, 2);
SITUATION(full, 1, 1, 16);
SITUATION(large, 1, 1, 3);
SITUATION(packets, 1, 1, 4);
SITUATION(duplicated, 1, 1, 0);
SITUATION(opened_again, 2, 1, 0);
SITUATION(without_writer, 1, 0, 3);
SITUATION(without_reader, 0, 1, 3);
SITUATION(fifo, 1, 2, 0);

FIXTURE_SETUP(pipe)
{
	ASSERT_EQ(0, variant->make());
	self->document = READ_PID(getpid());
	self->pipe = fdmap_pipe(self->document, READ);
	ASSERT_NE(NULL, self->pipe);
}

FIXTURE_TEARDOWN(pipe)
{
}

TEST_F(pipe, is_as_the_kernel_says)
{
	int bytes = -1;

	EXPECT_EQ(1, self->document->pipes.count);
	EXPECT_EQ(variant->readers, self->pipe->readers);
	EXPECT_EQ(variant->writers, self->pipe->writers);
	EXPECT_EQ(variant->used, self->pipe->used);
	EXPECT_EQ(fcntl(READ, F_GETPIPE_SZ), 4096 * self->pipe->slots);
	ASSERT_EQ(0, ioctl(READ, FIONREAD, &bytes));
	EXPECT_EQ(NULL, self->pipe->bytes.word);
	EXPECT_EQ(bytes, self->pipe->bytes.value);
}

/* Each process shows its own end, and the same pipe. */
static void keep_the_read_end(struct child *child, void *unused)
{
	(void)child;
	(void)unused;
	close(WRITE);
}

TEST(both_ends_have_the_inode_in_common)
{
	struct fdmap_document *reads, *writes;
	struct child child;

	ASSERT_EQ(0, make_filled());
	START_CHILD(&child, keep_the_read_end, NULL);
	close(READ);
	reads = READ_TRUE(child.pid);
	writes = READ_PID(getpid());
	ASSERT_NE(NULL, fdmap_pipe(reads, READ));
	ASSERT_NE(NULL, fdmap_pipe(writes, WRITE));
	EXPECT_EQ(fdmap_pipe(reads, READ)->inode,
		  fdmap_pipe(writes, WRITE)->inode);
	EXPECT_EQ(1, fdmap_pipe(writes, WRITE)->readers);
	child_end(&child);
}

/* More buffers than are added up; root may have a pipe so large. */
#define MAX_BUFFERS 1024

TEST(more_buffers_than_are_added_up)
{
	const struct fdmap_pipe *pipe;
	int bytes, i;

	ASSERT_EQ(0, make_packets());
	ASSERT_EQ(2 * MAX_BUFFERS * 4096,
		  fcntl(WRITE, F_SETPIPE_SZ, 2 * MAX_BUFFERS * 4096));
	for (i = 4; i < MAX_BUFFERS; i++)
		ASSERT_EQ(1, write(WRITE, "x", 1));
	pipe = fdmap_pipe(READ_PID(getpid()), READ);
	EXPECT_EQ(NULL, pipe->bytes.word);
	EXPECT_EQ(MAX_BUFFERS, pipe->bytes.value);
	ASSERT_EQ(1, write(WRITE, "x", 1));
	pipe = fdmap_pipe(READ_PID(getpid()), READ);
	EXPECT_STREQ("more", pipe->bytes.word);
	EXPECT_EQ(MAX_BUFFERS + 1, pipe->used);
	ASSERT_EQ(0, ioctl(READ, FIONREAD, &bytes));
	EXPECT_EQ(MAX_BUFFERS + 1, bytes);
}

/* What O_PATH refers to has not been opened, and has no readers to count. */
TEST(a_path_is_no_end)
{
	struct fdmap_document *document;

	temp_dir();
	ASSERT_EQ(0, mkfifo("fifo", 0600));
	ASSERT_EQ(READ, open("fifo", O_PATH));
	document = READ_PID(getpid());
	EXPECT_EQ(0, document->pipes.count);
	EXPECT_STREQ("fifo", fdmap_file(document, READ)->kind);
}

/* Nor is what refers to a pipe that has no name. */
TEST(a_path_of_a_pipe_is_no_end)
{
	struct fdmap_document *document;

	ASSERT_EQ(0, make_empty());
	ASSERT_EQ(AGAIN, open("/proc/self/fd/3", O_PATH));
	document = READ_PID(getpid());
	EXPECT_STREQ("pipe", fdmap_file(document, AGAIN)->kind);
	EXPECT_EQ(fdmap_inode(document, READ)->id,
		  fdmap_inode(document, AGAIN)->id);
	EXPECT_EQ(1, fdmap_pipe(document, READ)->readers);
	/* Without an end that was opened there is nothing to tell. */
	close(READ);
	close(WRITE);
	document = READ_PID(getpid());
	EXPECT_STREQ("pipe", fdmap_file(document, AGAIN)->kind);
	EXPECT_EQ(0, document->pipes.count);
}

FDMAP_TEST_MAIN
