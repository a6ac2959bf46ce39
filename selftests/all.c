// SPDX-License-Identifier: GPL-2.0-only
/* fdmap/all: every process once, and the same documents as the PID files'. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "pids.h"
#include "truth.h"

/* Others may start processes that are gone before /proc is listed again. */
#define TRIES 10

static int open_all(void)
{
	return open(FDMAP_DIR "/all", O_RDONLY | O_CLOEXEC);
}

static char *slurp_all(size_t step, size_t *length)
{
	int fd = open_all();
	char *bytes = fd < 0 ? NULL : slurp(fd, step, length);

	close(fd);
	return bytes;
}

/* NULL, with the reason in fdmap_error, if the text breaks a rule. */
static struct pids *pids_of_text(char *bytes, size_t length)
{
	struct pids *pids = pids_create();
	struct fdmap_document *document;
	struct fdmap_text text;

	if (fdmap_text_init(&text, bytes, length))
		return NULL;
	while ((document = fdmap_next(&text))) {
		pids_add(pids, document->pid);
		fdmap_free(document);
	}
	return *fdmap_error ? NULL : pids;
}

static void *idle(void *unused)
{
	for (;;)
		pause();
	return unused;
}

/* Has a second thread, which is no process. */
static void open_and_dup(struct child *child, void *unused)
{
	pthread_t thread;

	(void)child;
	(void)unused;
	open("/dev/null", O_RDONLY);
	dup(3);
	if (pthread_create(&thread, NULL, idle, NULL))
		_exit(1);
}

TEST(every_process_once)
{
	const char *difference = "";
	struct pids *before, *seen;
	struct child child;
	size_t length;
	char *bytes;
	int i;

	START_CHILD(&child, open_and_dup, NULL);
	for (i = 0; i < TRIES && difference; i++) {
		before = pids_listed("/proc");
		bytes = slurp_all(1 << 16, &length);
		ASSERT_NE(NULL, bytes);
		seen = pids_of_text(bytes, length);
		ASSERT_NE(NULL, seen) TH_LOG("%s", fdmap_error);
		difference = pids_differ(before, seen, pids_listed("/proc"));
	}
	EXPECT_EQ(NULL, difference) TH_LOG("%s", difference);
	EXPECT_EQ(1, seen->has[child.pid]);
	EXPECT_EQ(1, seen->has[getpid()]);
	EXPECT_EQ(1, seen->has[1]);
	EXPECT_EQ(1, seen->has[2]);
	child_end(&child);
}

/* A resting child's document, cut out of the text. */
static char *document_in(char *bytes, pid_t pid, size_t *length)
{
	char first[64], *from, *to;

	snprintf(first, sizeof(first), "fdmap 1 pid %d ", pid);
	from = strstr(bytes, first);
	if (!from)
		return NULL;
	to = strstr(from + 1, "\nfdmap 1 ");
	*length = to ? to + 1 - from : (ptrdiff_t)strlen(from);
	return from;
}

TEST(the_same_document_as_the_process_s_own)
{
	size_t all_length, in_all_length, length;
	char *bytes, *in_all, *all;
	struct child child;
	int fd;

	START_CHILD(&child, open_and_dup, NULL);
	fd = open_pid(child.pid);
	bytes = slurp(fd, 1 << 16, &length);
	ASSERT_NE(NULL, bytes);
	all = slurp_all(1 << 16, &all_length);
	ASSERT_NE(NULL, all);
	in_all = document_in(all, child.pid, &in_all_length);
	ASSERT_NE(NULL, in_all);
	ASSERT_EQ(length, in_all_length);
	EXPECT_EQ(0, memcmp(bytes, in_all, length));
	child_end(&child);
}

TEST(in_steps_of_any_size)
{
	static const size_t steps[] = { 1, 13, 4095, 4096, 1 << 20 };
	struct pids *pids;
	struct child child;
	size_t length, i;
	char *bytes;

	START_CHILD(&child, open_and_dup, NULL);
	for (i = 0; i < ARRAY_SIZE(steps); i++) {
		bytes = slurp_all(steps[i], &length);
		ASSERT_NE(NULL, bytes) TH_LOG("%s", fdmap_error);
		pids = pids_of_text(bytes, length);
		ASSERT_NE(NULL, pids)
			TH_LOG("step %zu: %s", steps[i], fdmap_error);
		EXPECT_EQ(1, pids->has[child.pid]);
		EXPECT_LT(2, pids->count);
		free(pids);
		free(bytes);
	}
	child_end(&child);
}

TEST(there_is_no_going_back)
{
	char bytes[100];
	int fd = open_all();

	ASSERT_LE(0, fd);
	EXPECT_EQ(-1, pread(fd, bytes, sizeof(bytes), 0));
	EXPECT_EQ(ESPIPE, errno);
	EXPECT_EQ(-1, lseek(fd, 0, SEEK_SET));
	EXPECT_EQ(ESPIPE, errno);
	EXPECT_EQ(sizeof(bytes), read(fd, bytes, sizeof(bytes)));
	EXPECT_EQ(-1, lseek(fd, 0, SEEK_CUR));
	EXPECT_EQ(ESPIPE, errno);
	close(fd);
}

/* At the end it stays at the end. */
TEST(ends_once)
{
	int fd = open_all();
	size_t length;
	char byte;

	ASSERT_NE(NULL, slurp(fd, 1 << 16, &length));
	EXPECT_EQ(0, read(fd, &byte, 1));
	EXPECT_EQ(0, read(fd, &byte, 1));
	close(fd);
}

static void __attribute__((noreturn)) fork_without_end(void)
{
	pid_t pid;

	for (;;) {
		pid = fork();
		if (!pid)
			_exit(0);
		waitpid(pid, NULL, 0);
	}
}

/* Processes that come and go while it is read leave no trace in the text. */
TEST(while_processes_come_and_go)
{
	struct pids *pids;
	pid_t forker;
	size_t length;
	char *bytes;
	int i;

	forker = fork();
	if (!forker)
		fork_without_end();
	for (i = 0; i < 10; i++) {
		bytes = slurp_all(i * 500 + 1, &length);
		ASSERT_NE(NULL, bytes);
		pids = pids_of_text(bytes, length);
		ASSERT_NE(NULL, pids) TH_LOG("%s", fdmap_error);
		EXPECT_EQ(1, pids->has[forker]);
		free(pids);
		free(bytes);
	}
	kill(forker, SIGKILL);
	waitpid(forker, NULL, 0);
}

FDMAP_TEST_MAIN
