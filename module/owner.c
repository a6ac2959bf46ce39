// SPDX-License-Identifier: GPL-2.0-only
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/pid.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>

#include "compat.h"
#include "owner.h"
#include "snapshot.h"

static const char *fdmap_owner_type(enum pid_type type)
{
	switch (type) {
	case PIDTYPE_PID:
		return "tid";
	case PIDTYPE_TGID:
		return "pid";
	case PIDTYPE_PGID:
		return "pgrp";
	default:
		return "-";
	}
}

static void fdmap_owner_fill(struct fdmap_owner *copy,
			     const struct fdmap_snapshot *snap,
			     const struct fown_struct *owner)
{
	copy->type = fdmap_owner_type(owner->pid_type);
	copy->pid.value = pid_nr_ns(owner->pid, snap->ns);
	copy->pid.word = copy->pid.value ? NULL : "-";
	copy->signal = owner->signum;
}

/**
 * fdmap_owner_copy() - copy who gets a file's signals, if somebody does
 * @snap:	snapshot
 * @file:	file, kept by the caller
 * @row:	its row
 *
 * Return: false: no room.
 * Context: process context; takes the owner's lock, as fcntl(F_GETOWN) does.
 */
bool fdmap_owner_copy(struct fdmap_snapshot *snap, struct file *file,
		      const struct fdmap_file *row)
{
	struct fown_struct *owner = fdmap_compat_file_f_owner(file);
	struct fdmap_owner *copy = NULL;
	bool owned;

	if (!owner || !READ_ONCE(owner->pid))
		return true;
	read_lock_irq(&owner->lock);	/* holds pid, pid_type and signum */
	owned = owner->pid;
	if (owned)
		copy = fdmap_snapshot_add(snap, FDMAP_OWNERS);
	if (copy) {
		copy->file = row;
		fdmap_owner_fill(copy, snap, owner);
	}
	read_unlock_irq(&owner->lock);
	return !owned || copy;
}
