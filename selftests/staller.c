// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "deadline.h"
#include "factories.h"
#include "fuse_server.h"
#include "staller.h"

/* A call of epoll_wait() that had to wait for somebody. */
#define LONG_CALL 0.003

static mode_t device_mode;

void staller_prepare(void)
{
	struct stat st;

	mkdir("fuse", 0755);
	load_driver("fuse");
	if (stat("/dev/fuse", &st))
		return;
	device_mode = st.st_mode & 07777;
	chmod("/dev/fuse", 0666);	/* as udev does */
}

void staller_done(void)
{
	chmod("/dev/fuse", device_mode);
}

/* Who changes its user may be killed by nobody's death: say so again. */
bool user_become(uid_t uid)
{
	return !setgroups(0, NULL) && !setresgid(uid, uid, uid) &&
	       !setresuid(uid, uid, uid) &&
	       !prctl(PR_SET_PDEATHSIG, SIGKILL) &&
	       !prctl(PR_SET_DUMPABLE, 1);
}

static bool write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool good = write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	close(fd);
	return good;
}

/* In namespaces of its own, where the user may mount. */
static bool enter_namespaces(uid_t uid)
{
	char map[32];

	snprintf(map, sizeof(map), "0 %d 1", uid);
	return !unshare(CLONE_NEWUSER | CLONE_NEWNS) &&
	       write_text("/proc/self/setgroups", "deny") &&
	       write_text("/proc/self/uid_map", map) &&
	       write_text("/proc/self/gid_map", map);
}

/* A page that takes for ever to touch, NULL and errno if there is none. */
static void *dead_page(void)
{
	struct fuse_server server;
	void *page;
	int fd;

	if (fuse_server_start(&server, "fuse"))
		return NULL;
	fd = open("fuse/" FUSE_FILE, O_RDWR);
	page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
	if (page == MAP_FAILED)
		return NULL;
	close(fd);
	fuse_server_hang(&server);
	return page;
}

/* One of the targets is always ready. */
static int watch_many(int targets)
{
	const struct rlimit limit = { targets + 64, targets + 64 };
	struct epoll_event event = { .events = EPOLLIN };
	int set, quiet, i;

	setrlimit(RLIMIT_NOFILE, &limit);
	set = epoll_create1(0);
	epoll_ctl(set, EPOLL_CTL_ADD, eventfd(1, 0), &event);
	quiet = eventfd(0, 0);
	for (i = 1; i < targets; i++)
		if (epoll_ctl(set, EPOLL_CTL_ADD, dup(quiet), &event))
			return -1;
	return set;
}

/* Away from the reader, if there are two processors. */
static void move_to_processor(int number)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(number, &set);
	sched_setaffinity(0, sizeof(set), &set);
}

struct trap {
	struct child *child;
	void *page;
};

static void __attribute__((noreturn)) *spring(void *arg)
{
	const struct timespec rest = { 0, 20000 };
	const struct trap *trap = arg;
	volatile long *shared = trap->child->shared;
	int set = shared[STALLER_EPOLL];
	struct epoll_event event;
	double begin;

	move_to_processor(0);
	for (;;) {
		begin = deadline_now();
		epoll_wait(set, &event, 1, 0);
		if (shared[STALLER_NOW] ||
		    deadline_now() - begin > LONG_CALL) {
			shared[STALLER_SPRUNG] = 1;
			epoll_wait(set, trap->page, 1, 0);
		}
		nanosleep(&rest, NULL);
	}
}

void staller_lie_in_wait(struct child *child, void *arg)
{
	const struct staller *staller = arg;
	static struct trap trap;
	pthread_t thread;

	if (!user_become(staller->uid) || !enter_namespaces(staller->uid)) {
		child->shared[STALLER_ERROR] = errno;
		return;
	}
	trap = (struct trap){ child, dead_page() };
	if (!trap.page) {
		child->shared[STALLER_ERROR] = errno;
		return;
	}
	child->shared[STALLER_EPOLL] = watch_many(staller->targets);
	if (child->shared[STALLER_EPOLL] < 0 ||
	    pthread_create(&thread, NULL, spring, &trap))
		_exit(1);
}
