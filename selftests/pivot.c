// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <limits.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "pivot.h"

bool pivot_prepare(void)
{
	char here[PATH_MAX];

	return !unshare(CLONE_NEWNS) &&
	       !mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) &&
	       !mount("none", ".", "tmpfs", 0, NULL) &&
	       getcwd(here, sizeof(here)) && !chdir(here) && !chroot(".") &&
	       !mkdir("new", 0755);
}

bool pivot(void)
{
	return !mount("none", "/new", "tmpfs", 0, NULL) && !chdir("/new") &&
	       !mkdir("new", 0755) && !syscall(SYS_pivot_root, ".", ".") &&
	       !umount2(".", MNT_DETACH) && !chdir("/");
}
