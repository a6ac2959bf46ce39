// SPDX-License-Identifier: GPL-2.0-only
/* REFS and USERS are exact, and looking changes nothing. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "truth.h"

enum { A = 3, B };

#define FORKS 3
#define READS 200

/* Each step adds references to one open file, or takes some away. */
static void count_up_and_down(struct child *child, void *unused)
{
	struct child forks[FORKS];
	void *mapping;
	int i;

	(void)unused;
	make_file("file", O_RDWR);
	if (ftruncate(A, 4096))
		_exit(1);
	child_ready(child);		/* 1: the descriptor */
	for (i = 0; i < 5; i++)
		dup(A);
	child_ready(child);		/* 6: five more */
	for (i = 0; i < FORKS; i++)
		if (!child_start(&forks[i], child_hold, NULL))
			_exit(1);
	child_ready(child);		/* 24: six in each of four tables */
	mapping = mmap(NULL, 4096, PROT_READ, MAP_SHARED, A, 0);
	child_ready(child);		/* 25: the mapping */
	munmap(mapping, 4096);
	for (i = 0; i < FORKS; i++)
		child_end(&forks[i]);
	close_range(A + 1, ~0U, 0);
}

TEST(refs_are_counted_exactly)
{
	static const uint64_t expected[] = { 1, 6, 24, 25, 1 };
	struct fdmap_document *document;
	struct child child;
	size_t i;

	temp_dir();
	START_CHILD(&child, count_up_and_down, NULL);
	for (i = 0; i < ARRAY_SIZE(expected); i++) {
		document = READ_TRUE(child.pid);
		EXPECT_EQ(expected[i], fdmap_file(document, A)->refs)
			TH_LOG("at step %zu", i);
		EXPECT_EQ(1, fdmap_table(document)->users);
		if (i + 1 < ARRAY_SIZE(expected))
			ASSERT_TRUE(child_go(&child));
	}
	child_end(&child);
}

static void open_one(struct child *child, void *unused)
{
	(void)child;
	(void)unused;
	make_file("file", O_RDWR);
}

/* Nor do files of fdmap's that stay open. */
TEST(reading_adds_no_reference)
{
	struct fdmap_document *document;
	struct child child;
	int held, i;

	temp_dir();
	START_CHILD(&child, open_one, NULL);
	held = open_pid(child.pid);
	ASSERT_LE(0, held);
	for (i = 0; i < READS; i++) {
		document = READ_PID(child.pid);
		ASSERT_EQ(1, fdmap_file(document, A)->refs);
		ASSERT_EQ(1, fdmap_table(document)->users);
		/* the dentry's */
		ASSERT_EQ(1, fdmap_inode(document, A)->refs);
		fdmap_free(document);
	}
	close(held);
	child_end(&child);
}

static void open_anonymous(struct child *child, void *unused)
{
	(void)child;
	(void)unused;
	eventfd(0, 0);
}

/* REFS of the inode of @pid's first file as `all` shows it; 0: it does not. */
static uint64_t inode_refs_in_all(pid_t pid)
{
	int fd = open(FDMAP_DIR "/all", O_RDONLY | O_CLOEXEC);
	struct fdmap_document *document;
	struct fdmap_text text;
	uint64_t refs = 0;
	size_t length;
	char *bytes;

	bytes = slurp(fd, 1 << 16, &length);
	close(fd);
	if (!bytes || fdmap_text_init(&text, bytes, length))
		return 0;
	while (!refs && (document = fdmap_next(&text))) {
		if (document->pid == pid)
			refs = fdmap_inode(document, A)->refs;
		fdmap_free(document);
	}
	free(bytes);
	return refs;
}

/*
 * All anonymous files have one inode, and its count is theirs: what fdmap opens
 * for itself must not show.  Others may open some meanwhile, so try again.
 */
TEST(opening_and_reading_count_alike)
{
	uint64_t opening = 0, reading = 1;
	struct child child;
	int i;

	START_CHILD(&child, open_anonymous, NULL);
	for (i = 0; i < 20 && opening != reading; i++) {
		opening = fdmap_inode(READ_PID(child.pid), A)->refs;
		reading = inode_refs_in_all(child.pid);
	}
	EXPECT_EQ(reading, opening);
	child_end(&child);
}

static void __attribute__((noreturn)) read_without_end(pid_t pid)
{
	size_t n;
	int fd;

	for (;;) {
		fd = open_pid(pid);
		free(slurp(fd, 1 << 16, &n));
		close(fd);
	}
}

/* Several readers at once see the process, never each other. */
TEST(readers_do_not_see_each_other)
{
	struct fdmap_document *document;
	struct child child, readers[3];
	int i;

	temp_dir();
	START_CHILD(&child, open_one, NULL);
	for (i = 0; i < 3; i++) {
		readers[i].pid = fork();
		if (!readers[i].pid)
			read_without_end(child.pid);
	}
	for (i = 0; i < READS; i++) {
		document = READ_PID(child.pid);
		ASSERT_EQ(1, fdmap_file(document, A)->refs);
		ASSERT_EQ(1, fdmap_table(document)->users);
		fdmap_free(document);
	}
	for (i = 0; i < 3; i++) {
		kill(readers[i].pid, SIGKILL);
		waitpid(readers[i].pid, NULL, 0);
	}
	child_end(&child);
}

static void close_the_write_end(struct child *child, void *arg)
{
	child_ready(child);
	close(*(int *)arg);
}

/*
 * The reader of a pipe sees its end at once, though somebody reads fdmap all
 * the time and somebody else holds a document that shows the write end.
 */
TEST(a_pipe_ends_when_its_writer_closes_it)
{
	struct child writer, looker;
	struct pollfd end;
	int ends[2], held, i;

	for (i = 0; i < 10; i++) {
		ASSERT_EQ(0, pipe(ends));
		START_CHILD(&writer, close_the_write_end, &ends[1]);
		close(ends[1]);
		held = open_pid(writer.pid);
		ASSERT_LE(0, held);
		looker.pid = fork();
		if (!looker.pid)
			read_without_end(writer.pid);
		end = (struct pollfd){ .fd = ends[0], .events = POLLIN };
		/* The looker has the read end only: nobody else can write. */
		ASSERT_EQ(0, poll(&end, 1, 20));
		ASSERT_TRUE(child_go(&writer));
		/* close(2) has returned, and it was the last reference. */
		EXPECT_EQ(1, poll(&end, 1, 0));
		EXPECT_EQ(POLLHUP, end.revents);
		kill(looker.pid, SIGKILL);
		waitpid(looker.pid, NULL, 0);
		child_end(&writer);
		close(held);
		close(ends[0]);
	}
}

static void *block_in_read(void *fd)
{
	char byte;

	return (void *)read(*(int *)fd, &byte, 1);
}

/* With a table of several users a system call holds the file it works on. */
static void read_in_a_thread(struct child *child, void *unused)
{
	static int ends[2];
	pthread_t thread;

	(void)child;
	(void)unused;
	if (pipe(ends) ||
	    pthread_create(&thread, NULL, block_in_read, &ends[0]))
		_exit(1);
}

TEST(a_system_call_under_way_is_a_reference)
{
	uint64_t refs = 0;
	struct child child;
	int i;

	START_CHILD(&child, read_in_a_thread, NULL);
	/* The thread may take a moment to get into read(2). */
	for (i = 0; i < 1000 && refs != 2; i++) {
		refs = fdmap_file(READ_PID(child.pid), A)->refs;
		usleep(1000);
	}
	EXPECT_EQ(2, refs);
	EXPECT_EQ(1, fdmap_file(READ_TRUE(child.pid), B)->refs);
	child_end(&child);
}

FDMAP_TEST_MAIN
