// SPDX-License-Identifier: GPL-2.0-only
/* [epoll]: what an instance watches, as its show_fdinfo() tells it. */
#include <linux/kernel.h>

#include "kinds.h"
#include "snapshot.h"

/**
 * fdmap_epoll_read() - copy what a line of an epoll instance says
 * @snap:	snapshot
 * @row:	the instance's row
 * @line:	a line of what its show_fdinfo() says
 *
 * The target is filled in when all files are known: fdmap_targets_resolve().
 *
 * Context: may sleep.
 */
void fdmap_epoll_read(struct fdmap_snapshot *snap, const struct fdmap_file *row,
		      char *line)
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
	copy->target = NULL;
	copy->data = data;
	copy->ino = ino;
	copy->dev = (struct fdmap_device){ .dev = dev, .valid = true };
	copy->tfd = tfd;
	copy->events = events;
}
