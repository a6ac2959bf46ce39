// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reading cannot stop the machine.  A call that walks all tasks (pivot_root(2),
 * in a user namespace anybody's) waits for each task's lock with the list of
 * tasks locked, and with a fork waiting, nobody else gets that list.  Kernels
 * before "fs/fcntl: fix SOFTIRQ-unsafe lock order in fasync signaling" take it
 * to signal a group, inside the locks of what the signal tells of.  Whoever
 * waits for one of those with a task's lock closes the circle.  On other kernels
 * the same only has to go on well.
 *
 * Each party of a circle keeps a processor, so it takes as many as there are
 * parties to see it close; the machine is dead then.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "pivot.h"

#define SECONDS 2

/* So many that a reader is nearly always busy with them. */
#define PAIRS 400

/* Descriptors of all parties: both ends of each pair. */
static int pairs[PAIRS][2];

/* The group that is signalled, as F_SETOWN takes it. */
static pid_t group;

static void open_unix(int nr)
{
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pairs[nr]))
		_exit(1);
}

/* The first one makes the listener, with a port that the kernel chooses. */
static void open_tcp(int nr)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t length = sizeof(address);
	static int listener;

	if (!listener) {
		listener = socket(AF_INET, SOCK_STREAM, 0);
		listen(listener, 1);
	}
	pairs[nr][1] = socket(AF_INET, SOCK_STREAM, 0);
	if (getsockname(listener, (void *)&address, &length) ||
	    connect(pairs[nr][1], (void *)&address, length))
		_exit(1);
	pairs[nr][0] = accept(listener, NULL, NULL);
}

static void open_pipe(int nr)
{
	if (pipe2(pairs[nr], O_NONBLOCK) ||
	    fcntl(pairs[nr][0], F_SETFL, O_NONBLOCK | O_ASYNC))
		_exit(1);
}

/* In static memory: the name of the file of this number. */
static const char *file_name(int nr)
{
	static char name[16];

	snprintf(name, sizeof(name), "%d", nr);
	return name;
}

/* A lease of a file is read through this descriptor only. */
static void open_file(int nr)
{
	close(make_file(file_name(nr), O_RDWR));
	pairs[nr][0] = open(file_name(nr), O_RDONLY);
}

static void empty(int fd)
{
	char bytes[64];

	recv(fd, bytes, 1, MSG_OOB | MSG_DONTWAIT);
	while (recv(fd, bytes, sizeof(bytes), MSG_DONTWAIT) > 0)
		;
}

static bool send_urgent(int nr)
{
	bool sent = send(pairs[nr][1], "!", 1, MSG_OOB | MSG_DONTWAIT) == 1;

	empty(pairs[nr][0]);
	return sent;
}

static bool write_and_read(int nr)
{
	char byte = '!';

	return write(pairs[nr][1], &byte, 1) == 1 &&
	       read(pairs[nr][0], &byte, 1) == 1;
}

/* Giving a lease up makes the file nobody's. */
static bool break_lease(int nr)
{
	bool broken;

	fcntl(pairs[nr][0], F_SETOWN, group);
	fcntl(pairs[nr][0], F_SETLEASE, F_RDLCK);
	broken = open(file_name(nr), O_WRONLY | O_NONBLOCK) < 0;
	fcntl(pairs[nr][0], F_SETLEASE, F_UNLCK);
	return broken;
}

static bool change_owner(int nr)
{
	return !fcntl(pairs[nr][0], F_SETOWN, group);
}

static bool pivot_once(int nr)
{
	(void)nr;
	return pivot();
}

static bool fork_once(int nr)
{
	pid_t pid = vfork();

	(void)nr;
	if (!pid)
		_exit(0);
	return pid > 0 && waitpid(pid, NULL, 0) == pid;
}

static void prepare_pivot(void)
{
	if (!pivot_prepare())
		_exit(1);
}

/*
 * struct party - what goes on all the time beside the reader
 * @prepare: once, before
 * @act: on the pair of this number; whether it went well
 */
struct party {
	const char *name;
	void (*prepare)(void);
	bool (*act)(int nr);
};

static const struct party parties[] = {
	{ "pivot_root", prepare_pivot, pivot_once },
	{ "fork", NULL, fork_once },
	{ "MSG_OOB", NULL, send_urgent },
	{ "write", NULL, write_and_read },
	{ "lease", NULL, break_lease },
	{ "F_SETOWN", NULL, change_owner },
};

/* A bit for each. */
enum {
	PIVOT = 1 << 0,
	FORK = 1 << 1,
	URGENT = 1 << 2,
	WRITE = 1 << 3,
	LEASE = 1 << 4,
	OWNER = 1 << 5,
	WALK = PIVOT | FORK,	/* what every circle has */
};

/* A processor for each, if there are enough; the reader has the first. */
static void take_processor(int nr)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(nr, &set);
	sched_setaffinity(0, sizeof(set), &set);
}

struct seat {
	const struct party *party;
	int processor;
};

static void act_on(struct child *child, void *arg)
{
	const struct seat *seat = arg;
	int nr;

	if (seat->party->prepare)
		seat->party->prepare();
	child_ready(child);
	take_processor(seat->processor);
	for (nr = PAIRS - 1;; nr = nr ? nr - 1 : PAIRS - 1)
		child->shared[0] += seat->party->act(nr);
}

static void lead_group(struct child *child, void *unused)
{
	(void)child;
	(void)unused;
	signal(SIGIO, SIG_IGN);
	if (setpgid(0, 0))
		_exit(1);
}

FIXTURE(circle) {
	struct child target, party[ARRAY_SIZE(parties)];
};

/*
 * @open: make the pair of this number
 * @parties: bits of those that take part; the others' struct child stays empty
 */
FIXTURE_VARIANT(circle) {
	void (*open)(int nr);
	unsigned int parties;
};

/* unix_state_lock() */
FIXTURE_VARIANT_ADD(circle, urgent_data) {
	.open = open_unix,
	.parties = WALK | URGENT,
};

/* The lock of the socket, from a softirq. */
FIXTURE_VARIANT_ADD(circle, urgent_data_by_tcp) {
	.open = open_tcp,
	.parties = WALK | URGENT,
};

/* flc_lock */
FIXTURE_VARIANT_ADD(circle, leases) {
	.open = open_file,
	.parties = WALK | LEASE,
};

/* The lock of a file's owner, shared with the signal, wanted by another. */
FIXTURE_VARIANT_ADD(circle, owners) {
	.open = open_pipe,
	.parties = WALK | WRITE | OWNER,
};

FIXTURE_SETUP(circle)
{
	struct seat seat = { .processor = 0 };
	size_t i;
	int nr;

	temp_dir();
	for (nr = 0; nr < PAIRS; nr++)
		variant->open(nr);
	START_CHILD(&self->target, lead_group, NULL);
	group = -self->target.pid;
	for (nr = 0; nr < PAIRS; nr++)
		ASSERT_EQ(0, fcntl(pairs[nr][0], F_SETOWN, group));
	for (i = 0; i < ARRAY_SIZE(parties); i++) {
		if (!(variant->parties & 1 << i))
			continue;
		seat.party = &parties[i];
		seat.processor++;
		START_CHILD(&self->party[i], act_on, &seat);
	}
}

FIXTURE_TEARDOWN(circle)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(parties); i++)
		child_end(&self->party[i]);
	child_end(&self->target);
}

/* Opening takes the locks; the text is another matter. */
static bool read_once(pid_t pid)
{
	int fd = open_pid(pid);

	return fd >= 0 && !close(fd);
}

static bool all_acted(const FIXTURE_DATA(circle) *self)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(parties); i++)
		if (self->party[i].pid && !self->party[i].shared[0])
			return false;
	return true;
}

/* A party that cannot act lets the time run out. */
TEST_F_TIMEOUT(circle, is_not_closed_by_reading, 120)
{
	time_t until = time(NULL) + SECONDS;
	int readings = 0;
	size_t i;

	take_processor(0);
	for (i = 0; i < ARRAY_SIZE(parties); i++)
		if (self->party[i].pid)
			child_release(&self->party[i]);
	while (time(NULL) < until || !all_acted(self)) {
		ASSERT_TRUE(read_once(self->target.pid))
			TH_LOG("%s", strerror(errno));
		readings++;
	}
	for (i = 0; i < ARRAY_SIZE(parties); i++)
		if (self->party[i].pid)
			TH_LOG("%s: %ld times", parties[i].name,
			       self->party[i].shared[0]);
	TH_LOG("read: %d times", readings);
	READ_PID(self->target.pid);
}

FDMAP_TEST_MAIN
