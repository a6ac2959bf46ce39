// SPDX-License-Identifier: GPL-2.0-only
/* Who may open fdmap's files: CAP_SYS_PTRACE in the initial user namespace. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "truth.h"

#define NOBODY 65534

/* Files that are tried, each by its path and through an open directory. */
enum { PID_1, ALL, FILES };

static const char *const files[FILES] = { "1", "all" };

/* shared[]: 0 or the error of opening each; 2 * file + by_directory */

static uint64_t bit(int capability)
{
	return 1ULL << capability;
}

/* Keep these capabilities only; false if that cannot be done. */
static bool keep_capabilities(uint64_t keep)
{
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct data[2];
	int i;

	for (i = 0; i < 2; i++)
		data[i] = (struct __user_cap_data_struct){
			.effective = keep >> 32 * i,
			.permitted = keep >> 32 * i,
		};
	return !syscall(SYS_capset, &header, data);
}

static bool become_nobody(void)
{
	return !setgroups(0, NULL) && !setresgid(NOBODY, NOBODY, NOBODY) &&
	       !setresuid(NOBODY, NOBODY, NOBODY);
}

/* An ordinary user who has been given these capabilities. */
static bool nobody_with(uint64_t keep)
{
	return !prctl(PR_SET_KEEPCAPS, 1) && become_nobody() &&
	       keep_capabilities(keep);
}

static bool as_root(void)
{
	return true;
}

static bool as_nobody(void)
{
	return become_nobody();
}

/* Up to the last capability that every kernel has. */
static bool without_ptrace(void)
{
	return keep_capabilities(~bit(CAP_SYS_PTRACE) &
				 (bit(CAP_AUDIT_READ + 1) - 1));
}

static bool without_any_capability(void)
{
	return keep_capabilities(0);
}

static bool nobody_who_may_read_all(void)
{
	return nobody_with(bit(CAP_DAC_OVERRIDE) | bit(CAP_DAC_READ_SEARCH));
}

static bool nobody_who_may_trace(void)
{
	return nobody_with(bit(CAP_SYS_PTRACE));
}

static bool nobody_who_may_read_all_and_trace(void)
{
	return nobody_with(bit(CAP_SYS_PTRACE) | bit(CAP_DAC_READ_SEARCH));
}

static bool write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);
	bool good = write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	close(fd);
	return good;
}

/* Root there, with all capabilities, and the same user as outside. */
static bool root_of_a_user_namespace(void)
{
	return !unshare(CLONE_NEWUSER) &&
	       write_file("/proc/self/setgroups", "deny") &&
	       write_file("/proc/self/uid_map", "0 0 1") &&
	       write_file("/proc/self/gid_map", "0 0 1");
}

FIXTURE(access) {
	struct child child;
	int directory;
};

/* Errors of opening by the path, and through the directory. */
FIXTURE_VARIANT(access) {
	bool (*become)(void);
	int by_path, by_directory;
};

#define WHO(name, path_error, directory_error)                              \
	FIXTURE_VARIANT_ADD(access, name) {                                 \
		.become = name,                                             \
		.by_path = path_error,                                      \
		.by_directory = directory_error,                            \
	}

WHO(as_root, 0, 0);
WHO(as_nobody, EACCES, EACCES);
WHO(without_ptrace, EPERM, EPERM);
WHO(without_any_capability, EPERM, EPERM);
WHO(nobody_who_may_read_all, EPERM, EPERM);
WHO(nobody_who_may_trace, EACCES, EACCES);
WHO(nobody_who_may_read_all_and_trace, 0, 0);
WHO(root_of_a_user_namespace, EPERM, EPERM);

struct attempt {
	bool (*become)(void);
	int directory;
};

static void try_all(struct child *child, void *arg)
{
	const struct attempt *attempt = arg;
	char path[64];
	int i;

	if (!attempt->become())
		_exit(1);
	for (i = 0; i < FILES; i++) {
		snprintf(path, sizeof(path), FDMAP_DIR "/%s", files[i]);
		child->shared[2 * i] = open(path, O_RDONLY) < 0 ? errno : 0;
		child->shared[2 * i + 1] =
			openat(attempt->directory, files[i], O_RDONLY) < 0 ?
			errno : 0;
	}
}

FIXTURE_SETUP(access)
{
	struct attempt attempt = { .become = variant->become };

	attempt.directory = open(FDMAP_DIR, O_RDONLY | O_DIRECTORY);
	ASSERT_LE(0, attempt.directory);
	START_CHILD(&self->child, try_all, &attempt);
}

FIXTURE_TEARDOWN(access)
{
	child_end(&self->child);
}

TEST_F(access, by_path)
{
	EXPECT_EQ(variant->by_path, self->child.shared[2 * PID_1]);
	EXPECT_EQ(variant->by_path, self->child.shared[2 * ALL]);
}

TEST_F(access, through_a_directory_opened_before)
{
	EXPECT_EQ(variant->by_directory, self->child.shared[2 * PID_1 + 1]);
	EXPECT_EQ(variant->by_directory, self->child.shared[2 * ALL + 1]);
}

TEST(files_are_for_reading_by_root)
{
	static const char *const paths[] = { FDMAP_DIR "/1", FDMAP_DIR "/all" };
	struct stat st;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(paths); i++) {
		ASSERT_EQ(0, stat(paths[i], &st));
		EXPECT_EQ(S_IFREG | 0400, st.st_mode);
		EXPECT_EQ(0, st.st_uid);
		EXPECT_EQ(0, st.st_gid);
		EXPECT_EQ(0, st.st_size);
		EXPECT_EQ(1, st.st_nlink);
	}
	ASSERT_EQ(0, stat(FDMAP_DIR, &st));
	EXPECT_TRUE(S_ISDIR(st.st_mode));
	EXPECT_EQ(0, st.st_mode & 022);
}

TEST(nobody_may_write)
{
	static const char *const paths[] = { FDMAP_DIR "/1", FDMAP_DIR "/all" };
	static const int flags[] = {
		O_WRONLY, O_RDWR, O_RDWR | O_APPEND, O_WRONLY | O_TRUNC,
	};
	size_t i, j;

	for (i = 0; i < ARRAY_SIZE(paths); i++)
		for (j = 0; j < ARRAY_SIZE(flags); j++) {
			EXPECT_EQ(-1, open(paths[i], flags[j]));
			EXPECT_EQ(EACCES, errno);
		}
}

/* What was opened with the right may be read without it, as a PID file. */
static void read_inherited(struct child *child, void *arg)
{
	size_t length;

	if (!become_nobody())
		_exit(1);
	child->shared[0] = slurp(*(int *)arg, 4096, &length) &&
			   length > 100;
}

TEST(an_open_file_can_be_handed_on)
{
	struct child child;
	int fd = open(FDMAP_DIR "/1", O_RDONLY);

	START_CHILD(&child, read_inherited, &fd);
	EXPECT_TRUE(child.shared[0]);
	child_end(&child);
}

FDMAP_TEST_MAIN
