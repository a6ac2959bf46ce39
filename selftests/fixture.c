// SPDX-License-Identifier: GPL-2.0-only
/* Reading fdmap's files, and children that wait between their steps. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "fixture.h"

#define CHILD_SECONDS 20
#define WHOLE_TRIES   10

const char *fixture_path(const char *name)
{
	static char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);
	char *slash;

	path[n < 0 ? 0 : n] = 0;
	slash = strrchr(path, '/');
	if (!slash || slash + strlen(name) + 2 > path + sizeof(path))
		return name;
	strcpy(slash + 1, name);
	return path;
}

int open_pid(pid_t pid)
{
	char path[64];

	snprintf(path, sizeof(path), FDMAP_DIR "/%d", pid);
	return open(path, O_RDONLY | O_CLOEXEC);
}

char *slurp(int fd, size_t step, size_t *length)
{
	size_t room = 1 << 16;
	char *bytes = NULL;
	ssize_t n = 1;

	for (*length = 0; n > 0; *length += n) {
		if (!bytes || *length + step >= room)
			bytes = realloc(bytes, room = 2 * room + step);
		n = read(fd, bytes + *length, step);
		if (n < 0) {
			snprintf(fdmap_error, sizeof(fdmap_error),
				 "cannot read: %s", strerror(errno));
			free(bytes);
			return NULL;
		}
	}
	bytes[*length] = 0;
	return bytes;
}

/* The text is the document's for as long as the test lives. */
struct fdmap_document *read_pid(pid_t pid)
{
	int fd = open_pid(pid);
	size_t length;
	char *bytes;

	if (fd < 0) {
		snprintf(fdmap_error, sizeof(fdmap_error),
			 "cannot open the file of %d: %s", pid,
			 strerror(errno));
		return NULL;
	}
	bytes = slurp(fd, 1 << 16, &length);
	close(fd);
	return bytes ? fdmap_parse(bytes, length) : NULL;
}

struct fdmap_document *read_whole(pid_t pid)
{
	struct fdmap_document *document = read_pid(pid);
	int i;

	for (i = 1; i < WHOLE_TRIES && document &&
		    document->snapshot == FDMAP_CHUNKED; i++) {
		fdmap_free(document);
		document = read_pid(pid);
	}
	return document;
}

struct meeting {
	sem_t ready, go;
	long shared[256];
};

static bool wait_ready(struct child *child)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += CHILD_SECONDS;
	while (sem_timedwait(&child->meeting->ready, &until))
		if (errno != EINTR)
			return false;
	return true;
}

bool child_clone(struct child *child, unsigned long flags,
		 void (*fn)(struct child *, void *), void *arg)
{
	pid_t parent = getpid();

	child->meeting = mmap(NULL, sizeof(*child->meeting),
			      PROT_READ | PROT_WRITE,
			      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	child->shared = child->meeting->shared;
	sem_init(&child->meeting->ready, 1, 0);
	sem_init(&child->meeting->go, 1, 0);
	child->pid = syscall(SYS_clone, flags | SIGCHLD, 0, 0, 0, 0);
	if (child->pid < 0)
		return false;
	if (child->pid)
		return wait_ready(child);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (!(flags & CLONE_NEWPID) && getppid() != parent)
		_exit(1);
	fn(child, arg);
	child_ready(child);
	for (;;)
		pause();
}

bool child_start(struct child *child, void (*fn)(struct child *, void *),
		 void *arg)
{
	return child_clone(child, 0, fn, arg);
}

void child_ready(struct child *child)
{
	sem_post(&child->meeting->ready);
	while (sem_wait(&child->meeting->go))
		;
}

void child_release(struct child *child)
{
	sem_post(&child->meeting->go);
}

bool child_go(struct child *child)
{
	child_release(child);
	return wait_ready(child);
}

void child_hold(struct child *child, void *unused)
{
	(void)child;
	(void)unused;
}

void child_end(struct child *child)
{
	if (child->pid <= 0)	/* never born; kill(2) would take many others */
		return;
	kill(child->pid, SIGKILL);
	waitpid(child->pid, NULL, 0);
	munmap(child->meeting, sizeof(*child->meeting));
}

/* Called inside the directory that holds it, so that no path is too long. */
static int remove_one(const char *path, const struct stat *st, int type,
		      struct FTW *ftw)
{
	(void)st;
	(void)type;
	return remove(path + ftw->base);
}

/* Waits, without a descriptor, for the end of its parent; then cleans up. */
static void __attribute__((noreturn)) janitor(const char *path, pid_t parent)
{
	sigset_t signals;
	int sig;

	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	setsid();
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() == parent)
		sigwait(&signals, &sig);
	nftw(path, remove_one, 16, FTW_CHDIR | FTW_DEPTH | FTW_PHYS);
	_exit(0);
}

void temp_dir(void)
{
	char path[] = "/tmp/fdmap.XXXXXX";
	pid_t parent = getpid();

	if (!mkdtemp(path) || chmod(path, 0755)) {
		fprintf(stderr, "# cannot make '%s': %s\n", path,
			strerror(errno));
		_exit(1);
	}
	if (!fork())
		janitor(path, parent);
	if (chdir(path))
		_exit(1);
}

int make_file(const char *name, int flags)
{
	int fd = open(name, flags | O_CREAT, 0644);

	if (fd < 0) {
		fprintf(stderr, "# cannot make '%s': %s\n", name,
			strerror(errno));
		_exit(1);
	}
	return fd;
}
