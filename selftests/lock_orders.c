// SPDX-License-Identifier: GPL-2.0-only
/*
 * With a task locked, fdmap waits for no lock under which some kernel signals a
 * group of processes: deadlock.c tells what comes of it.  Here lockdep, which
 * needs no luck, is told of these orders by vm/orders and looks on while all
 * is read.  It keeps what it was told, so it looks on at later tests as well.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "factories.h"
#include "fixture.h"
#include "kselftest_harness.h"
#include "pivot.h"
#include "proc.h"
#include "scm.h"

#define LIST "tasklist_lock"
#define TASK "&p->alloc_lock"

/* What lockdep must have been told: the second is taken inside the first. */
static const char *const orders[][2] = {
	{ LIST, TASK },
	{ "&mm->mmap_lock", LIST },
	{ "&pipe->mutex", LIST },
	{ "&ctx->flc_lock", LIST },
	{ "&u->lock", LIST },
	{ "&u->iolock", LIST },
	{ "rlock-AF_UNIX", LIST },
	{ "clock-AF_UNIX", LIST },
	{ "sk_lock-AF_UNIX", LIST },
	{ "sk_lock-AF_INET", LIST },
	{ "sk_lock-AF_INET6", LIST },
	{ "sk_lock-AF_NETLINK", LIST },
	{ "sk_lock-AF_PACKET", LIST },
	{ "sk_lock-AF_VSOCK", LIST },
};

/* Once it has reported something, it looks no more. */
static bool lockdep_looks(void)
{
	const char *text = proc_text("/proc/lockdep_stats");
	const char *line = strstr(text, "debug_locks:");

	return line && strtol(line + strlen("debug_locks:"), NULL, 10) == 1;
}

/* Whether a line of /proc/lockdep ends with this name of a class. */
static bool names(const char *line, const char *class)
{
	const char *name = strrchr(line, ' ');

	return name && !strcmp(name + 1, class);
}

/* Paragraphs: a class, then " -> " and each that was taken inside it. */
static bool is_known(const char *outer, const char *inner)
{
	char *text = proc_text("/proc/lockdep"), *at = text, *line;
	bool inside = false, known = false;

	while (!known && (line = proc_line(&at))) {
		if (strncmp(line, " ->", 3))
			inside = names(line, outer);
		else
			known = inside && names(line, inner);
	}
	free(text);
	return known;
}

/* A pair that is connected, with data and a file under way. */
static void make_connected(int type, int pair[2])
{
	socketpair(AF_UNIX, type, 0, pair);
	send(pair[0], "data", 4, 0);
	scm_send(pair[1], pair[1]);
	fcntl(pair[0], F_SETOWN, getpid());
}

/* In an argument of the module: a file with each of the locks. */
static void make_files(char *argument)
{
	int stream[2], datagram[2], ends[2], locked;

	make_connected(SOCK_STREAM, stream);
	make_connected(SOCK_DGRAM, datagram);
	pipe(ends);
	write(ends[1], "data", 4);
	locked = make_file("locked", O_RDWR);
	flock(locked, LOCK_EX);
	sprintf(argument, "files=%d,%d,%d,%d,%d,%d,%d,%d,%d,%d", stream[0],
		stream[1], datagram[0], ends[0], locked, make_tcp_listener(),
		make_udp6(), make_netlink(), make_packet(), make_vsock());
}

static void change_root(struct child *child, void *unused)
{
	(void)child;
	(void)unused;
	if (!pivot_prepare() || !pivot())
		_exit(1);
}

/*
 * Who changes the root locks tasks in their order; the module has done the rest
 * when it is loaded. Return: 0 or -errno.
 */
static int tell_orders(int module, const char *argument)
{
	struct child pivoter;
	bool pivoted = child_start(&pivoter, change_root, NULL);

	child_end(&pivoter);
	if (!pivoted)
		return -ECHILD;
	if (syscall(SYS_finit_module, module, argument, 0) ||
	    syscall(SYS_delete_module, "orders", O_NONBLOCK))
		return -errno;
	return 0;
}

static void read_all(void)
{
	int fd = open(FDMAP_DIR "/all", O_RDONLY | O_CLOEXEC);
	size_t length;

	free(slurp(fd, 1 << 16, &length));
	close(fd);
}

TEST(tasks_are_locked_last)
{
	int module = open(fixture_path("orders.ko"), O_RDONLY | O_CLOEXEC);
	char argument[256];
	size_t i;

	if (access("/proc/lockdep", F_OK))
		SKIP(return, "this kernel has no lockdep");
	if (module < 0)
		SKIP(return, "no orders.ko beside this program");
	temp_dir();
	make_files(argument);
	make_each();
	ASSERT_TRUE(lockdep_looks())
		TH_LOG("lockdep has reported something earlier");
	ASSERT_EQ(0, tell_orders(module, argument));
	ASSERT_TRUE(lockdep_looks())
		TH_LOG("an earlier reader waited: see the kernel's log");
	for (i = 0; i < ARRAY_SIZE(orders); i++)
		EXPECT_TRUE(is_known(orders[i][0], orders[i][1]))
			TH_LOG("%s in %s", orders[i][1], orders[i][0]);
	READ_PID(getpid());
	read_all();
	EXPECT_TRUE(lockdep_looks())
		TH_LOG("a reader waited: see the kernel's log");
}

FDMAP_TEST_MAIN
