/* SPDX-License-Identifier: GPL-2.0-only */
/* Copying open files and inodes. */
#ifndef FDMAP_FILE_H
#define FDMAP_FILE_H

#include <linux/types.h>

struct fdmap_file;
struct fdmap_inode;
struct fdmap_name;
struct fdmap_snapshot;
struct file;
struct inode;
struct path;

struct fdmap_file *fdmap_file_copy(struct fdmap_snapshot *snap,
				   struct file *file);
bool fdmap_file_is_inode(const struct fdmap_inode *copy,
			 const struct inode *inode);
const struct fdmap_inode *fdmap_file_copy_inode(struct fdmap_snapshot *snap,
						struct inode *inode);
bool fdmap_file_copy_name(struct fdmap_snapshot *snap, const struct path *path,
			  struct fdmap_name *copy);

#endif /* FDMAP_FILE_H */
