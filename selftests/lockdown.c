// SPDX-License-Identifier: GPL-2.0-only
/*
 * Kernel lockdown, kernel_lockdown(7): with the module loaded before, its files
 * refuse to be opened afterwards.  There is no way back from lockdown but to
 * boot: this runs only where FDMAP_LOCKDOWN=1 says that the machine is thrown
 * away, and last.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "truth.h"

#define SECURITYFS "/sys/kernel/security"

static bool lock_down(void)
{
	static const char level[] = "integrity";
	int fd = open(SECURITYFS "/lockdown", O_WRONLY | O_CLOEXEC);
	bool locked = write(fd, level, strlen(level)) == (ssize_t)strlen(level);

	close(fd);
	return locked;
}

TEST(no_file_can_be_opened)
{
	const char *throw_away = getenv("FDMAP_LOCKDOWN");
	size_t length;
	char *bytes;
	int held;

	if (!throw_away || strcmp(throw_away, "1"))
		SKIP(return, "it would stay until the next boot; "
			     "FDMAP_LOCKDOWN=1 allows it");
	if (access(SECURITYFS "/lockdown", F_OK))
		mount("securityfs", SECURITYFS, "securityfs", 0, NULL);
	if (access(SECURITYFS "/lockdown", F_OK))
		SKIP(return, "this kernel has no lockdown");
	held = open_pid(getpid());
	ASSERT_LE(0, held);
	ASSERT_TRUE(lock_down());

	EXPECT_EQ(-1, open_pid(getpid()));
	EXPECT_EQ(EPERM, errno);
	EXPECT_EQ(-1, open_pid(1));
	EXPECT_EQ(EPERM, errno);
	EXPECT_EQ(-1, open(FDMAP_DIR "/all", O_RDONLY));
	EXPECT_EQ(EPERM, errno);
	/* What there is not is not there; a snapshot taken before stays. */
	EXPECT_EQ(-1, open(FDMAP_DIR "/01", O_RDONLY));
	EXPECT_EQ(ENOENT, errno);
	bytes = slurp(held, 4096, &length);
	ASSERT_NE(NULL, bytes);
	EXPECT_NE(NULL, fdmap_parse(bytes, length)) TH_LOG("%s", fdmap_error);
}

FDMAP_TEST_MAIN
