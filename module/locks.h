/* SPDX-License-Identifier: GPL-2.0-only */
/* [locks]: POSIX, OFD and flock locks and leases. */
#ifndef FDMAP_LOCKS_H
#define FDMAP_LOCKS_H

#include <linux/types.h>

struct fdmap_snapshot;
struct inode;

bool fdmap_locks_copy(struct fdmap_snapshot *snap, struct inode *inode, u64 id);

#endif /* FDMAP_LOCKS_H */
