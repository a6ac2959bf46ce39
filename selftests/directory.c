// SPDX-License-Identifier: GPL-2.0-only
/* The directory: what is listed, what can be opened, and what is not there. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "pids.h"
#include "truth.h"

/* Others may start processes that are gone before /proc is listed again. */
#define TRIES 10

TEST(lists_the_processes_that_procfs_lists)
{
	const char *difference = "";
	struct pids *before, *seen;
	int i;

	for (i = 0; i < TRIES && difference; i++) {
		before = pids_listed("/proc");
		seen = pids_listed(FDMAP_DIR);
		difference = pids_differ(before, seen, pids_listed("/proc"));
	}
	EXPECT_EQ(NULL, difference) TH_LOG("%s", difference);
	EXPECT_EQ(1, seen->has[getpid()]);
}

TEST(lists_all_and_nothing_else)
{
	int all = 0, dots = 0, others = 0, not_regular = 0;
	DIR *dir = opendir(FDMAP_DIR);
	struct dirent *entry;

	ASSERT_NE(NULL, dir);
	while ((entry = readdir(dir))) {
		if (entry->d_name[0] == '.') {
			dots++;
			continue;
		}
		not_regular += entry->d_type != DT_REG;
		if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9')
			continue;
		all += !strcmp(entry->d_name, "all");
		others += !!strcmp(entry->d_name, "all");
	}
	EXPECT_EQ(1, all);
	EXPECT_EQ(2, dots);
	EXPECT_EQ(0, others);
	EXPECT_EQ(0, not_regular);
	closedir(dir);
}

#define RESTING 20

/* A buffer for one entry or two at a time, with the offset set anew. */
TEST(lists_the_same_in_small_steps)
{
	struct {
		uint64_t ino, offset;
		unsigned short length;
		unsigned char type;
		char name[40];
	} entry;
	struct child children[RESTING];
	int fd = open(FDMAP_DIR, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int i, found = 0;

	ASSERT_LE(0, fd);
	for (i = 0; i < RESTING; i++)
		START_CHILD(&children[i], child_hold, NULL);
	while (syscall(SYS_getdents64, fd, &entry, sizeof(entry)) > 0) {
		for (i = 0; i < RESTING; i++)
			found += atoi(entry.name) == children[i].pid;
		ASSERT_EQ((off_t)entry.offset,
			  lseek(fd, entry.offset, SEEK_SET));
	}
	EXPECT_EQ(RESTING, found);
	for (i = 0; i < RESTING; i++)
		child_end(&children[i]);
	close(fd);
}

TEST(lists_anew_after_rewinding)
{
	DIR *dir = opendir(FDMAP_DIR);
	struct child child;
	struct dirent *entry;
	int found = 0;

	ASSERT_NE(NULL, dir);
	while (readdir(dir))
		;
	START_CHILD(&child, child_hold, NULL);
	EXPECT_EQ(NULL, readdir(dir));
	rewinddir(dir);
	while ((entry = readdir(dir)))
		found += atoi(entry->d_name) == child.pid;
	EXPECT_EQ(1, found);
	closedir(dir);
	child_end(&child);
}

static void *idle(void *tid)
{
	*(long *)tid = gettid();
	for (;;)
		pause();
	return NULL;
}

static void start_thread(struct child *child, void *unused)
{
	pthread_t thread;

	(void)unused;
	if (pthread_create(&thread, NULL, idle, child->shared))
		_exit(1);
	while (!*(volatile long *)child->shared)
		usleep(100);
}

TEST(threads_open_but_are_not_listed)
{
	struct child child;

	START_CHILD(&child, start_thread, NULL);
	READ_TRUE(child.shared[0]);
	EXPECT_EQ(0, pids_listed(FDMAP_DIR)->has[child.shared[0]]);
	EXPECT_EQ(1, pids_listed(FDMAP_DIR)->has[child.pid]);
	child_end(&child);
}

static const char *const no_names[] = {
	"0", "01", "00", "+1", "-1", "1x", "x", " 1", "1 ", "1\n", "0x1", "1.",
	"4194304", "4194305", "2147483648", "4294967297", "99999999999",
	"18446744073709551617", "self", "thread-self", "ALL", "all ", "all2",
	"\342\205\240",
};

TEST(names_that_are_no_process)
{
	char path[128];
	struct stat st;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(no_names); i++) {
		snprintf(path, sizeof(path), FDMAP_DIR "/%s", no_names[i]);
		EXPECT_EQ(-1, open(path, O_RDONLY))
			TH_LOG("'%s'", no_names[i]);
		EXPECT_EQ(ENOENT, errno) TH_LOG("'%s'", no_names[i]);
		EXPECT_EQ(-1, stat(path, &st));
		EXPECT_EQ(ENOENT, errno);
	}
}

TEST(a_new_process_is_there_and_a_gone_one_is_not)
{
	struct stat st;
	char path[64];
	pid_t pid;
	int i;

	for (i = 0; i < 100; i++) {
		pid = fork();
		if (!pid) {
			pause();
			_exit(0);
		}
		fdmap_free(READ_PID(pid));
		snprintf(path, sizeof(path), FDMAP_DIR "/%d", pid);
		EXPECT_EQ(0, stat(path, &st));
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
		EXPECT_EQ(-1, open_pid(pid));
		EXPECT_EQ(ENOENT, errno);
		EXPECT_EQ(-1, stat(path, &st));
	}
}

/* Held by a name or by an open file, a dead process cannot be opened anew. */
TEST(a_gone_process_that_somebody_holds)
{
	int held, by_path, again;
	struct child child;
	char path[64];

	START_CHILD(&child, child_hold, NULL);
	snprintf(path, sizeof(path), FDMAP_DIR "/%d", child.pid);
	held = open_pid(child.pid);
	by_path = open(path, O_PATH | O_CLOEXEC);
	ASSERT_LE(0, held);
	ASSERT_LE(0, by_path);
	child_end(&child);
	EXPECT_EQ(-1, open_pid(child.pid));
	EXPECT_EQ(ENOENT, errno);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", by_path);
	again = open(path, O_RDONLY);
	EXPECT_EQ(-1, again);
	EXPECT_EQ(ENOENT, errno);
	EXPECT_EQ(0, pids_listed(FDMAP_DIR)->has[child.pid]);
}

TEST(nothing_can_be_made_or_removed)
{
	EXPECT_EQ(-1, open(FDMAP_DIR "/new", O_RDWR | O_CREAT, 0600));
	EXPECT_EQ(-1, open(FDMAP_DIR, O_RDWR | O_TMPFILE, 0600));
	EXPECT_EQ(-1, mkdir(FDMAP_DIR "/new", 0700));
	EXPECT_EQ(-1, symlink("/", FDMAP_DIR "/new"));
	EXPECT_EQ(-1, link(FDMAP_DIR "/1", FDMAP_DIR "/new"));
	EXPECT_EQ(-1, rename(FDMAP_DIR "/1", FDMAP_DIR "/new"));
	EXPECT_EQ(-1, unlink(FDMAP_DIR "/1"));
	EXPECT_EQ(-1, unlink(FDMAP_DIR "/all"));
	EXPECT_EQ(-1, rmdir(FDMAP_DIR));
	EXPECT_EQ(0, access(FDMAP_DIR "/1", F_OK));
	EXPECT_EQ(0, access(FDMAP_DIR "/all", F_OK));
}

FDMAP_TEST_MAIN
