// SPDX-License-Identifier: GPL-2.0-only
/*
 * others WHAT DIR: what else goes on in a system, until killed.
 *
 *	fork	makes children that exit
 *	pivot	changes its root over and over, which walks over all tasks and
 *		takes the lock of each inside tasklist_lock; uses the directory
 *		DIR, in a mount namespace of its own
 */
#define _GNU_SOURCE
#include <err.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void fork_once(void)
{
	pid_t pid = fork();

	if (pid < 0)
		err(EXIT_FAILURE, "cannot fork");
	if (!pid)
		_exit(EXIT_SUCCESS);
	waitpid(pid, NULL, 0);
}

static void enter(const char *dir)
{
	if (unshare(CLONE_NEWNS) ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("none", dir, "tmpfs", 0, NULL) || chdir(dir) || chroot(".") ||
	    mkdir("a", 0755))
		err(EXIT_FAILURE, "cannot make '%s' the root", dir);
}

static void pivot_once(void)
{
	if (mount("none", "a", "tmpfs", 0, NULL) || chdir("a") ||
	    mkdir("a", 0755) || syscall(SYS_pivot_root, ".", ".") ||
	    umount2(".", MNT_DETACH) || chdir("/"))
		err(EXIT_FAILURE, "cannot change the root");
}

int main(int argc, char **argv)
{
	void (*once)(void) = fork_once;

	if (argc != 3)
		errx(2, "usage: others WHAT DIR");
	if (!strcmp(argv[1], "pivot")) {
		once = pivot_once;
		enter(argv[2]);
	} else if (strcmp(argv[1], "fork")) {
		errx(2, "unknown command '%s'", argv[1]);
	}
	for (;;)
		once();
}
