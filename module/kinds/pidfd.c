// SPDX-License-Identifier: GPL-2.0-only
/* pidfd_open(2), clone(2) with CLONE_PIDFD: the process it refers to. */
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/pid.h>
#include <linux/rcupdate.h>

#include "detail.h"
#include "fops.h"
#include "kinds.h"
#include "snapshot.h"

/**
 * fdmap_pidfd_copy() - copy which process a pidfd refers to
 * @snap:	snapshot
 * @file:	the pidfd, kept by the caller: it owns a reference to the pid
 * @row:	its row
 *
 * Return: false: no room.
 * Context: any.
 */
bool fdmap_pidfd_copy(struct fdmap_snapshot *snap, struct file *file,
		      const struct fdmap_file *row)
{
	struct pid *pid;
	bool alive;

	if (!fdmap_fops_are(file->f_op, FDMAP_FOPS_PIDFD | FDMAP_FOPS_PIDFS))
		return true;	/* another's, of the same name */
	/* 6.9: a file system of its own, where the inode has the pid. */
	pid = row->kind->fs ? file_inode(file)->i_private : file->private_data;
	rcu_read_lock();	/* keeps the task */
	alive = pid_task(pid, PIDTYPE_PID);
	rcu_read_unlock();
	if (!alive)
		return fdmap_detail_add(snap, row, "pid", "gone");
	return fdmap_detail_add(snap, row, "pid", "%d",
				pid_nr_ns(pid, snap->ns));
}
