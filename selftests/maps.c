// SPDX-License-Identifier: GPL-2.0-only
/* [maps], [tasks] and [paths] against /proc/PID/maps, exe, task, cwd, root. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

#include "factories.h"
#include "fixture.h"
#include "kselftest_harness.h"
#include "proc.h"
#include "truth.h"

#define PAGE 4096

/* How many lines of /proc/PID/maps are of that inode. */
static uint64_t lines_of(pid_t pid, const struct fdmap_inode *inode)
{
	char *text = proc_text("/proc/%d/maps", pid), *at = text, *line;
	unsigned int major_, minor_;
	uint64_t ino, n = 0;

	while ((line = proc_line(&at)))
		n += sscanf(line, "%*x-%*x %*s %*x %x:%x %" SCNu64, &major_,
			    &minor_, &ino) == 3 &&
		     major_ == inode->dev.major &&
		     minor_ == inode->dev.minor && ino == inode->ino;
	free(text);
	return n;
}

/* All lines of files, anonymous shared memory included. */
static uint64_t all_lines(pid_t pid)
{
	char *text = proc_text("/proc/%d/maps", pid), *at = text, *line;
	uint64_t ino, n = 0;

	while ((line = proc_line(&at)))
		n += sscanf(line, "%*x-%*x %*s %*x %*x:%*x %" SCNu64,
			    &ino) == 1 && ino;
	free(text);
	return n;
}

/* What [maps] counts of files of that inode; of all files if it is NULL. */
static uint64_t maps_of(const struct fdmap_document *document,
			const struct fdmap_inode *inode)
{
	const struct fdmap_file *file;
	const struct fdmap_map *map;
	uint64_t n = 0;

	FDMAP_EACH(map, &document->maps) {
		if (strcmp(map->as, "map"))
			continue;
		file = fdmap_file_of(document, map->file.value);
		if (!inode || file->inode == inode->id)
			n += map->count;
	}
	return n;
}

TEST(every_mapping_is_counted)
{
	int fd = memfd_create("mapped", 0), i;
	struct fdmap_document *document;
	const struct fdmap_inode *inode;
	struct child child;

	ASSERT_EQ(0, ftruncate(fd, 64 * PAGE));
	for (i = 0; i < 10; i++)	/* with gaps, so that none are merged */
		mmap(NULL, (i + 1) * PAGE, PROT_READ,
		     i % 2 ? MAP_PRIVATE : MAP_SHARED, fd, 2 * i * PAGE);
	START_CHILD(&child, child_hold, NULL);
	document = READ_TRUE(child.pid);
	inode = fdmap_inode(document, fd);
	EXPECT_EQ(10, maps_of(document, inode));
	EXPECT_EQ(lines_of(child.pid, inode), maps_of(document, inode));
	EXPECT_EQ(all_lines(child.pid), maps_of(document, NULL));
	child_end(&child);
}

/* Shared memory without a descriptor has a file all the same. */
TEST(shared_anonymous_memory)
{
	struct fdmap_document *document;
	struct child child;
	uint64_t before;

	before = maps_of(READ_PID(getpid()), NULL);
	mmap(NULL, PAGE, PROT_READ, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	EXPECT_EQ(before + 1, maps_of(READ_PID(getpid()), NULL));
	START_CHILD(&child, child_hold, NULL);
	document = READ_TRUE(child.pid);
	EXPECT_EQ(all_lines(child.pid), maps_of(document, NULL));
	child_end(&child);
}

static const struct fdmap_file *exe_of(const struct fdmap_document *document)
{
	const struct fdmap_map *map, *exe = NULL;

	FDMAP_EACH(map, &document->maps)
		if (!strcmp(map->as, "exe"))
			exe = exe ? NULL : map;
	return exe ? fdmap_file_of(document, exe->file.value) : NULL;
}

TEST(the_executable)
{
	const struct fdmap_file *exe;
	struct fdmap_document *document;
	const struct fdmap_inode *inode;
	struct stat st;

	document = READ_PID(getpid());
	exe = exe_of(document);
	ASSERT_NE(NULL, exe);
	inode = fdmap_inode_of(document, exe->inode);
	ASSERT_EQ(0, stat("/proc/self/exe", &st));
	EXPECT_EQ(st.st_ino, inode->ino);
	EXPECT_EQ(st.st_dev, makedev(inode->dev.major, inode->dev.minor));
}

TEST(a_kernel_thread_has_no_memory)
{
	EXPECT_EQ(0, READ_PID(2)->maps.count);
}

/* Names on overlayfs, which maps files of the file systems below. */

/* How many lines of /proc/PID/maps end in that path. */
static uint64_t lines_named(pid_t pid, const char *name)
{
	char *text = proc_text("/proc/%d/maps", pid), *at = text, *line;
	size_t length = strlen(name), n;
	uint64_t lines = 0;

	while ((line = proc_line(&at))) {
		n = strlen(line);
		lines += n > length && line[n - length - 1] == ' ' &&
			 !strcmp(line + n - length, name);
	}
	free(text);
	return lines;
}

/* What [maps] counts of files of that name. */
static uint64_t maps_named(const struct fdmap_document *document,
			   const char *name)
{
	const struct fdmap_file *file;
	const struct fdmap_map *map;
	uint64_t n = 0;

	FDMAP_EACH(map, &document->maps) {
		file = fdmap_file_of(document, map->file.value);
		if (!strcmp(map->as, "map") && !strcmp(file->name.bytes, name))
			n += map->count;
	}
	return n;
}

/* In a test: all mappings have the names that procfs gives them. */
#define EXPECT_NAMES(document_, pid_)                                       \
	do {                                                                \
		const struct fdmap_file *file_;                             \
		const struct fdmap_map *map_;                               \
		char exe_[PATH_MAX] = "", link_[64];                        \
									    \
		snprintf(link_, sizeof(link_), "/proc/%d/exe", pid_);       \
		ASSERT_LT(0, readlink(link_, exe_, sizeof(exe_) - 1));      \
		ASSERT_NE(NULL, exe_of(document_));                         \
		EXPECT_STREQ(exe_, exe_of(document_)->name.bytes);          \
		FDMAP_EACH(map_, &(document_)->maps) {                      \
			file_ = fdmap_file_of(document_, map_->file.value); \
			EXPECT_EQ(lines_named(pid_, file_->name.bytes),     \
				  maps_named(document_, file_->name.bytes)) \
				TH_LOG("'%s'", file_->name.bytes);          \
		}                                                           \
	} while (0)

static bool copy_file(const char *from, const char *to)
{
	int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT, 0755);
	ssize_t n;

	do {
		n = sendfile(out, in, NULL, 1 << 20);
	} while (n > 0);
	close(in);
	close(out);
	return !n;
}

/* An overlay, "merged", with a program and a file in its lower directory. */
static int mount_overlay(void)
{
	static const char *const directories[] = { "lower", "upper", "work",
						   "merged" };
	size_t i;

	load_driver("overlay");
	temp_dir();
	for (i = 0; i < ARRAY_SIZE(directories); i++)
		if (mkdir(directories[i], 0755))
			return -1;
	if (!copy_file(fixture_path("waiter"), "lower/waiter") ||
	    unshare(CLONE_NEWNS) ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL))
		return -1;
	return mount("overlay", "merged", "overlay", 0,
		     "lowerdir=lower,upperdir=upper,workdir=work");
}

#define MOUNT_OVERLAY_OR_SKIP()                                             \
	do {                                                                \
		int failed_ = mount_overlay();                              \
									    \
		if (failed_ && errno == ENODEV)                             \
			SKIP(return, "no overlayfs here");                  \
		ASSERT_EQ(0, failed_) TH_LOG("%s", strerror(errno));        \
	} while (0)

static bool map_one(int fd, int flags)
{
	return mmap(NULL, PAGE, PROT_READ, flags, fd, 0) != MAP_FAILED;
}

static void map_from_overlay(struct child *child, void *unused)
{
	int below = open("merged/waiter", O_RDONLY);
	int above = make_file("merged/above", O_RDWR);

	(void)child;
	(void)unused;
	if (ftruncate(above, PAGE) || !map_one(below, MAP_PRIVATE) ||
	    !map_one(below, MAP_SHARED) || !map_one(above, MAP_SHARED))
		_exit(1);
	close(below);
	close(above);
}

TEST(files_of_overlayfs_have_their_paths_in_it)
{
	struct fdmap_document *document;
	struct child child;
	char path[PATH_MAX];

	MOUNT_OVERLAY_OR_SKIP();
	START_CHILD(&child, map_from_overlay, NULL);
	document = READ_PID(child.pid);
	EXPECT_EQ(all_lines(child.pid), maps_of(document, NULL));
	EXPECT_NAMES(document, child.pid);
	ASSERT_NE(NULL, realpath("merged/waiter", path));
	EXPECT_EQ(2, maps_named(document, path));
	ASSERT_NE(NULL, realpath("merged/above", path));
	EXPECT_EQ(1, maps_named(document, path));
	child_end(&child);
}

TEST(a_program_of_overlayfs_has_its_path_in_it)
{
	struct fdmap_document *document;
	char path[PATH_MAX], number[16];
	int ready[2];
	pid_t pid;

	MOUNT_OVERLAY_OR_SKIP();
	ASSERT_EQ(0, pipe(ready));
	snprintf(number, sizeof(number), "%d", ready[1]);
	pid = fork();
	if (!pid) {
		execl("merged/waiter", "waiter", number, NULL);
		_exit(127);
	}
	ASSERT_EQ(1, read(ready[0], path, 1));
	document = READ_PID(pid);
	EXPECT_NAMES(document, pid);
	ASSERT_NE(NULL, realpath("merged/waiter", path));
	EXPECT_STREQ(path, exe_of(document)->name.bytes);
	EXPECT_LT(0, maps_named(document, path));
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

/* [tasks] */

static bool has_task(const struct fdmap_document *document, pid_t tid,
		     pid_t tgid, const char *comm)
{
	const struct fdmap_task *task;

	FDMAP_EACH(task, &document->tasks)
		if (task->tid == (uint64_t)tid)
			return task->tgid == (uint64_t)tgid &&
			       !strcmp(task->comm.bytes, comm);
	return false;
}

static void *wait_in_thread(void *child)
{
	prctl(PR_SET_NAME, "a thread");
	((struct child *)child)->shared[0] = gettid();
	child_ready(child);
	return NULL;
}

static void with_a_thread(struct child *child, void *unused)
{
	pthread_t thread;

	(void)unused;
	prctl(PR_SET_NAME, "first");
	if (pthread_create(&thread, NULL, wait_in_thread, child))
		_exit(1);
	for (;;)
		pause();
}

TEST(threads_share_the_table)
{
	struct fdmap_document *document;
	struct dirent *entry;
	struct child child;
	char path[64];
	size_t n = 0;
	DIR *dir;

	START_CHILD(&child, with_a_thread, NULL);
	document = READ_TRUE(child.pid);
	EXPECT_TRUE(has_task(document, child.pid, child.pid, "first"));
	EXPECT_TRUE(has_task(document, child.shared[0], child.pid,
			     "a thread"));
	snprintf(path, sizeof(path), "/proc/%d/task", child.pid);
	dir = opendir(path);
	while ((entry = readdir(dir)))
		n += entry->d_name[0] != '.';
	EXPECT_EQ(n, document->tasks.count);
	EXPECT_EQ(n, fdmap_table(document)->users);
	closedir(dir);
	child_end(&child);
}

/* Either of two processes that share a table shows both. */
TEST(processes_that_share_the_table)
{
	struct fdmap_document *here, *there;
	struct child child;
	char comm[17];

	prctl(PR_GET_NAME, comm);
	ASSERT_TRUE(child_clone(&child, CLONE_FILES, child_hold, NULL));
	here = READ_PID(getpid());
	there = READ_PID(child.pid);
	EXPECT_EQ(2, here->tasks.count);
	EXPECT_EQ(2, there->tasks.count);
	EXPECT_TRUE(has_task(here, child.pid, child.pid, comm));
	EXPECT_TRUE(has_task(there, getpid(), getpid(), comm));
	child_end(&child);
	EXPECT_EQ(1, READ_PID(getpid())->tasks.count);
}

/* [paths] */

static const struct fdmap_path *path_of(const struct fdmap_document *document,
					const char *as)
{
	const struct fdmap_path *path, *found = NULL;

	FDMAP_EACH(path, &document->paths)
		if (!strcmp(path->as, as))
			found = found ? NULL : path;
	return found;
}

/* Whether [paths] says the same as the link in /proc/PID. */
static bool same_path(const struct fdmap_document *document, pid_t pid,
		      const char *as)
{
	const struct fdmap_path *path = path_of(document, as);
	const struct fdmap_inode *inode;
	char link[64], name[PATH_MAX];
	struct stat st;
	ssize_t n;

	snprintf(link, sizeof(link), "/proc/%d/%s", pid, as);
	n = readlink(link, name, sizeof(name) - 1);
	if (!path || n < 0 || stat(link, &st))
		return false;
	name[n] = 0;
	inode = fdmap_inode_of(document, path->inode.value);
	return !strcmp(path->name.bytes, name) && inode->ino == st.st_ino &&
	       makedev(inode->dev.major, inode->dev.minor) == st.st_dev;
}

static void go_somewhere(struct child *child, void *unused)
{
	(void)unused;
	if (mkdir("here and there", 0700) || chdir("here and there"))
		_exit(1);
	child_ready(child);
	if (rmdir("../here and there"))
		_exit(1);
	child_ready(child);
	if (chroot("/proc"))
		_exit(1);
}

TEST(working_and_root_directory)
{
	struct fdmap_document *document;
	struct child child;
	int step;

	temp_dir();
	START_CHILD(&child, go_somewhere, NULL);
	for (step = 0; step < 3; step++) {
		document = READ_TRUE(child.pid);
		EXPECT_EQ(2, document->paths.count);
		EXPECT_TRUE(same_path(document, child.pid, "cwd"));
		EXPECT_TRUE(same_path(document, child.pid, "root"));
		if (step < 2)
			ASSERT_TRUE(child_go(&child));
	}
	child_end(&child);
}

FDMAP_TEST_MAIN
