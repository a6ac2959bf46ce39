// SPDX-License-Identifier: GPL-2.0-only
/*
 * [maps]: files that an address space holds.
 *
 * Locks and life times: no reference on the address space is taken, so that
 * nothing in it outlives the process. exit_mm() and exec_mmap() take task->mm
 * away under task_lock(); while that is held, and task->mm is the address
 * space, it has a user, and its mappings stay. mmap_lock, inside, which is only
 * tried for, holds them still; each owns a reference to its file. The locks are
 * let go as soon as somebody waits for one of them, and the walk goes on at the
 * address where it stopped.
 */
#include <linux/fs.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mmap_lock.h>
#include <linux/rcupdate.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>

#include "file.h"
#include "hold.h"
#include "kinds.h"
#include "maps.h"
#include "pin.h"
#include "snapshot.h"

/* How often mmap_lock is tried for, with a clock tick between. */
#define FDMAP_MAPS_TRIES	4

/*
 * How long an address space is walked, in jiffies: it may change all the while.
 */
#define FDMAP_MAPS_PATIENCE	HZ

/**
 * struct fdmap_maps_walk - going over an address space
 * @holder:	whose it is, with its snapshot
 * @mm:		the address space, for comparing only; NULL before the first
 *		hold
 * @address:	where to go on
 * @until:	when to stop, in jiffies
 */
struct fdmap_maps_walk {
	struct fdmap_holder *holder;
	struct mm_struct *mm;
	unsigned long address;
	unsigned long until;
};

/* Add a row that says how a file is held, or that it is not known. */
static bool fdmap_maps_add(struct fdmap_maps_walk *walk,
			   const struct fdmap_file *file, const char *as)
{
	struct fdmap_map *row = fdmap_snapshot_add(walk->holder->snap,
						   FDMAP_MAPS);

	if (!row)
		return false;
	row->mm = (struct fdmap_ref){ .object = walk->mm };
	if (!walk->mm)
		row->mm.word = "-";
	row->file = file;
	row->as = as;
	row->count = file ? 1 : 0;
	return true;
}

/* Count a mapping; false: no room, nothing counted. */
static bool fdmap_maps_count(struct fdmap_maps_walk *walk,
			     const struct vm_area_struct *vma)
{
	const struct fdmap_vec *rows =
		fdmap_snapshot_rows(walk->holder->snap, FDMAP_MAPS);
	struct fdmap_file *copy = fdmap_file_copy(walk->holder->snap,
						  vma->vm_file);
	struct fdmap_map *row;

	if (!copy)
		return false;
	if (copy->map) {
		row = fdmap_vec_at(rows, copy->map - 1);
		row->count++;
	} else if (fdmap_maps_add(walk, copy, "map")) {
		copy->map = rows->nr;
	} else {
		return false;
	}
	copy->address = vma->vm_start;
	return true;
}

/* The same, or nothing at all. */
static bool fdmap_maps_try(struct fdmap_maps_walk *walk,
			   const struct vm_area_struct *vma)
{
	struct fdmap_mark mark;

	fdmap_snapshot_mark(walk->holder->snap, &mark);
	if (fdmap_maps_count(walk, vma))
		return true;
	fdmap_snapshot_revert(walk->holder->snap, &mark);
	return false;
}

/* Whether the locks have to be let go. */
static bool fdmap_maps_is_over(const struct fdmap_maps_walk *walk)
{
	return fdmap_turn_is_over(&walk->holder->snap->turn) ||
	       rwsem_is_contended(&walk->mm->mmap_lock);
}

/* Mappings from walk->address on, with mmap_lock held: one at least. */
static enum fdmap_hold fdmap_maps_chunk(struct fdmap_maps_walk *walk)
{
	do {
		const struct vm_area_struct *vma =
			find_vma(walk->mm, walk->address);

		if (!vma)
			return FDMAP_HOLD_END;
		if (vma->vm_file && !fdmap_maps_try(walk, vma))
			return FDMAP_HOLD_ROOM;
		walk->address = vma->vm_end;
	} while (!fdmap_maps_is_over(walk));
	return FDMAP_HOLD_MORE;
}

/*
 * The executable; prctl(PR_SET_MM_EXE_FILE) may exchange it at any time, so
 * that it is kept by a reference of ours. False: no room.
 */
static bool fdmap_maps_add_exe(struct fdmap_maps_walk *walk)
{
	struct fdmap_file *copy;
	struct fdmap_pin pin;

	if (!fdmap_pin_get_rcu(&pin, &walk->mm->exe_file))
		return true;
	copy = fdmap_file_copy(walk->holder->snap, pin.file);
	fdmap_pin_put(&pin);
	return copy && fdmap_maps_add(walk, copy, "exe");
}

/* What to do while mmap_lock is held; the executable does not need it. */
typedef enum fdmap_hold (*fdmap_maps_fn)(struct fdmap_maps_walk *walk);

static enum fdmap_hold fdmap_maps_exe(struct fdmap_maps_walk *walk)
{
	struct fdmap_mark mark;

	fdmap_snapshot_mark(walk->holder->snap, &mark);
	if (fdmap_maps_add_exe(walk))
		return FDMAP_HOLD_END;
	fdmap_snapshot_revert(walk->holder->snap, &mark);
	return FDMAP_HOLD_ROOM;
}

/* With task_lock held, which keeps walk->mm; @locked: so is mmap_lock. */
static enum fdmap_hold fdmap_maps_turn(struct fdmap_maps_walk *walk,
				       fdmap_maps_fn work, bool locked)
{
	struct fdmap_holder *holder = walk->holder;
	struct fdmap_turn *turn = &holder->snap->turn;
	enum fdmap_hold ended;

	fdmap_turn_begin(turn, holder->task);
	turn->mm = locked ? walk->mm : NULL;
	if (holder->task->files == holder->files)
		turn->files = holder->files;
	ended = work(walk);
	fdmap_turn_end(turn);
	return ended;
}

/* The same; -EBUSY if mmap_lock is not free, and needed. */
static int fdmap_maps_locked(struct fdmap_maps_walk *walk, fdmap_maps_fn work)
{
	int ended = -EBUSY;

	if (mmap_read_trylock(walk->mm)) {	/* holds the mappings still */
		ended = fdmap_maps_turn(walk, work, true);
		mmap_read_unlock(walk->mm);
	} else if (work == fdmap_maps_exe) {
		ended = fdmap_maps_turn(walk, work, false);
	}
	return ended;
}

/* One hold; GONE if the task has left its address space, or has none. */
static int fdmap_maps_hold(struct fdmap_maps_walk *walk, fdmap_maps_fn work)
{
	struct task_struct *task = walk->holder->task;
	int ended = FDMAP_HOLD_GONE;

	rcu_read_lock();
	task_lock(task);	/* pins ->mm and ->files */
	if (!walk->mm)
		walk->mm = task->mm;
	if (walk->mm && walk->mm == task->mm)
		ended = fdmap_maps_locked(walk, work);
	task_unlock(task);
	fdmap_socket_finish(walk->holder->snap);
	rcu_read_unlock();
	return ended;
}

/* The same until mmap_lock was free, for a few clock ticks at most. */
static int fdmap_maps_insist(struct fdmap_maps_walk *walk, fdmap_maps_fn work)
{
	int tries = FDMAP_MAPS_TRIES;
	int ended;

	while ((ended = fdmap_maps_hold(walk, work)) == -EBUSY && --tries)
		schedule_timeout_killable(1);
	return ended;
}

/* Do it hold by hold; how the last one ended, or -EBUSY, -ENOMEM or -EINTR. */
static int fdmap_maps_walk(struct fdmap_maps_walk *walk, fdmap_maps_fn work)
{
	struct fdmap_snapshot *snap = walk->holder->snap;
	int ended = FDMAP_HOLD_MORE;

	while ((ended == FDMAP_HOLD_MORE || ended == FDMAP_HOLD_ROOM) &&
	       time_before(jiffies, walk->until)) {
		if (fatal_signal_pending(current))
			return -EINTR;
		cond_resched();
		if (fdmap_snapshot_reserve(snap))
			return -ENOMEM;
		ended = fdmap_maps_insist(walk, work);
		fdmap_turn_give_way(&snap->turn);
		fdmap_snapshot_widen(snap);
	}
	return ended;
}

/* Say why not all is listed; 0 or an error. */
static int fdmap_maps_say(struct fdmap_maps_walk *walk, int ended)
{
	const char *as = "more";

	if (ended == -ENOMEM || ended == -EINTR)
		return ended;
	if (ended == FDMAP_HOLD_END)
		return 0;
	if (ended == -EBUSY)
		as = "busy";
	else if (ended == FDMAP_HOLD_GONE)
		as = "torn";
	if (fdmap_snapshot_reserve_few(walk->holder->snap))
		return -ENOMEM;
	fdmap_maps_add(walk, NULL, as);
	return 0;
}

/**
 * fdmap_maps_copy() - copy what a task's address space holds
 * @holder:	the task, with a snapshot of its table
 *
 * Return: 0, -ENOMEM or -EINTR.
 * Context: process context, no locks held; sleeps killably, for
 * FDMAP_MAPS_PATIENCE at most.
 */
int fdmap_maps_copy(struct fdmap_holder *holder)
{
	struct fdmap_maps_walk walk = {
		.holder = holder,
		.until = jiffies + FDMAP_MAPS_PATIENCE,
	};
	int err;

	if (holder->task->flags & PF_KTHREAD)	/* at most a borrowed one */
		return 0;
	/* The mappings tell whether the executable is one of their files. */
	err = fdmap_maps_say(&walk, fdmap_maps_walk(&walk, fdmap_maps_chunk));
	if (err || !walk.mm)
		return err;
	walk.until = jiffies + FDMAP_MAPS_PATIENCE;
	return min(fdmap_maps_walk(&walk, fdmap_maps_exe), 0);
}
