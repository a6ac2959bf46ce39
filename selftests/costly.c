// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <linux/sockios.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "costly.h"
#include "fixture.h"
#include "scm.h"

#define DEPTH	 4000
#define FILES	 1000
#define INFLIGHT 500	/* not more than are listed */
#define MESSAGES 150000
#define MAPPINGS 60000

/*
 * Names that one may wait for.  A few would do, for each of the locks that a
 * call takes, if no processor were ever taken from who holds them.
 */
#define NAMES 250

/* Descriptors: both ends of a socket, and a file. */
enum { END = 3, OTHER_END, FILE_ };

static void dup_and_close(void *unused)
{
	(void)unused;
	close(dup(0));
}

static void send_byte(void *unused)
{
	(void)unused;
	if (send(END, "", 1, MSG_DONTWAIT) != 1)
		_exit(1);
}

static void map_and_unmap(void *unused)
{
	(void)unused;
	munmap(mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
	       4096);
}

/* readlink(2) finds half of such a name too long for its page. */
static void write_name(void *unused)
{
	char path[64], name[PATH_MAX];

	(void)unused;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", FILE_);
	if (readlink(path, name, sizeof(name)) >= 0 ||
	    readlink(path, name, sizeof(name)) >= 0)
		_exit(1);
}

/* The kernel walks over the messages of a stream. */
static void count_bytes(int fd)
{
	int bytes;

	if (ioctl(fd, SIOCINQ, &bytes) || bytes < MESSAGES)
		_exit(1);
}

static void count_its_bytes(void *unused)
{
	(void)unused;
	count_bytes(OTHER_END);
}

static void read_itself(void *unused)
{
	(void)unused;
	if (close(open_pid(getpid())))
		_exit(1);
}

static void make_sockets(int type, int ends[2])
{
	int size = 1 << 29;

	if (socketpair(AF_UNIX, type, 0, ends) ||
	    setsockopt(ends[0], SOL_SOCKET, SO_SNDBUFFORCE, &size,
		       sizeof(size)))
		_exit(1);
}

/* In a file system that goes with the process: no path leads to its bottom. */
static void go_deep(void)
{
	int i;

	if (mkdir("deep", 0755) ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("none", "deep", "tmpfs", 0, NULL) || chdir("deep"))
		_exit(1);
	for (i = 0; i < DEPTH; i++)
		if (mkdir("a", 0755) || chdir("a"))
			_exit(1);
}

static int open_file(int nr)
{
	char name[16];
	int fd;

	snprintf(name, sizeof(name), "f%d", nr);
	fd = make_file(name, O_RDWR);
	if (ftruncate(fd, 4096))
		_exit(1);
	return fd;
}

static void go_deep_with(int fd)
{
	const struct rlimit limit = { 2 * FILES, 2 * FILES };
	int ends[2];

	setrlimit(RLIMIT_NOFILE, &limit);
	make_sockets(SOCK_STREAM, ends);
	go_deep();
	if (open_file(0) != fd)
		_exit(1);
}

static void make_file_open(void)
{
	int i;

	go_deep_with(FILE_);
	for (i = 1; i < FILES; i++)
		open_file(0);
}

static void make_files_open(void)
{
	int i;

	go_deep_with(FILE_);
	for (i = 1; i < FILES; i++)
		open_file(i);
}

static void make_files_in_flight(void)
{
	int i, fd;

	go_deep_with(FILE_);
	for (i = 1; i < INFLIGHT; i++) {
		fd = open_file(i);
		if (scm_send(END, fd))
			_exit(1);
		close(fd);
	}
}

static void make_files_mapped(void)
{
	int i, fd;

	go_deep_with(FILE_);
	for (i = 1; i < FILES; i++) {
		fd = open_file(i);
		if (mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0) ==
		    MAP_FAILED)
			_exit(1);
		close(fd);
	}
}

/* A queue of many messages; the end that they wait at. */
static int make_queue(int type)
{
	int ends[2], i;

	make_sockets(type, ends);
	for (i = 0; i < MESSAGES; i++)
		if (send(ends[0], "", 1, MSG_DONTWAIT) != 1)
			_exit(1);
	return ends[1];
}

static void make_stream(void)
{
	make_queue(SOCK_STREAM);
}

/* Nothing of the kernel's walks over datagrams: as many of it stand in. */
static int stream;

/* The bound of such a queue is the network namespace's. */
static void make_datagrams(void)
{
	int fd = open("/proc/sys/net/unix/max_dgram_qlen", O_WRONLY);

	if (dprintf(fd, "%d\n", 2 * MESSAGES) < 0)
		_exit(1);
	close(fd);
	make_queue(SOCK_DGRAM);
	stream = make_queue(SOCK_STREAM);
}

static void count_as_many_bytes(void *unused)
{
	(void)unused;
	count_bytes(stream);
}

static void make_mappings(void)
{
	int fd = memfd_create("mapped", 0), i;

	if (ftruncate(fd, 4096))
		_exit(1);
	for (i = 0; i < MAPPINGS; i++)	/* neighbours are not merged */
		if (mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0) ==
		    MAP_FAILED)
			_exit(1);
}

#define DEEP(make_, call_)                                                  \
	{                                                                   \
		.make = make_,                                              \
		.call = call_,                                              \
		.unit = write_name,                                         \
		.percent = NAMES * 100,                                     \
	}

const struct costly costly_file = DEEP(make_file_open, dup_and_close);
const struct costly costly_files = DEEP(make_files_open, dup_and_close);
const struct costly costly_in_flight = DEEP(make_files_in_flight, send_byte);
const struct costly costly_mapped = DEEP(make_files_mapped, map_and_unmap);

const struct costly costly_stream = {
	.make = make_stream,
	.call = send_byte,
	.unit = count_its_bytes,
	.percent = 100,
};

const struct costly costly_datagrams = {
	.make = make_datagrams,
	.call = send_byte,
	.unit = count_as_many_bytes,
	.percent = 100,
};

const struct costly costly_mappings = {
	.make = make_mappings,
	.call = map_and_unmap,
	.unit = read_itself,
	.percent = 50,
};
