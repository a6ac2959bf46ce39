// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <fcntl.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "loners.h"
#include "scm.h"

#define PAGE 4096

/* A child that cannot make what it is there for ends. */
static int must(int fd)
{
	if (fd < 0)
		_exit(1);
	return fd;
}

static uint64_t number_of(int fd)
{
	struct stat st;

	must(fstat(fd, &st));
	return st.st_ino;
}

static void drop_descriptor(struct loner *loner)
{
	close(loner->fds[0]);
}

static int open_again(void)
{
	return must(open(LONER_FILE, O_RDWR));
}

static void take_regular(struct loner *loner)
{
	loner->fds[0] = open_again();
}

static void take_eventfd(struct loner *loner)
{
	loner->fds[0] = must(eventfd(0, 0));
}

static void take_epoll(struct loner *loner)
{
	loner->fds[0] = must(epoll_create1(0));
}

/* Its size is its inode's number, or still 0. */
static void take_memfd(struct loner *loner)
{
	loner->fds[0] = must(memfd_create("loner", 0));
	must(ftruncate(loner->fds[0], number_of(loner->fds[0])));
}

static bool memfd_fits(const struct fdmap_document *document,
		       const struct fdmap_inode *inode)
{
	(void)document;
	return !inode->size || inode->size == inode->ino;
}

/* So many bytes are in a pipe whose inode has this number, or still none. */
static size_t bytes_of(uint64_t ino)
{
	return ino % PAGE;
}

static void take_pipe(struct loner *loner)
{
	static const char bytes[PAGE];
	ssize_t length;

	must(pipe(loner->fds));
	length = bytes_of(number_of(loner->fds[0]));
	if (write(loner->fds[1], bytes, length) != length)
		_exit(1);
}

static void drop_pipe(struct loner *loner)
{
	close(loner->fds[0]);
	close(loner->fds[1]);
}

static bool pipe_fits(const struct fdmap_document *document,
		      const struct fdmap_inode *inode)
{
	const struct fdmap_pipe *pipe = fdmap_pipe_of(document, inode->id);

	return pipe && (pipe->bytes.word || !pipe->bytes.value ||
			pipe->bytes.value == bytes_of(inode->ino));
}

/* Its name is its inode's number, or it has none yet. */
static void take_socket(struct loner *loner)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	socklen_t length = offsetof(struct sockaddr_un, sun_path) + 1;

	loner->fds[0] = must(socket(AF_UNIX, SOCK_DGRAM, 0));
	length += sprintf(name.sun_path + 1, "loner %" PRIu64,
			  number_of(loner->fds[0]));
	must(bind(loner->fds[0], (void *)&name, length));
}

static bool socket_fits(const struct fdmap_document *document,
			const struct fdmap_inode *inode)
{
	const struct fdmap_socket *row = fdmap_socket_of(document, inode->id);
	char name[64];

	snprintf(name, sizeof(name), "@loner %" PRIu64, inode->ino);
	return row && (!*row->local.bytes || !strcmp(row->local.bytes, name));
}

/* While it is mapped or sent it has a descriptor, the lowest that is free. */
static void take_mapped(struct loner *loner)
{
	int fd = open_again();

	loner->mapped = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 0);
	if (loner->mapped == MAP_FAILED)
		_exit(1);
	close(fd);
}

static void drop_mapped(struct loner *loner)
{
	munmap(loner->mapped, PAGE);
}

static void begin_queued(struct loner *loner)
{
	must(socketpair(AF_UNIX, SOCK_STREAM, 0, loner->fds));
}

static void take_queued(struct loner *loner)
{
	int fd = open_again();

	must(scm_send(loner->fds[0], fd));
	close(fd);
}

/* Who reads without asking for descriptors gets none. */
static void drop_queued(struct loner *loner)
{
	char byte;

	if (read(loner->fds[1], &byte, 1) != 1)
		_exit(1);
}

#define DESCRIPTOR(word, more...)                                           \
	{                                                                   \
		.kind = word, .drop = drop_descriptor, more                 \
	}

const struct loner_sort loner_regular =
	DESCRIPTOR("reg", .take = take_regular);
const struct loner_sort loner_eventfd =
	DESCRIPTOR("eventfd", .take = take_eventfd);
const struct loner_sort loner_epoll =
	DESCRIPTOR("epoll", .take = take_epoll);
const struct loner_sort loner_memfd =
	DESCRIPTOR("memfd", .take = take_memfd, .per_inode = 1,
		   .fits = memfd_fits);
const struct loner_sort loner_socket =
	DESCRIPTOR("socket", .take = take_socket, .per_inode = 1,
		   .fits = socket_fits);

const struct loner_sort loner_pipe = {
	.kind = "pipe",
	.per_inode = 2,
	.take = take_pipe,
	.drop = drop_pipe,
	.fits = pipe_fits,
};

const struct loner_sort loner_mapped = {
	.take = take_mapped,
	.drop = drop_mapped,
};

const struct loner_sort loner_queued = {
	.begin = begin_queued,
	.take = take_queued,
	.drop = drop_queued,
};
