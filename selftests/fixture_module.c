// SPDX-License-Identifier: GPL-2.0-only
/* Loading and unloading the module, and what has to be there before a test. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest.h"

#define DEBUGFS_DIR   "/sys/kernel/debug"
#define DEBUGFS_MAGIC 0x64626720	/* linux/magic.h */

/* Where builds leave the module, as seen from the test programs. */
static const char *const places[] = {
	"fdmap.ko", "../fdmap.ko", "../build/fdmap.ko", "../../fdmap.ko",
};

bool module_loaded(void)
{
	return !access("/sys/module/fdmap/initstate", F_OK);
}

static int open_module(void)
{
	const char *file = getenv("FDMAP_KO");
	size_t i;
	int fd;

	if (file)
		return open(file, O_RDONLY | O_CLOEXEC);
	for (i = 0; i < ARRAY_SIZE(places); i++) {
		fd = open(fixture_path(places[i]), O_RDONLY | O_CLOEXEC);
		if (fd >= 0)
			return fd;
	}
	return -1;
}

/* modprobe(8) with an option; @parameters may be "". */
static int modprobe(const char *option, const char *parameters)
{
	int status;
	pid_t pid = fork();

	if (!pid) {
		execlp("modprobe", "modprobe", option, "fdmap",
		       *parameters ? parameters : NULL, NULL);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0)
		return -errno;
	return WIFEXITED(status) && !WEXITSTATUS(status) ? 0 : -ENOENT;
}

int module_load(const char *parameters)
{
	int fd = open_module(), error = 0;

	if (fd < 0)
		return getenv("FDMAP_KO") ? -errno : modprobe("-q", parameters);
	if (syscall(SYS_finit_module, fd, parameters, 0))
		error = -errno;
	close(fd);
	return error;
}

int module_unload(void)
{
	return syscall(SYS_delete_module, "fdmap", O_NONBLOCK) ? -errno : 0;
}

/* Whether module_load() would find the file. */
static bool module_found(void)
{
	int fd = open_module();

	if (fd >= 0)
		close(fd);
	return fd >= 0 || (!getenv("FDMAP_KO") && !modprobe("-qn", ""));
}

int module_reload(const char *parameters)
{
	int error;

	if (!module_found())
		return -ENOENT;
	error = module_unload();
	return error ? error : module_load(parameters);
}

const char *module_parameters(void)
{
	int fd = open("/sys/module/fdmap/parameters/addresses",
		      O_RDONLY | O_CLOEXEC);
	char value = 'N';

	if (read(fd, &value, 1) != 1)
		value = 'N';
	close(fd);
	return value == 'Y' ? "addresses=1" : "";
}

int module_restore(const char *parameters)
{
	if (!module_loaded())
		return module_load(parameters);
	if (!strcmp(module_parameters(), parameters))
		return 0;
	return module_reload(parameters);
}

static pid_t loader;

/* Leave the machine as it was found; not in children that happen to exit. */
static void unload_at_exit(void)
{
	int error;

	if (getpid() != loader || !module_loaded())
		return;
	error = module_unload();
	if (!error)
		return;
	printf("not ok - cannot unload 'fdmap': %s\n", strerror(-error));
	fflush(stdout);
	_exit(KSFT_FAIL);
}

static bool have_debugfs(void)
{
	struct statfs st;

	if (!statfs(DEBUGFS_DIR, &st) && st.f_type == DEBUGFS_MAGIC)
		return true;
	return !mount("debugfs", DEBUGFS_DIR, "debugfs", 0, NULL);
}

void fixture_begin(void)
{
	int error;

	if (geteuid())
		ksft_exit_skip("only root can read fdmap's files\n");
	if (close_range(3, ~0U, 0))
		ksft_exit_fail_msg("cannot close descriptors: %s\n",
				   strerror(errno));
	if (!have_debugfs())
		ksft_exit_fail_msg("cannot mount debugfs on '%s': %s\n",
				   DEBUGFS_DIR, strerror(errno));
	if (module_loaded())
		return;
	error = module_load("");
	if (error)
		ksft_exit_fail_msg("cannot load 'fdmap': %s; set FDMAP_KO to "
				   "the module's file\n", strerror(-error));
	loader = getpid();
	atexit(unload_at_exit);
}
