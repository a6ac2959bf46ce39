// SPDX-License-Identifier: GPL-2.0-only
/* What has a name somewhere.  Files are made in the working directory. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "factories.h"

void load_driver(const char *name)
{
	pid_t pid = fork();

	if (!pid) {
		execlp("modprobe", "modprobe", "-q", name, NULL);
		_exit(127);
	}
	waitpid(pid, NULL, 0);
}

int make_regular(void)
{
	return open("regular", O_RDWR | O_CREAT, 0600);
}

int make_created(void)
{
	return creat("created", 0600);
}

int make_by_handle(void)
{
	union {
		struct file_handle handle;
		char room[sizeof(struct file_handle) + MAX_HANDLE_SZ];
	} name = { .handle.handle_bytes = MAX_HANDLE_SZ };
	int fd, here, mount;

	close(open("by-handle", O_RDWR | O_CREAT, 0600));
	if (name_to_handle_at(AT_FDCWD, "by-handle", &name.handle, &mount, 0))
		return -1;
	here = open(".", O_RDONLY | O_DIRECTORY);
	fd = open_by_handle_at(here, &name.handle, O_RDONLY);
	close(here);
	return fd;
}

int make_tmpfile(void)
{
	return open(".", O_RDWR | O_TMPFILE, 0600);
}

int make_directory(void)
{
	return open(".", O_RDONLY | O_DIRECTORY);
}

int make_symlink(void)
{
	if (symlink("nowhere", "symlink"))
		return -1;
	return open("symlink", O_PATH | O_NOFOLLOW);
}

int make_path_of_file(void)
{
	close(open("file", O_RDWR | O_CREAT, 0600));
	return open("file", O_PATH);
}

int make_path_of_fifo(void)
{
	if (mkfifo("path-of-fifo", 0600))
		return -1;
	return open("path-of-fifo", O_PATH);
}

int make_path_of_pipe(void)
{
	int ends[2], fd;
	char path[32];

	if (pipe(ends))
		return -1;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", ends[0]);
	fd = open(path, O_PATH);
	close(ends[0]);
	close(ends[1]);
	return fd;
}

int make_path_of_socket(void)
{
	struct sockaddr_un name = { AF_UNIX, "path-of-socket" };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0), error;

	error = bind(fd, (void *)&name, sizeof(name));
	close(fd);
	return error ? -1 : open("path-of-socket", O_PATH);
}

int make_path_of_device(void)
{
	return open("/dev/null", O_PATH);
}

int make_procfs_file(void)
{
	return open("/proc/version", O_RDONLY);
}

int make_sysfs_file(void)
{
	return open("/sys/kernel/uevent_seqnum", O_RDONLY);
}

int make_null_device(void)
{
	return open("/dev/null", O_RDWR);
}

int make_zero_device(void)
{
	return open("/dev/zero", O_RDONLY);
}

int make_block_device(void)
{
	if (access("/dev/loop0", F_OK))
		load_driver("loop");
	return open("/dev/loop0", O_RDONLY);
}

int make_fifo(void)
{
	if (mkfifo("fifo", 0600))
		return -1;
	return open("fifo", O_RDWR);
}

int make_pipe_end(void)
{
	int ends[2];

	return pipe(ends) ? -1 : ends[1];
}

int make_pty_master(void)
{
	return posix_openpt(O_RDWR | O_NOCTTY);
}

int make_pty_slave(void)
{
	int master = make_pty_master();

	if (grantpt(master) || unlockpt(master))
		return -1;
	return open(ptsname(master), O_RDWR | O_NOCTTY);
}

/* A serial line may be there without anything behind it. */
int make_terminal(void)
{
	static const char *const names[] = { "/dev/ttyS0", "/dev/console",
					     "/dev/tty0" };
	int fd = -1;
	size_t i;

	for (i = 0; fd < 0 && i < sizeof(names) / sizeof(names[0]); i++)
		fd = open(names[i], O_RDWR | O_NOCTTY | O_NONBLOCK);
	return fd;
}

int make_tun(void)
{
	if (access("/dev/net/tun", F_OK))
		load_driver("tun");
	return open("/dev/net/tun", O_RDWR);
}

int make_message_queue(void)
{
	int fd = mq_open("/fdmap-test", O_RDWR | O_CREAT, 0600, NULL);

	mq_unlink("/fdmap-test");
	return fd;
}

int make_namespace(void)
{
	return open("/proc/self/ns/pid", O_RDONLY);
}

int make_file_system_context(void)
{
	return fsopen("tmpfs", 0);
}

int make_detached_mount(void)
{
	int context = make_file_system_context(), fd;

	if (fsconfig(context, FSCONFIG_CMD_CREATE, NULL, NULL, 0))
		return -1;
	fd = fsmount(context, 0, 0);
	close(context);
	return fd;
}

int make_cloned_tree(void)
{
	return open_tree(AT_FDCWD, "/", OPEN_TREE_CLONE);
}

int make_plain_tree(void)
{
	return open_tree(AT_FDCWD, "/", 0);
}
