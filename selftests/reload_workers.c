// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "factories.h"
#include "fixture.h"
#include "reload_workers.h"

#define DEBUGFS_DIR "/sys/kernel/debug"

/* Files that are opened for listeners: events that wait, and that are waited for */
#define MANY 40
#define SOME 5

static int found_if(bool good)
{
	if (good)
		return 1;
	/* Unloaded; its file gone; on its way out; a listener had one of these. */
	return errno == ENOENT || errno == ENXIO || errno == ENODEV ||
	       errno == EPERM ? 0 : -1;
}

int read_own_file(void)
{
	struct fdmap_document *document;
	int fd = open_pid(getpid());
	size_t length;
	char *bytes;

	if (fd < 0)
		return found_if(false);
	bytes = slurp(fd, 1000, &length);
	close(fd);
	document = bytes ? fdmap_parse(bytes, length) : NULL;
	free(bytes);
	fdmap_free(document);
	return document ? 1 : -1;
}

/* Parts of documents, for its end is not waited for. */
int read_some_of_all(void)
{
	int fd = open(FDMAP_DIR "/all", O_RDONLY | O_CLOEXEC);
	char bytes[3000];
	ssize_t n;

	if (fd < 0)
		return found_if(false);
	n = read(fd, bytes, sizeof(bytes));
	close(fd);
	return n > 0 ? 1 : -1;
}

int look_up_many(void)
{
	char path[64];
	struct stat st;
	int pid, found = 0;

	for (pid = 0; pid < 50; pid++) {
		snprintf(path, sizeof(path), FDMAP_DIR "/%d", pid);
		found += !stat(path, &st);
	}
	return found_if(found);
}

int list_directory(void)
{
	DIR *dir = opendir(FDMAP_DIR);

	if (!dir)
		return found_if(false);
	while (readdir(dir))
		;
	closedir(dir);
	return 1;
}

/* A directory that stays open over the module's end, listed ever again. */
int list_what_is_open(void)
{
	static int fd = -1;
	char entries[1000];
	int error;
	long n;

	if (fd < 0)
		fd = open(FDMAP_DIR, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return found_if(false);
	lseek(fd, 0, SEEK_SET);
	do
		n = syscall(SYS_getdents64, fd, entries, sizeof(entries));
	while (n > 0);
	error = errno;
	if (!n)
		return 1;
	close(fd);
	fd = -1;
	errno = error;
	return found_if(false);
}

/* A name held over the module's end, opened then. */
int hold_a_name(void)
{
	int held = open(FDMAP_DIR "/1", O_PATH | O_CLOEXEC), fd, error;
	char path[64];

	if (held < 0)
		return found_if(false);
	usleep(rand() % 20000);	/* within a load, or over its end */
	snprintf(path, sizeof(path), "/proc/self/fd/%d", held);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	error = errno;
	close(fd);
	close(held);
	errno = error;
	return found_if(fd >= 0);
}

int stand_in_the_directory(void)
{
	int fd, error;

	if (chdir(FDMAP_DIR))
		return found_if(false);
	usleep(rand() % 20000);	/* within a load, or over its end */
	fd = open("all", O_RDONLY | O_CLOEXEC);
	error = errno;
	close(fd);
	if (chdir("/"))
		return -1;
	errno = error;
	return found_if(fd >= 0);
}

int watch_by_inotify(void)
{
	int group = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	int watch, error;

	watch = inotify_add_watch(group, FDMAP_DIR, IN_ALL_EVENTS);
	error = errno;
	usleep(rand() % 20000);	/* within a load, or over its end */
	look_up_many();
	close(group);
	errno = error;
	return found_if(watch >= 0);
}

/* What others open of debugfs is opened once more, for who reads the event. */
static int listener(unsigned int flags, uint64_t mask)
{
	int group = fanotify_init(flags | FAN_CLOEXEC, O_RDONLY | O_CLOEXEC);

	if (group >= 0 &&
	    fanotify_mark(group, FAN_MARK_ADD | FAN_MARK_FILESYSTEM, mask,
			  AT_FDCWD, DEBUGFS_DIR)) {
		close(group);
		group = -1;
	}
	if (group < 0)
		errno = LACKING;
	return group;
}

/* Files that exist as long as the module does, and the directory. */
static void open_some(int n)
{
	char path[64];
	int pid;

	for (pid = 0; pid < n; pid++) {
		snprintf(path, sizeof(path), FDMAP_DIR "/%d", pid);
		close(open(path, O_RDONLY | O_CLOEXEC));
	}
	close(open(FDMAP_DIR, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

/* Whether what the next event is about could be opened. */
static int take_event(int group, bool permit)
{
	struct fanotify_event_metadata event;
	struct fanotify_response response;

	if (read(group, &event, sizeof(event)) < 0)
		return found_if(false);
	response.fd = event.fd;
	response.response = FAN_ALLOW;
	if (permit && write(group, &response, sizeof(response)) < 0)
		return -1;
	close(event.fd);
	return 1;
}

int listen_by_fanotify(void)
{
	static int group = -1;
	int found, result = 0;

	if (group < 0)
		group = listener(FAN_CLASS_NOTIF | FAN_NONBLOCK,
				 FAN_OPEN | FAN_ONDIR);
	if (group < 0)
		return -1;
	open_some(MANY);
	while ((found = take_event(group, false)) >= 0)
		result |= found;
	return errno == EAGAIN ? result : -1;
}

static void *permit_all(void *group)
{
	while (take_event(*(int *)group, true) >= 0)
		;
	return NULL;
}

int permit_by_fanotify(void)
{
	static int group = -1;
	struct stat st;
	pthread_t thread;

	if (group < 0) {
		group = listener(FAN_CLASS_CONTENT, FAN_OPEN_PERM | FAN_ONDIR);
		if (group < 0 ||
		    pthread_create(&thread, NULL, permit_all, &group))
			return -1;
	}
	open_some(SOME);
	return found_if(!stat(FDMAP_DIR, &st));
}

static int mount_overlayfs(void)
{
	static bool ready;

	if (!ready) {
		load_driver("overlay");
		if (unshare(CLONE_NEWNS) ||
		    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL))
			return -1;
		mkdir("empty", 0700);
		mkdir("overlay", 0700);
		ready = true;
	}
	if (!mount("overlay", "overlay", "overlay", MS_RDONLY,
		   "lowerdir=" DEBUGFS_DIR ":empty"))
		return 0;
	errno = LACKING;
	return -1;
}

/* It keeps the entries of its lower layer as long as it is mounted. */
int open_through_overlayfs(void)
{
	static const char *const paths[] = {
		"overlay/fdmap", "overlay/fdmap/all", "overlay/fdmap/1",
	};
	int error = 0, fd = -1;
	char bytes[3000];
	size_t i;
	DIR *dir;

	if (mount_overlayfs())
		return -1;
	for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		usleep(rand() % 3000);
		dir = opendir(paths[i]);
		while (dir && readdir(dir))
			;
		if (dir)
			closedir(dir);
		fd = open(paths[i], O_RDONLY | O_CLOEXEC);
		error = fd < 0 ? errno : 0;
		while (read(fd, bytes, sizeof(bytes)) > 0)
			;
		close(fd);
	}
	if (umount2("overlay", 0))
		return -1;
	errno = error;
	return found_if(fd >= 0);
}
