// SPDX-License-Identifier: GPL-2.0-only
/*
 * [paths]: directories that a task holds without a file: a path is a reference
 * to a dentry, and so to its inode, and to a mount.
 *
 * Locks: task_lock() pins task->fs, whose own lock, inside it, keeps the paths
 * (the order of get_task_root() in fs/proc/base.c). That is only tried for: it
 * is held for moments, so a few tries are enough.
 */
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/fs_struct.h>
#include <linux/kernel.h>
#include <linux/path.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/spinlock.h>

#include "compat.h"
#include "file.h"
#include "paths.h"
#include "snapshot.h"

/* How often the lock of the paths is tried for. */
#define FDMAP_PATHS_TRIES	64

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
	row->inode = inode;
	return fdmap_file_copy_name(snap, path, &row->name);
}

/* Say that they could not be had without waiting; false: no room. */
static bool fdmap_paths_add_busy(struct fdmap_snapshot *snap, void *data)
{
	struct fdmap_path *row = fdmap_snapshot_add(snap, FDMAP_PATHS);

	if (row)
		*row = (struct fdmap_path){ .as = "busy", .name.string = "" };
	return row;
}

/**
 * struct fdmap_paths_walk - what is being copied
 * @task:	the target
 * @busy:	its fs_struct was locked
 */
struct fdmap_paths_walk {
	struct task_struct *task;
	bool busy;
};

/* With task->fs pinned; false: no room, rows may have been added. */
static bool fdmap_paths_add_both(struct fdmap_snapshot *snap,
				 struct fdmap_paths_walk *walk,
				 struct fs_struct *fs)
{
	bool room;

	walk->busy = true;
	if (!fdmap_compat_fs_trylock(fs))	/* keeps pwd and root */
		return true;
	walk->busy = false;
	fdmap_turn_begin(&snap->turn, walk->task);
	room = fdmap_paths_add(snap, &fs->pwd, "cwd") &&
	       fdmap_paths_add(snap, &fs->root, "root");
	fdmap_turn_end(&snap->turn);
	fdmap_compat_fs_unlock(fs);
	return room;
}

/* One hold; false: no room, rows may have been added. */
static bool fdmap_paths_hold(struct fdmap_snapshot *snap, void *data)
{
	struct fdmap_paths_walk *walk = data;
	struct fs_struct *fs;
	bool room = true;

	rcu_read_lock();
	task_lock(walk->task);	/* pins ->fs */
	fs = fdmap_compat_task_fs(walk->task);
	if (fs)
		room = fdmap_paths_add_both(snap, walk, fs);
	task_unlock(walk->task);
	rcu_read_unlock();
	return room;
}

/**
 * fdmap_paths_copy() - copy a task's working and root directory
 * @snap:	snapshot
 * @task:	the task, kept by the caller
 *
 * Return: 0 or -ENOMEM.
 * Context: process context, no locks held; may sleep, but waits for nobody.
 */
int fdmap_paths_copy(struct fdmap_snapshot *snap, struct task_struct *task)
{
	struct fdmap_paths_walk walk = { .task = task };
	int tries = FDMAP_PATHS_TRIES;
	int err;

	do {
		err = fdmap_snapshot_insist(snap, fdmap_paths_hold, &walk);
		cond_resched();
	} while (!err && walk.busy && --tries);
	if (!err && walk.busy)
		err = fdmap_snapshot_insist(snap, fdmap_paths_add_busy, NULL);
	return err;
}
