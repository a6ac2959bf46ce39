// SPDX-License-Identifier: GPL-2.0-only
/*
 * What holds the module: each of its files that somebody has open, or whose name
 * somebody holds.  The directory does not, and is of no use afterwards.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"

#define PID_FILE FDMAP_DIR "/1"
#define ALL_FILE FDMAP_DIR "/all"

/* Files, and how they are opened. */
FIXTURE(held) {
	const char *parameters;
};

FIXTURE_VARIANT(held) {
	const char *path;
	int flags;
};

#define HELD(name, path_, flags_)                                           \
	FIXTURE_VARIANT_ADD(held, name) {                                   \
		.path = path_,                                              \
		.flags = flags_,                                            \
	}

HELD(pid_file, PID_FILE, O_RDONLY);
HELD(all, ALL_FILE, O_RDONLY);
HELD(pid_file_by_o_path, PID_FILE, O_PATH);
HELD(all_by_o_path, ALL_FILE, O_PATH);

FIXTURE_SETUP(held)
{
	self->parameters = module_parameters();
}

FIXTURE_TEARDOWN(held)
{
	EXPECT_EQ(0, module_restore(self->parameters));
}

TEST_F(held, while_open)
{
	int fd;

	RELOAD_OR_SKIP(self->parameters);
	fd = open(variant->path, variant->flags);
	ASSERT_LE(0, fd);
	EXPECT_EQ(-EWOULDBLOCK, module_unload());
	READ_PID(getpid());
	close(fd);
	EXPECT_EQ(0, module_unload());
	EXPECT_EQ(-1, access(FDMAP_DIR, F_OK));
}

/* Half-way through, and at the end; what is held by its name is opened anew. */
TEST_F(held, while_it_is_read)
{
	char path[64], byte;
	int held, fd;

	RELOAD_OR_SKIP(self->parameters);
	held = open(variant->path, variant->flags);
	ASSERT_LE(0, held);
	EXPECT_EQ(-EWOULDBLOCK, module_unload());
	snprintf(path, sizeof(path), "/proc/self/fd/%d", held);
	fd = open(path, O_RDONLY);
	ASSERT_LE(0, fd);
	EXPECT_EQ(1, read(fd, &byte, 1));
	EXPECT_EQ(-EWOULDBLOCK, module_unload());
	while (read(fd, &byte, 1) > 0)
		;
	EXPECT_EQ(-EWOULDBLOCK, module_unload());
	close(fd);
	EXPECT_EQ(-EWOULDBLOCK, module_unload());
	close(held);
	EXPECT_EQ(0, module_unload());
}

/* The last descriptor counts, whoever has it, and from wherever it came. */
TEST_F(held, until_the_last_descriptor_is_closed)
{
	struct child child;
	int fd, copy;

	RELOAD_OR_SKIP(self->parameters);
	fd = open(variant->path, variant->flags);
	ASSERT_LE(0, fd);
	copy = dup(fd);
	START_CHILD(&child, child_hold, NULL);
	close(fd);
	EXPECT_EQ(-EWOULDBLOCK, module_unload());
	close(copy);
	EXPECT_EQ(-EWOULDBLOCK, module_unload());
	child_end(&child);
	EXPECT_EQ(0, module_unload());
}

/* The directory, and how it is opened. */
FIXTURE(left) {
	const char *parameters;
	int fd;
};

FIXTURE_VARIANT(left) {
	int flags;
};

FIXTURE_VARIANT_ADD(left, directory) {
	.flags = O_RDONLY | O_DIRECTORY,
};

FIXTURE_VARIANT_ADD(left, directory_by_o_path) {
	.flags = O_PATH | O_DIRECTORY,
};

FIXTURE_SETUP(left)
{
	self->parameters = module_parameters();
}

FIXTURE_TEARDOWN(left)
{
	EXPECT_EQ(0, module_restore(self->parameters));
}

static char entries[4096];

/* Entries as far as they fit into @room; what getdents64(2) returns, or -errno. */
static long list(int fd, size_t room)
{
	long n = syscall(SYS_getdents64, fd, entries, room);

	return n < 0 ? -errno : n;
}

/* In a test: what is left of a directory leads nowhere, and harms nobody. */
static void use_the_rest(struct __test_metadata *_metadata, int fd, bool open_)
{
	struct pollfd poll_ = { .fd = fd, .events = POLLIN };
	char path[64], link[64];
	struct stat st;
	int again;

	if (open_) {
		EXPECT_EQ(-ENOENT, list(fd, sizeof(entries)));
		EXPECT_EQ(0, lseek(fd, 0, SEEK_SET));
		EXPECT_EQ(-ENOENT, list(fd, sizeof(entries)));
		EXPECT_EQ(1, poll(&poll_, 1, 0));
		EXPECT_EQ(-1, read(fd, path, 1));
		EXPECT_EQ(-1, fsync(fd));
	}
	EXPECT_EQ(0, fstat(fd, &st));
	EXPECT_TRUE(S_ISDIR(st.st_mode));
	EXPECT_EQ(-1, openat(fd, "1", O_RDONLY));
	EXPECT_EQ(ENOENT, errno);
	EXPECT_EQ(-1, faccessat(fd, "all", F_OK, 0));
	EXPECT_EQ(ENOENT, errno);
	EXPECT_EQ(-1, openat(fd, "new", O_RDWR | O_CREAT, 0600));
	EXPECT_EQ(-1, mkdirat(fd, "new", 0700));
	EXPECT_EQ(MAP_FAILED, mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	EXPECT_LT(0, readlink(path, link, sizeof(link)));
	again = open(path, O_RDONLY | O_DIRECTORY);
	EXPECT_EQ(-1, openat(again, "1", O_RDONLY));
	if (again >= 0)
		EXPECT_GE(0, list(again, sizeof(entries)));
	close(again);
	EXPECT_EQ(0, fchdir(fd));
	EXPECT_EQ(-1, access("1", F_OK));
	EXPECT_EQ(0, chdir("/"));
}

TEST_F(left, is_of_no_use_afterwards)
{
	bool open_ = !(variant->flags & O_PATH);
	int fd;

	RELOAD_OR_SKIP(self->parameters);
	fd = open(FDMAP_DIR, variant->flags);
	ASSERT_LE(0, fd);
	if (open_)
		EXPECT_LT(0, list(fd, 200));	/* not all of it */
	ASSERT_EQ(0, module_unload());
	EXPECT_EQ(-1, access(FDMAP_DIR, F_OK));
	use_the_rest(_metadata, fd, open_);

	/* Nor does it come back to life with the next module. */
	ASSERT_EQ(0, module_load(""));
	use_the_rest(_metadata, fd, open_);
	READ_PID(1);
	EXPECT_EQ(0, module_unload());
	close(fd);
}

TEST_F(left, is_left_by_its_last_user_much_later)
{
	int fd, cycle;

	RELOAD_OR_SKIP(self->parameters);
	fd = open(FDMAP_DIR, variant->flags);
	ASSERT_LE(0, fd);
	for (cycle = 0; cycle < 3; cycle++) {
		ASSERT_EQ(0, module_unload());
		ASSERT_EQ(0, module_load(""));
	}
	ASSERT_EQ(0, module_unload());
	close(fd);
}

/* Mounts, and watches. */
FIXTURE(unload) {
	const char *parameters;
};

FIXTURE_SETUP(unload)
{
	temp_dir();
	self->parameters = module_parameters();
	close(make_file("file", O_RDONLY));
	ASSERT_EQ(0, mkdir("directory", 0700));
	ASSERT_EQ(0, unshare(CLONE_NEWNS));
	ASSERT_EQ(0, mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL));
}

FIXTURE_TEARDOWN(unload)
{
	EXPECT_EQ(0, module_restore(self->parameters));
}

TEST_F(unload, a_working_directory_does_not_hold_it)
{
	struct stat st;
	int fd;

	RELOAD_OR_SKIP(self->parameters);
	ASSERT_EQ(0, chdir(FDMAP_DIR));
	ASSERT_EQ(0, stat("1", &st));
	fd = open("1", O_RDONLY);
	ASSERT_LE(0, fd);
	EXPECT_EQ(-EWOULDBLOCK, module_unload());
	close(fd);
	ASSERT_EQ(0, module_unload());
	EXPECT_EQ(-1, open("1", O_RDONLY));
	EXPECT_EQ(ENOENT, errno);
	EXPECT_EQ(-1, stat("all", &st));
	EXPECT_EQ(0, stat(".", &st));
	ASSERT_EQ(0, module_load(""));
	EXPECT_EQ(-1, open("1", O_RDONLY));
	READ_PID(1);
	EXPECT_EQ(0, chdir("/"));
}

static void live_there(struct child *child, void *unused)
{
	(void)child;
	(void)unused;
	if (chroot(FDMAP_DIR) || chdir("/") || access("/all", F_OK))
		_exit(1);
}

TEST_F(unload, a_root_directory_does_not_hold_it)
{
	struct child child;
	char path[64];

	RELOAD_OR_SKIP(self->parameters);
	START_CHILD(&child, live_there, NULL);
	EXPECT_EQ(0, module_unload());
	snprintf(path, sizeof(path), "/proc/%d/root/all", child.pid);
	EXPECT_EQ(-1, access(path, F_OK));
	child_end(&child);
}

/* In a test: held by a mount, and no more without it. */
#define EXPECT_HELD_BY(target)                                              \
	do {                                                                \
		EXPECT_EQ(-EWOULDBLOCK, module_unload());                   \
		EXPECT_EQ(0, umount2(target, 0));                           \
		EXPECT_EQ(0, module_unload());                              \
	} while (0)

TEST_F(unload, a_file_that_is_mounted_elsewhere_holds_it)
{
	char byte;
	int fd;

	RELOAD_OR_SKIP(self->parameters);
	ASSERT_EQ(0, mount(PID_FILE, "file", NULL, MS_BIND, NULL));
	fd = open("file", O_RDONLY);
	EXPECT_EQ(1, read(fd, &byte, 1));
	close(fd);
	EXPECT_HELD_BY("file");
}

TEST_F(unload, a_file_that_is_mounted_upon_holds_it)
{
	RELOAD_OR_SKIP(self->parameters);
	ASSERT_EQ(0, mount("file", ALL_FILE, NULL, MS_BIND, NULL));
	EXPECT_HELD_BY(ALL_FILE);
}

TEST_F(unload, a_directory_that_is_mounted_elsewhere_does_not)
{
	int fd;

	RELOAD_OR_SKIP(self->parameters);
	ASSERT_EQ(0, mount(FDMAP_DIR, "directory", NULL, MS_BIND, NULL));
	ASSERT_EQ(0, access("directory/1", F_OK));
	EXPECT_EQ(0, module_unload());
	EXPECT_EQ(-1, access("directory/1", F_OK));
	EXPECT_EQ(ENOENT, errno);
	fd = open("directory", O_RDONLY | O_DIRECTORY);
	if (fd >= 0)
		EXPECT_GE(0, list(fd, sizeof(entries)));
	close(fd);
	EXPECT_EQ(0, umount2("directory", 0));
}

TEST_F(unload, a_directory_that_is_mounted_upon_does_not)
{
	RELOAD_OR_SKIP(self->parameters);
	ASSERT_EQ(0, mount("directory", FDMAP_DIR, NULL, MS_BIND, NULL));
	EXPECT_EQ(0, module_unload());
	EXPECT_EQ(-1, access(FDMAP_DIR, F_OK));
}

/* A watch holds an inode, without a name. */
TEST_F(unload, watches_do_not_keep_it)
{
	int group = inotify_init1(IN_CLOEXEC);

	RELOAD_OR_SKIP(self->parameters);
	ASSERT_LE(0, inotify_add_watch(group, FDMAP_DIR, IN_ALL_EVENTS));
	EXPECT_EQ(0, module_unload());
	ASSERT_EQ(0, module_load(""));
	ASSERT_LE(0, inotify_add_watch(group, PID_FILE, IN_ALL_EVENTS));
	if (!module_unload())
		ASSERT_EQ(0, module_load(""));
	close(group);
	EXPECT_EQ(0, module_unload());
}

FDMAP_TEST_MAIN
