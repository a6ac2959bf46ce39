/* SPDX-License-Identifier: GPL-2.0-only */
/* [owners]: who gets a file's signals. */
#ifndef FDMAP_OWNER_H
#define FDMAP_OWNER_H

#include <linux/types.h>

struct fdmap_file;
struct fdmap_snapshot;
struct file;

bool fdmap_owner_copy(struct fdmap_snapshot *snap, struct file *file,
		      const struct fdmap_file *row);

#endif /* FDMAP_OWNER_H */
