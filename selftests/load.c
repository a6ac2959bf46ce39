// SPDX-License-Identifier: GPL-2.0-only
/* Loading and unloading, and what must not hold the module; see unload.c. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "truth.h"

FIXTURE(load) {
	const char *parameters;
};

FIXTURE_SETUP(load)
{
	self->parameters = module_parameters();
}

FIXTURE_TEARDOWN(load)
{
	EXPECT_EQ(0, module_restore(self->parameters));
}

TEST_F(load, once_only)
{
	RELOAD_OR_SKIP(self->parameters);
	EXPECT_EQ(-EEXIST, module_load(""));
	EXPECT_EQ(0, module_unload());
	EXPECT_EQ(-ENOENT, module_unload());
	EXPECT_EQ(-1, access(FDMAP_DIR, F_OK));
}

TEST_F(load, refuses_bad_parameters)
{
	RELOAD_OR_SKIP(self->parameters);
	ASSERT_EQ(0, module_unload());
	EXPECT_EQ(-EINVAL, module_load("addresses=maybe"));
	EXPECT_FALSE(module_loaded());
	EXPECT_EQ(-1, access(FDMAP_DIR, F_OK));
}

TEST_F(load, ten_times)
{
	int i;

	RELOAD_OR_SKIP(self->parameters);
	for (i = 0; i < 10; i++) {
		ASSERT_EQ(0, module_unload());
		ASSERT_EQ(-1, access(FDMAP_DIR, F_OK));
		ASSERT_EQ(0, module_load(""));
		fdmap_free(READ_PID(getpid()));
	}
}

/* Opens that cannot succeed, each for another reason. */
static const struct failure {
	const char *path;
	int flags;
} failures[] = {
	{ FDMAP_DIR "/1", O_RDWR },
	{ FDMAP_DIR "/all", O_WRONLY | O_TRUNC },
	{ FDMAP_DIR "/1", O_RDONLY | O_DIRECTORY },
	{ FDMAP_DIR "/all/1", O_RDONLY },
	{ FDMAP_DIR, O_RDWR },
	{ FDMAP_DIR "/1", O_RDONLY | O_DIRECT },
	{ FDMAP_DIR "/01", O_RDONLY },
	{ FDMAP_DIR "/new", O_RDWR | O_CREAT },
	{ FDMAP_DIR, O_RDWR | O_TMPFILE },
};

TEST_F(load, opens_that_fail_do_not_hold_it)
{
	size_t i;

	RELOAD_OR_SKIP(self->parameters);
	for (i = 0; i < ARRAY_SIZE(failures); i++) {
		ASSERT_EQ(-1, open(failures[i].path, failures[i].flags, 0600))
			TH_LOG("%s was opened", failures[i].path);
		ASSERT_EQ(0, module_unload())
			TH_LOG("after %s", failures[i].path);
		ASSERT_EQ(0, module_load(""));
	}
	EXPECT_EQ(-1, execl(FDMAP_DIR "/1", "1", NULL));
	EXPECT_EQ(-1, access(FDMAP_DIR "/1", X_OK));
	EXPECT_EQ(0, module_unload());
}

TEST_F(load, a_child_s_descriptor_holds_it)
{
	pid_t pid;
	int fd;

	RELOAD_OR_SKIP(self->parameters);
	fd = open(FDMAP_DIR "/all", O_RDONLY);
	ASSERT_LE(0, fd);
	pid = fork();
	if (!pid) {
		pause();
		_exit(0);
	}
	close(fd);
	EXPECT_EQ(-EWOULDBLOCK, module_unload());
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	EXPECT_EQ(0, module_unload());
}

static void __attribute__((noreturn)) read_all_without_end(void)
{
	size_t length;
	int fd;

	for (;;) {
		fd = open(FDMAP_DIR "/all", O_RDONLY);
		free(slurp(fd, 100, &length));
		close(fd);
	}
}

/* Killed while it opens or reads, a reader leaves nothing behind. */
TEST_F(load, a_killed_reader_does_not_hold_it)
{
	pid_t pid;
	int i;

	RELOAD_OR_SKIP(self->parameters);
	for (i = 0; i < 30; i++) {
		pid = fork();
		if (!pid)
			read_all_without_end();
		usleep(1000 * i);
		kill(pid, SIGKILL);
		ASSERT_EQ(pid, waitpid(pid, NULL, 0));
	}
	EXPECT_EQ(0, module_unload());
}

FDMAP_TEST_MAIN
