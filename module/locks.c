// SPDX-License-Identifier: GPL-2.0-only
/*
 * An inode's locks are in three lists under flc_lock, which is taken inside
 * files->file_lock; the kernel never takes them the other way round (flock and
 * fcntl work on the inode with no lock of the table held). A lock in a list is
 * granted. Requests that wait hang on the lock that blocks them, under the
 * global blocked_lock_lock, which modules cannot take: whether there are any is
 * read, who they are is not.
 */
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/pid.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>

#include "compat.h"
#include "ident.h"
#include "locks.h"
#include "snapshot.h"

/* Locks of one inode that are listed. */
#define FDMAP_MAX_LOCKS	1024

static const char *fdmap_lock_kind(unsigned int flags)
{
	static const struct {
		unsigned int flag;
		const char *kind;
	} kinds[] = {
		{ FL_OFDLCK, "ofd" },
		{ FL_POSIX, "posix" },
		{ FL_FLOCK, "flock" },
		{ FL_DELEG, "deleg" },
		{ FL_LEASE, "lease" },
		{ FL_LAYOUT, "layout" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		if (flags & kinds[i].flag)
			return kinds[i].kind;
	}
	return "-";
}

/* A lease that is being broken has the mode that it will have. */
static u32 fdmap_lock_mode(const struct fdmap_compat_lock *lock)
{
	if (lock->flags & FL_UNLOCK_PENDING)
		return F_UNLCK;
	if (lock->flags & FL_DOWNGRADE_PENDING)
		return F_RDLCK;
	return lock->type;
}

/*
 * The number of a lock's process. What is noted is one of the initial
 * namespace; an OFD lock is no process's.
 */
static void fdmap_lock_fill_pid(struct fdmap_lock *copy,
				const struct fdmap_snapshot *snap,
				const struct fdmap_compat_lock *lock)
{
	copy->pid.value = 0;
	if (lock->pid > 0 && !(lock->flags & FL_OFDLCK)) {
		rcu_read_lock();	/* keeps the pid */
		copy->pid.value = pid_nr_ns(find_pid_ns(lock->pid,
							&init_pid_ns),
					    snap->ns);
		rcu_read_unlock();
	}
	copy->pid.word = copy->pid.value ? NULL : "-";
}

static void fdmap_lock_fill_range(struct fdmap_lock *copy, loff_t start,
				  loff_t end)
{
	copy->start.value = start;
	copy->start.word = NULL;
	copy->end.value = end;
	copy->end.word = end == OFFSET_MAX ? "eof" : NULL;
}

/* Copy one lock; false: no room. */
static bool fdmap_lock_copy(struct fdmap_snapshot *snap, u64 inode,
			    const struct fdmap_compat_lock *lock)
{
	struct fdmap_lock *copy = fdmap_snapshot_add(snap, FDMAP_LOCKS);

	if (!copy)
		return false;
	copy->inode = inode;
	copy->kind = fdmap_lock_kind(lock->flags);
	copy->mode = fdmap_lock_mode(lock);
	copy->owner.id = fdmap_ident_of(lock->owner);
	copy->owner.word = NULL;
	copy->waited = lock->waited;
	fdmap_lock_fill_range(copy, lock->start, lock->end);
	fdmap_lock_fill_pid(copy, snap, lock);
	return true;
}

/* Say that there are more; false: no room. */
static bool fdmap_lock_copy_more(struct fdmap_snapshot *snap, u64 inode)
{
	struct fdmap_lock *copy = fdmap_snapshot_add(snap, FDMAP_LOCKS);
	static const struct fdmap_lock more = {
		.kind = "more",
		.mode = F_UNLCK,
		.start.word = "-",
		.end.word = "-",
		.owner.word = "-",
		.pid.word = "-",
	};

	if (!copy)
		return false;
	*copy = more;
	copy->inode = inode;
	return true;
}

/**
 * struct fdmap_locks_walk - going over an inode's locks
 * @snap:	snapshot
 * @inode:	id of the inode
 * @left:	locks that are still listed
 */
struct fdmap_locks_walk {
	struct fdmap_snapshot *snap;
	u64 inode;
	unsigned int left;
};

/* Copy the next lock, or say that there are more; false: stop. */
static bool fdmap_locks_step(void *data, const struct fdmap_compat_lock *lock)
{
	struct fdmap_locks_walk *walk = data;

	if (!walk->left--) {
		fdmap_lock_copy_more(walk->snap, walk->inode);
		return false;
	}
	return fdmap_lock_copy(walk->snap, walk->inode, lock);
}

/**
 * fdmap_locks_copy() - copy the locks on an inode
 * @snap:	snapshot
 * @inode:	inode, kept by the caller
 * @id:		its id
 *
 * Return: false: no room.
 * Context: any but interrupts; takes flc_lock.
 */
bool fdmap_locks_copy(struct fdmap_snapshot *snap, struct inode *inode, u64 id)
{
	struct file_lock_context *context =
		locks_inode_context(inode);
	struct fdmap_locks_walk walk = {
		.snap = snap,
		.inode = id,
		.left = snap->brief ? 0 : FDMAP_MAX_LOCKS,
	};

	if (!context)
		return true;
	spin_lock(&context->flc_lock);	/* holds the lists still */
	fdmap_compat_walk_locks(context, fdmap_locks_step, &walk);
	spin_unlock(&context->flc_lock);
	return !fdmap_snapshot_rows(snap, FDMAP_LOCKS)->full;
}
