// SPDX-License-Identifier: GPL-2.0-only
/*
 * epoll tells the descriptor under which a file was added, and its inode. If
 * that descriptor now refers to a file with that inode which some epoll
 * instance watches, it is taken to be the target. (The descriptor may have been
 * closed and used again since; only kcmp(2) can tell then.)
 */
#include <linux/kernel.h>
#include <linux/sched.h>

#include "snapshot.h"
#include "targets.h"

/* The row of a descriptor, or NULL. Rows are in ascending order. */
static const struct fdmap_desc *
fdmap_targets_desc(const struct fdmap_snapshot *snap, u32 fd)
{
	const struct fdmap_vec *rows = fdmap_snapshot_rows(snap, FDMAP_DESCS);
	size_t low = 0, high = rows->nr;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct fdmap_desc *desc = fdmap_vec_at(rows, middle);

		if (desc->fd == fd)
			return desc;
		if (desc->fd < fd)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static bool fdmap_targets_match(const struct fdmap_epoll *epoll,
				const struct fdmap_file *file)
{
	return file->watched && file->inode->ino == epoll->ino &&
	       file->inode->dev.dev == epoll->dev.dev;
}

/**
 * fdmap_targets_resolve() - find the open files that are watched
 * @snap:	snapshot with all descriptors and epoll rows
 *
 * Context: may sleep.
 */
void fdmap_targets_resolve(struct fdmap_snapshot *snap)
{
	const struct fdmap_vec *rows = fdmap_snapshot_rows(snap, FDMAP_EPOLL);
	size_t i;

	for (i = 0; i < rows->nr; i++) {
		struct fdmap_epoll *epoll = fdmap_vec_at(rows, i);
		const struct fdmap_desc *desc;

		desc = fdmap_targets_desc(snap, epoll->tfd);
		if (desc && fdmap_targets_match(epoll, desc->file))
			epoll->target = desc->file;
		cond_resched();
	}
}
