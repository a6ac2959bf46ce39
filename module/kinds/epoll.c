// SPDX-License-Identifier: GPL-2.0-only
/*
 * [epoll]: what an instance watches, as its show_fdinfo() tells it.
 *
 * That function takes the instance's mutex, which epoll_wait() holds while it
 * copies events to user memory, and a page fault there can last for ever. The
 * structure is private; but the mutex has been its first member since it exists
 * (struct eventpoll in fs/eventpoll.c), and looking whether a mutex is locked
 * changes nothing. If it is, the instance is "busy".
 */
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mutex.h>

#include "detail.h"
#include "fdinfo.h"
#include "kinds.h"
#include "snapshot.h"

/* The target is filled in when all files are known: fdmap_epoll_resolve(). */
static void fdmap_epoll_line(struct fdmap_snapshot *snap,
			     const struct fdmap_file *row, char *line)
{
	unsigned long long data, ino;
	unsigned int events, dev;
	struct fdmap_epoll *copy;
	int tfd;

	if (sscanf(line,
		   "tfd: %d events: %x data: %llx pos:%*d ino:%llx sdev:%x",
		   &tfd, &events, &data, &ino, &dev) != 5)
		return;
	copy = fdmap_snapshot_add(snap, FDMAP_EPOLL);
	if (!copy)
		return;
	copy->epoll = row;
	copy->target = (struct fdmap_ref){ .word = "-" };
	copy->data = data;
	copy->ino = ino;
	copy->dev = (struct fdmap_device){ .dev = dev, .valid = true };
	copy->tfd = tfd;
	copy->events = events;
}

/**
 * fdmap_epoll_inspect() - copy what an epoll instance watches
 * @snap:	snapshot
 * @file:	the instance, pinned by the caller
 * @row:	its row
 *
 * Return: 0 or -ENOMEM.
 * Context: may sleep.
 */
int fdmap_epoll_inspect(struct fdmap_snapshot *snap, struct file *file,
			const struct fdmap_file *row)
{
	struct mutex *mtx = file->private_data;

	if (mutex_is_locked(mtx)) {
		fdmap_detail_add(snap, row, "watching", "busy");
		return 0;
	}
	return fdmap_fdinfo_read(snap, file, row, fdmap_epoll_line);
}
