// SPDX-License-Identifier: GPL-2.0-only
/*
 * An inode's locks are in three lists under flc_lock. It is only tried for: the
 * kernel breaks leases under it, and sent their signals under tasklist_lock
 * there (Documentation/internals.md). A lock in a list is granted. Requests
 * that wait hang on the lock that blocks them, under the global
 * blocked_lock_lock, which modules cannot take: whether there are any is read,
 * who they are is not.
 */
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/pid.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

#include "compat.h"
#include "locks.h"
#include "snapshot.h"

/* Locks of one inode that are listed; of one that is met in flight. */
#define FDMAP_MAX_LOCKS		1024
#define FDMAP_MAX_LOCKS_DEEP	4

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
	return "";
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
static bool fdmap_lock_copy(struct fdmap_snapshot *snap,
			    const struct fdmap_inode *inode,
			    const struct fdmap_compat_lock *lock)
{
	struct fdmap_lock *copy = fdmap_snapshot_add(snap, FDMAP_LOCKS);

	if (!copy)
		return false;
	copy->inode = inode;
	copy->kind = fdmap_lock_kind(lock->flags);
	copy->mode = fdmap_lock_mode(lock);
	copy->owner = (struct fdmap_ref){ .object = lock->owner };
	copy->since = fdmap_turn_since(&snap->turn);
	copy->waited = lock->waited;
	fdmap_lock_fill_range(copy, lock->start, lock->end);
	fdmap_lock_fill_pid(copy, snap, lock);
	return true;
}

/* Say that not all are listed; false: no room. */
static bool fdmap_lock_say(struct fdmap_snapshot *snap,
			   const struct fdmap_inode *inode, const char *kind)
{
	struct fdmap_lock *copy = fdmap_snapshot_add(snap, FDMAP_LOCKS);
	static const struct fdmap_lock none = {
		.mode = F_UNLCK,
		.start.word = "-",
		.end.word = "-",
		.owner.word = "-",
		.pid.word = "-",
	};

	if (!copy)
		return false;
	*copy = none;
	copy->inode = inode;
	copy->kind = kind;
	return true;
}

/**
 * struct fdmap_locks_walk - going over an inode's locks
 * @snap:	snapshot
 * @inode:	row of the inode
 * @lock:	the flc_lock that is held
 * @left:	locks that are still listed
 * @any:	whether one was listed; nobody is heeded before
 */
struct fdmap_locks_walk {
	struct fdmap_snapshot *snap;
	const struct fdmap_inode *inode;
	spinlock_t *lock;	/* see above */
	unsigned int left;
	bool any;
};

/* Whether the walk has to end: enough is listed, or somebody waits. */
static bool fdmap_locks_is_over(const struct fdmap_locks_walk *walk)
{
	return !walk->left ||
	       (walk->any && (spin_is_contended(walk->lock) ||
			      fdmap_turn_is_pressed(&walk->snap->turn)));
}

/* Copy the next lock, or say that there are more; false: stop. */
static bool fdmap_locks_step(void *data, const struct fdmap_compat_lock *lock)
{
	struct fdmap_locks_walk *walk = data;

	if (fdmap_locks_is_over(walk)) {
		fdmap_lock_say(walk->snap, walk->inode, "more");
		return false;
	}
	walk->left--;
	walk->any = true;
	return fdmap_lock_copy(walk->snap, walk->inode, lock);
}

/**
 * fdmap_locks_copy() - copy the locks on an inode
 * @snap:	snapshot
 * @inode:	inode, kept by the caller
 * @row:	its row
 *
 * Return: false: no room.
 * Context: any but interrupts; tries for flc_lock.
 */
bool fdmap_locks_copy(struct fdmap_snapshot *snap, struct inode *inode,
		      const struct fdmap_inode *row)
{
	struct file_lock_context *context =
		locks_inode_context(inode);
	struct fdmap_locks_walk walk = {
		.snap = snap,
		.inode = row,
		.left = snap->turn.depth ? FDMAP_MAX_LOCKS_DEEP :
					   FDMAP_MAX_LOCKS,
	};

	if (!context)
		return true;
	walk.lock = &context->flc_lock;
	if (!spin_trylock(&context->flc_lock))	/* holds the lists still */
		return fdmap_lock_say(snap, row, "busy");
	fdmap_compat_walk_locks(context, fdmap_locks_step, &walk);
	spin_unlock(&context->flc_lock);
	return !fdmap_snapshot_rows(snap, FDMAP_LOCKS)->full;
}

/*
 * Whether the owner is known to be what has its address in the snapshot: both
 * were copied in one hold. (Locks are copied with the first file of an inode,
 * and their owners are files of that inode.)
 */
static bool fdmap_lock_owner_is_known(struct fdmap_snapshot *snap,
				      const struct fdmap_lock *lock)
{
	const struct fdmap_file *file;

	if (lock->owner.word)
		return true;
	file = fdmap_snapshot_find(snap, FDMAP_FILES, lock->owner.object);
	return !file || file->since == lock->since;
}

/**
 * fdmap_locks_finish() - forget owners that may be others by now
 * @snap:	snapshot, after all files
 *
 * Context: may sleep.
 */
void fdmap_locks_finish(struct fdmap_snapshot *snap)
{
	const struct fdmap_vec *rows = fdmap_snapshot_rows(snap, FDMAP_LOCKS);
	size_t i;

	for (i = 0; i < rows->nr; i++) {
		struct fdmap_lock *lock = fdmap_vec_at(rows, i);

		if (!fdmap_lock_owner_is_known(snap, lock))
			lock->owner.word = "-";
		cond_resched();
	}
}
