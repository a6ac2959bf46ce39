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
		return "";
	}
}

/* The number, if a process has it still, as f_getown() in fs/fcntl.c tells. */
static void fdmap_owner_fill(struct fdmap_owner *copy,
			     const struct fdmap_snapshot *snap,
			     const struct fown_struct *owner)
{
	bool alive;

	rcu_read_lock();	/* keeps the task */
	alive = pid_task(owner->pid, owner->pid_type);
	rcu_read_unlock();
	copy->type = fdmap_owner_type(owner->pid_type);
	copy->pid.value = pid_nr_ns(owner->pid, snap->ns);
	copy->pid.word = copy->pid.value ? NULL : "-";
	if (!alive)
		copy->pid.word = "gone";
	copy->signal = owner->signum;
}

/* Add a row, or if @owner is NULL that it was locked; false: no room. */
static bool fdmap_owner_add(struct fdmap_snapshot *snap,
			    const struct fdmap_file *row,
			    const struct fown_struct *owner)
{
	struct fdmap_owner *copy = fdmap_snapshot_add(snap, FDMAP_OWNERS);

	if (!copy)
		return false;
	*copy = (struct fdmap_owner){
		.file = row,
		.type = "",
		.pid.word = "busy",
	};
	if (owner)
		fdmap_owner_fill(copy, snap, owner);
	return true;
}

/**
 * fdmap_owner_copy() - copy who gets a file's signals, if somebody does
 * @snap:	snapshot
 * @file:	file, kept by the caller
 * @row:	its row
 *
 * Return: false: no room.
 * Context: process context; tries for the owner's lock.
 */
bool fdmap_owner_copy(struct fdmap_snapshot *snap, struct file *file,
		      const struct fdmap_file *row)
{
	struct fown_struct *owner = fdmap_compat_file_f_owner(file);
	unsigned long flags;
	bool room;

	if (!owner || !READ_ONCE(owner->pid))
		return true;
	/* Holds pid, pid_type and signum; signals are sent under it. */
	if (!fdmap_compat_read_trylock_irqsave(&owner->lock, &flags))
		return fdmap_owner_add(snap, row, NULL);
	room = !owner->pid || fdmap_owner_add(snap, row, owner);
	fdmap_compat_read_unlock_irqrestore(&owner->lock, flags);
	return room;
}
