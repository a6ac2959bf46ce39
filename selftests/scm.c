// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fdmap_reader.h"
#include "fixture.h"
#include "scm.h"

union control {
	struct cmsghdr header;
	char room[CMSG_SPACE(SCM_MOST * sizeof(int))];
};

int scm_send_times(int socket, int fd, size_t n)
{
	union control control = { 0 };
	int fds[SCM_MOST];
	char byte = 0;
	struct iovec iov = { &byte, 1 };
	struct msghdr message = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = CMSG_SPACE(n * sizeof(fd)),
	};
	size_t i;

	for (i = 0; i < n && i < SCM_MOST; i++)
		fds[i] = fd;
	control.header.cmsg_level = SOL_SOCKET;
	control.header.cmsg_type = SCM_RIGHTS;
	control.header.cmsg_len = CMSG_LEN(n * sizeof(fd));
	memcpy(CMSG_DATA(&control.header), fds, n * sizeof(fd));
	return sendmsg(socket, &message, 0) == 1 ? 0 : -1;
}

int scm_send(int socket, int fd)
{
	return scm_send_times(socket, fd, 1);
}

int scm_receive(int socket)
{
	union control control = { 0 };
	char byte;
	struct iovec iov = { &byte, 1 };
	struct msghdr message = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control),
	};
	int fd;

	if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC) != 1)
		return -1;
	if (!CMSG_FIRSTHDR(&message)) {
		errno = ENODATA;
		return -1;
	}
	memcpy(&fd, CMSG_DATA(&control.header), sizeof(fd));
	return fd;
}

bool scm_is_listed(void)
{
	const struct fdmap_inflight *row;
	struct fdmap_document *document;
	bool listed = true;
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) || scm_send(ends[0], 0))
		return false;
	document = read_pid(getpid());
	close(ends[0]);
	close(ends[1]);
	if (!document)
		return false;
	FDMAP_EACH(row, &document->inflight)
		listed &= !!strcmp(row->state, "private");
	fdmap_free(document);
	return listed;
}
