// SPDX-License-Identifier: GPL-2.0-only
/* The protocol is that of linux/fuse.h, with CUSE_INIT in place of FUSE_INIT. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cuse_server.h"
#include "factories.h"

#define MAX_WRITE 65536

struct request {
	struct fuse_in_header header;
	char body[MAX_WRITE + 4096];
};

/* struct device - what is said of the device when it is made */
struct device {
	struct cuse_init_out init;
	char info[40];
};

static void answer_request(int fd, const struct request *request,
			   const struct device *device)
{
	struct fuse_out_header header = { .unique = request->header.unique };
	struct fuse_open_out open = { 0 };
	struct iovec parts[2] = { { &header, sizeof(header) } };

	switch (request->header.opcode) {
	case CUSE_INIT:
		parts[1] = (struct iovec){ (void *)device,
			sizeof(device->init) + strlen(device->info) + 1 };
		break;
	case FUSE_OPEN:
		parts[1] = (struct iovec){ &open, sizeof(open) };
		break;
	case FUSE_INTERRUPT:
		return;
	case FUSE_RELEASE:
		break;
	default:
		header.error = -EOPNOTSUPP;
	}
	header.len = parts[0].iov_len + parts[1].iov_len;
	if (writev(fd, parts, 2) < 0)
		return;		/* who asked has gone, or it is refused */
}

/* Until the kernel wants no more of it. */
static void __attribute__((noreturn)) serve(int fd, const struct device *device)
{
	static struct request request;
	ssize_t n = 0;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	while (n >= 0 || errno == EINTR || errno == EAGAIN) {
		n = read(fd, &request, sizeof(request));
		if (n > 0)
			answer_request(fd, &request, device);
	}
	_exit(0);
}

/* Until the device is there, or its server has ended without. */
static int wait_for(struct cuse_server *server)
{
	int i;

	for (i = 0; i < 1000; i++) {
		if (!access(server->path, F_OK))
			return 0;
		if (waitpid(server->pid, NULL, WNOHANG) == server->pid)
			break;
		usleep(10000);
	}
	server->pid = 0;
	errno = EBUSY;
	return -1;
}

int cuse_server_start(struct cuse_server *server, unsigned int major,
		      unsigned int minor)
{
	struct device device = {
		.init = {
			.major = FUSE_KERNEL_VERSION,
			.minor = FUSE_KERNEL_MINOR_VERSION,
			.max_read = MAX_WRITE,
			.max_write = MAX_WRITE,
			.dev_major = major,
			.dev_minor = minor,
		},
	};
	int fd;

	load_driver("cuse");
	fd = open("/dev/cuse", O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return -1;
	snprintf(device.info, sizeof(device.info), "DEVNAME=fdmap-%u-%u",
		 major, minor);
	snprintf(server->path, sizeof(server->path), "/dev/fdmap-%u-%u", major,
		 minor);
	server->pid = fork();
	if (!server->pid)
		serve(fd, &device);
	close(fd);
	return wait_for(server);
}

void cuse_server_end(struct cuse_server *server)
{
	if (server->pid <= 0)
		return;
	kill(server->pid, SIGKILL);
	waitpid(server->pid, NULL, 0);
}
