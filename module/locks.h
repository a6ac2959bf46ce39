/* SPDX-License-Identifier: GPL-2.0-only */
/* [locks]: POSIX, OFD and flock locks and leases. */
#ifndef FDMAP_LOCKS_H
#define FDMAP_LOCKS_H

#include <linux/types.h>

struct fdmap_inode;
struct fdmap_snapshot;
struct inode;

bool fdmap_locks_copy(struct fdmap_snapshot *snap, struct inode *inode,
		      const struct fdmap_inode *row);
void fdmap_locks_finish(struct fdmap_snapshot *snap);

#endif /* FDMAP_LOCKS_H */
