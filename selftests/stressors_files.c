// SPDX-License-Identifier: GPL-2.0-only
/* Changes of files, mappings, locks and what is watched. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"
#include "stressors.h"

/* A file and its directory get other names, and none, while they are open. */
void rename_and_unlink(unsigned int nr)
{
	char name[64], other[64];
	int dir, fd;

	snprintf(name, sizeof(name), "%s", stressor_name("a"));
	snprintf(other, sizeof(other), "%s", stressor_name("b\n\033\xff"));
	mkdir(name, 0700);
	dir = open(name, O_RDONLY | O_DIRECTORY);
	fd = openat(dir, "file", O_RDWR | O_CREAT, 0600);
	renameat(dir, "file", dir, "a longer name than can be kept inside");
	rename(name, other);
	fchdir(dir);
	unlinkat(dir, "a longer name than can be kept inside", 0);
	if (chdir("..") || rmdir(other))
		_exit(1);
	close(nr % 2 ? fd : dir);
	close(nr % 2 ? dir : fd);
}

void map_and_unmap(unsigned int nr)
{
	int fd = memfd_create("a\nmemfd", MFD_ALLOW_SEALING), i;
	void *maps[8];

	if (ftruncate(fd, 8 * 4096))
		return;
	for (i = 0; i < 8; i++)
		maps[i] = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd,
			       (7 - i) * 4096);
	if (nr % 2)
		close(fd);
	for (i = 0; i < 8; i++)
		munmap(maps[i], 4096);
	close(nr % 2 ? -1 : fd);
}

void watch_and_forget(unsigned int nr)
{
	struct epoll_event event = { .events = EPOLLIN };
	int set = epoll_create1(0), inotify = inotify_init1(IN_NONBLOCK), i;
	int counter = eventfd(nr, EFD_SEMAPHORE), ends[2];

	for (i = 0; i < 8 && !pipe(ends); i++) {
		epoll_ctl(set, EPOLL_CTL_ADD, ends[0], &event);
		epoll_ctl(set, EPOLL_CTL_ADD, counter, &event);
		epoll_ctl(set, EPOLL_CTL_DEL, counter, &event);
		inotify_rm_watch(inotify, inotify_add_watch(inotify, ".",
							    IN_OPEN));
		fcntl(ends[1], F_SETPIPE_SZ, 4096 << i);
		close(ends[nr % 2]);
		close(ends[!(nr % 2)]);
	}
	close(set);
	close(inotify);
	close(counter);
}

void lock_and_unlock(unsigned int nr)
{
	struct flock lock = { .l_whence = SEEK_SET };
	int fd = make_file(stressor_name("locked"), O_RDWR), i;

	for (i = 0; i < 16; i++) {
		lock.l_type = i % 2 ? F_RDLCK : F_WRLCK;
		lock.l_start = 10 * (rand() % 8);
		lock.l_len = 1 + rand() % 30;
		fcntl(fd, i % 4 < 2 ? F_SETLK : F_OFD_SETLK, &lock);
	}
	flock(fd, nr % 2 ? LOCK_SH : LOCK_EX);
	fcntl(fd, F_SETOWN, getpid());
	fcntl(fd, F_SETLEASE, F_RDLCK);
	close(fd);
}
