// SPDX-License-Identifier: GPL-2.0-only
/* Tasks that are not a plain process: threads, zombies, kernel threads. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "truth.h"

#define KTHREADD 2

/* shared[] of a child that has a second thread */
enum { TID };

TEST(kernel_threads_have_no_descriptors)
{
	struct fdmap_document *document = READ_TRUE(KTHREADD);

	EXPECT_EQ(0, document->descriptors.count);
	EXPECT_EQ(0, document->files.count);
	EXPECT_STREQ("kthreadd", document->comm.bytes);
}

TEST(a_zombie_has_no_table)
{
	struct fdmap_document *document;
	siginfo_t info;
	pid_t pid = fork();

	if (!pid)
		_exit(0);
	ASSERT_EQ(0, waitid(P_PID, pid, &info, WEXITED | WNOWAIT));
	document = READ_TRUE(pid);
	EXPECT_EQ(FDMAP_NONE, document->snapshot);
	EXPECT_EQ(0, document->via);
	ASSERT_EQ(pid, waitpid(pid, NULL, 0));
	EXPECT_EQ(-1, open_pid(pid));
	EXPECT_EQ(ENOENT, errno);
}

/* What the second thread does before it waits for ever. */
struct second {
	struct child *child;
	void (*act)(void);
};

static void *run_second(void *arg)
{
	struct second *second = arg;

	prctl(PR_SET_NAME, "second");
	second->act();
	second->child->shared[TID] = gettid();
	child_ready(second->child);
	for (;;)
		pause();
	return NULL;
}

static void nothing(void)
{
}

static void take_own_table(void)
{
	if (unshare(CLONE_FILES))
		_exit(1);
	open("/dev/zero", O_RDONLY);
}

/* The second thread says when all is ready; the first is gone by then. */
static void start_second(struct child *child, void (*act)(void), bool leader)
{
	static struct second second;
	pthread_t thread;

	second = (struct second){ child, act };
	if (pthread_create(&thread, NULL, run_second, &second))
		_exit(1);
	if (!leader)
		syscall(SYS_exit, 0);
	for (;;)
		pause();
}

static void with_thread(struct child *child, void *unused)
{
	(void)unused;
	start_second(child, nothing, true);
}

static void with_thread_of_own_table(struct child *child, void *unused)
{
	(void)unused;
	start_second(child, take_own_table, true);
}

static void without_leader(struct child *child, void *unused)
{
	(void)unused;
	start_second(child, take_own_table, false);
}

TEST(a_thread_shares_the_table)
{
	struct fdmap_document *leader, *thread;
	struct child child;

	START_CHILD(&child, with_thread, NULL);
	leader = READ_TRUE(child.pid);
	thread = READ_TRUE(child.shared[TID]);
	EXPECT_EQ(child.pid, thread->tgid);
	EXPECT_EQ(child.shared[TID], thread->pid);
	EXPECT_STREQ("second", thread->comm.bytes);
	EXPECT_EQ(0, thread->via);
	EXPECT_EQ(fdmap_table(leader)->id, fdmap_table(thread)->id);
	EXPECT_EQ(2, fdmap_table(thread)->users);
	child_end(&child);
}

TEST(a_thread_with_a_table_of_its_own)
{
	struct fdmap_document *leader, *thread;
	struct child child;

	START_CHILD(&child, with_thread_of_own_table, NULL);
	leader = READ_TRUE(child.pid);
	thread = READ_TRUE(child.shared[TID]);
	ASSERT_FALSE(same_table(child.pid, child.shared[TID]));
	EXPECT_NE(fdmap_table(leader)->id, fdmap_table(thread)->id);
	EXPECT_EQ(leader->descriptors.count + 1, thread->descriptors.count);
	EXPECT_EQ(0, leader->via);
	child_end(&child);
}

/* State of a task, from /proc/PID/stat. */
static char state_of(pid_t pid)
{
	char path[64], state = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	file = fopen(path, "re");
	if (!file)
		return 0;
	if (fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
		state = 0;
	fclose(file);
	return state;
}

TEST(a_zombie_leader_is_shown_by_a_live_thread)
{
	struct fdmap_document *leader, *thread;
	struct child child;
	int i;

	START_CHILD(&child, without_leader, NULL);
	for (i = 0; i < 1000 && state_of(child.pid) != 'Z'; i++)
		usleep(1000);
	ASSERT_EQ('Z', state_of(child.pid));
	leader = READ_PID(child.pid);
	thread = READ_TRUE(child.shared[TID]);
	EXPECT_EQ(child.pid, leader->pid);
	EXPECT_EQ(child.pid, leader->tgid);
	EXPECT_EQ(child.shared[TID], leader->via);
	EXPECT_EQ(0, thread->via);
	EXPECT_EQ(FDMAP_WHOLE, leader->snapshot);
	EXPECT_EQ(fdmap_table(thread)->id, fdmap_table(leader)->id);
	EXPECT_EQ(thread->descriptors.count, leader->descriptors.count);
	child_end(&child);
}

/* While its threads come and go, every document of a process is whole. */
static void *end_at_once(void *unused)
{
	return unused;
}

static void start_threads(void)
{
	pthread_t thread;

	for (;;)
		if (!pthread_create(&thread, NULL, end_at_once, NULL))
			pthread_join(thread, NULL);
}

TEST(threads_that_come_and_go)
{
	struct fdmap_document *document;
	pid_t pid = fork();
	int i;

	if (!pid)
		start_threads();
	for (i = 0; i < 200; i++) {
		document = READ_PID(pid);
		ASSERT_EQ(FDMAP_WHOLE, document->snapshot);
		ASSERT_LE(1, fdmap_table(document)->users);
		ASSERT_EQ(3, document->descriptors.count);
		fdmap_free(document);
	}
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

FDMAP_TEST_MAIN
