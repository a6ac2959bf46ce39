// SPDX-License-Identifier: GPL-2.0-only
/*
 * [paths]: directories that a task holds without a file: a path is a reference
 * to a dentry, and so to its inode, and to a mount.
 *
 * Locks: task_lock() pins task->fs, whose own lock, inside it, keeps the paths
 * (the order of get_task_root() in fs/proc/base.c).
 */
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/fs_struct.h>
#include <linux/kernel.h>
#include <linux/path.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/spinlock.h>

#include "compat.h"
#include "file.h"
#include "paths.h"
#include "snapshot.h"

/* Add a path; false: no room, rows may have been added. */
static bool fdmap_paths_add(struct fdmap_snapshot *snap,
			    const struct path *path, const char *as)
{
	const struct fdmap_inode *inode;
	struct fdmap_path *row;

	inode = fdmap_file_copy_inode(snap, d_inode(path->dentry));
	row = fdmap_snapshot_add(snap, FDMAP_PATHS);
	if (!inode || !row)
		return false;
	row->as = as;
	row->inode = inode->id;
	return fdmap_file_copy_name(snap, path, &row->name);
}

/* One hold; false: no room, rows may have been added. */
static bool fdmap_paths_hold(struct fdmap_snapshot *snap, void *data)
{
	struct task_struct *task = data;
	struct fs_struct *fs;
	bool room = true;

	task_lock(task);	/* pins ->fs */
	fs = fdmap_compat_task_fs(task);
	if (fs) {
		fdmap_compat_fs_lock(fs);	/* keeps pwd and root */
		room = fdmap_paths_add(snap, &fs->pwd, "cwd") &&
		       fdmap_paths_add(snap, &fs->root, "root");
		fdmap_compat_fs_unlock(fs);
	}
	task_unlock(task);
	return room;
}

/**
 * fdmap_paths_copy() - copy a task's working and root directory
 * @snap:	snapshot
 * @task:	the task, kept by the caller
 *
 * Return: 0 or -ENOMEM.
 * Context: process context, no locks held; may sleep.
 */
int fdmap_paths_copy(struct fdmap_snapshot *snap, struct task_struct *task)
{
	return fdmap_snapshot_insist(snap, fdmap_paths_hold, task);
}
