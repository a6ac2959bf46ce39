// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a process had mapped ends with it: whoever has waited for a process finds
 * its locks, its executable, its mounts and its memory free, though others look
 * at it as it goes.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "looker.h"
#include "proc.h"
#include "scale.h"

#define PAGE 4096
#define MIB  (1024 * 1024L)

/* Mappings of a file, with a gap behind each. */
#define MAPPINGS 100

/* What a process has of memory, and how much may come and go otherwise. */
#define MEMORY (8 * MIB)
#define NOISE  (MEMORY / 2)

/* How many processes come and go at least. */
#define LEAST 20

/* Name of the directory, and where it is mounted once more. */
#define DIR_  "directory"
#define MOUNT "mount"

/* Without what the test is about there is no test. */
static void must(bool good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "# %s: %s\n", what, strerror(errno));
	_exit(KSFT_FAIL);
}

/*
 * struct having - what a process has, and where it can be seen
 * @begin: in the test, before any: what the kernel lacks for it, or NULL
 * @before: the same before each of them; may be NULL
 * @live: in the process: has it, and returns or ends
 * @is_left: in the test, after it was waited for; errno says why
 */
struct having {
	const char *(*begin)(void);
	bool (*before)(void);
	void (*live)(void);
	bool (*is_left)(void);
};

static void map_file(const char *path)
{
	int fd = open(path, O_RDWR), i;

	for (i = 0; i < MAPPINGS; i++)
		if (mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd,
			 2L * i * PAGE) == MAP_FAILED)
			_exit(1);
	if (flock(fd, LOCK_EX))
		_exit(1);
	close(fd);
}

static int locked;	/* the file, opened by who wants the lock */

static const char *begin_lock(void)
{
	locked = make_file(DIR_ "/file", O_RDWR);
	must(!ftruncate(locked, 2L * MAPPINGS * PAGE), "ftruncate");
	return NULL;
}

static void live_with_lock(void)
{
	map_file(DIR_ "/file");
}

static bool lock_is_left(void)
{
	return flock(locked, LOCK_EX | LOCK_NB) || flock(locked, LOCK_UN);
}

static bool is_busy(const char *program)
{
	int fd = open(program, O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return true;
	close(fd);
	return false;
}

static void copy_program(void)
{
	int from = open(fixture_path("waiter"), O_RDONLY | O_CLOEXEC);
	int to = open(DIR_ "/program", O_WRONLY | O_CREAT, 0755);
	char bytes[PAGE];
	ssize_t n;

	while ((n = read(from, bytes, sizeof(bytes))) > 0)
		must(write(to, bytes, n) == n, "write");
	must(!n, "read");
	close(from);
	close(to);
}

/* With a descriptor the program goes on; with nothing it ends at once. */
static const char *begin_program(void)
{
	int ends[2];
	bool busy;
	pid_t pid;
	char byte;

	copy_program();
	must(!pipe(ends) && dup2(ends[1], 100) == 100, "pipe");
	pid = fork();
	if (!pid) {
		execl(DIR_ "/program", "program", "100", NULL);
		_exit(1);
	}
	close(ends[1]);
	close(100);
	must(read(ends[0], &byte, 1) == 1, "the program does not run");
	busy = is_busy(DIR_ "/program") && errno == ETXTBSY;
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	close(ends[0]);
	return busy ? NULL : "what is executed can be written to here";
}

static void live_as_program(void)
{
	execl(DIR_ "/program", "program", NULL);
	_exit(1);
}

static bool program_is_left(void)
{
	return is_busy(DIR_ "/program");
}

static const char *begin_mount(void)
{
	must(!mkdir(MOUNT, 0700) && !unshare(CLONE_NEWNS) &&
	     !mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "unshare");
	copy_program();
	return begin_lock();
}

static bool mount_again(void)
{
	return !mount(DIR_, MOUNT, NULL, MS_BIND, NULL);
}

static void live_on_mount(void)
{
	map_file(MOUNT "/file");
}

static void live_as_program_on_mount(void)
{
	execl(MOUNT "/program", "program", NULL);
	_exit(1);
}

static bool mount_is_left(void)
{
	if (!umount(MOUNT))
		return false;
	umount2(MOUNT, MNT_DETACH);
	errno = EBUSY;
	return true;
}

/* Anonymous memory of the whole machine, bytes. */
static long memory(void)
{
	char *text = proc_text("/proc/meminfo");
	const char *line = strstr(text, "\nAnonPages:");
	long bytes = line ? 1024 * atol(line + strlen("\nAnonPages:")) : -1;

	free(text);
	return bytes;
}

static long memory_before;

static const char *begin_memory(void)
{
	return memory() < 0 ? "no AnonPages in /proc/meminfo" : NULL;
}

static bool measure(void)
{
	memory_before = memory();
	return true;
}

static void live_with_memory(void)
{
	if (mmap(NULL, MEMORY, PROT_READ | PROT_WRITE,
		 MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0) ==
	    MAP_FAILED)
		_exit(1);
}

static bool memory_is_left(void)
{
	errno = ENOMEM;
	return memory() > memory_before + NOISE;
}

FIXTURE(exited) {
	struct child newest;
	pid_t all;
	const char *lacks;
};

FIXTURE_VARIANT(exited) {
	struct having having;
};

FIXTURE_VARIANT_ADD(exited, lock_of_a_mapped_file) {
	.having = { begin_lock, NULL, live_with_lock, lock_is_left },
};

FIXTURE_VARIANT_ADD(exited, executable) {
	.having = { begin_program, NULL, live_as_program, program_is_left },
};

FIXTURE_VARIANT_ADD(exited, mount_of_a_mapped_file) {
	.having = { begin_mount, mount_again, live_on_mount, mount_is_left },
};

FIXTURE_VARIANT_ADD(exited, mount_of_an_executable) {
	.having = { begin_mount, mount_again, live_as_program_on_mount,
		    mount_is_left },
};

FIXTURE_VARIANT_ADD(exited, memory) {
	.having = { begin_memory, measure, live_with_memory, memory_is_left },
};

/* Opening is what looks; shared[0] is the process. */
static void look_at_newest(struct child *child, void *unused)
{
	(void)unused;
	child_ready(child);
	for (;;)
		close(open_pid(child->shared[0]));
}

FIXTURE_SETUP(exited)
{
	temp_dir();
	must(!mkdir(DIR_, 0755), "mkdir");
	self->lacks = variant->having.begin();
	START_CHILD(&self->newest, look_at_newest, NULL);
	self->all = looker_start(0);
}

FIXTURE_TEARDOWN(exited)
{
	child_end(&self->newest);
	looker_stop(self->all);
}

/* A process that has it, and has been waited for; true if that is left. */
static bool is_left_of_one(FIXTURE_DATA(exited) *self,
			   const struct having *having)
{
	pid_t pid = fork();

	if (!pid) {
		self->newest.shared[0] = getpid();
		having->live();
		_exit(0);
	}
	return waitpid(pid, NULL, 0) != pid || having->is_left();
}

TEST_F_TIMEOUT(exited, nothing_is_left, 3600)
{
	time_t end = time(NULL) + scale_variant_seconds();
	const struct having *having = &variant->having;
	int n, left = 0, error = 0;

	if (self->lacks)
		SKIP(return, "%s", self->lacks);
	/* Preferred to who looks, so that many come and go. */
	setpriority(PRIO_PROCESS, 0, -20);
	child_release(&self->newest);
	for (n = 0; n < LEAST || time(NULL) < end; n++) {
		ASSERT_TRUE(!having->before || having->before());
		if (!is_left_of_one(self, having))
			continue;
		error = errno;
		left++;
	}
	TH_LOG("%d processes", n);
	EXPECT_EQ(0, left) TH_LOG("%s", strerror(error));
}

FDMAP_TEST_MAIN
