/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One hold of a target's locks: how long it may last, and what it keeps.
 *
 * Whoever holds task_lock() of a task can stall every fork and exit of the
 * machine, since the kernel takes it inside tasklist_lock. So a turn is over as
 * soon as somebody waits for one of its locks or for the processor, and after
 * FDMAP_TURN_NS in any case. On PREEMPT_RT and below hypervisors, where
 * nobody can tell who waits, that alone bounds it.
 */
#ifndef FDMAP_TURN_H
#define FDMAP_TURN_H

#include <linux/sched.h>
#include <linux/sched/clock.h>
#include <linux/spinlock.h>
#include <linux/types.h>

#include "compat.h"
#include "rows.h"

struct dentry;
struct file;
struct files_struct;
struct mm_struct;
struct super_block;
struct vfsmount;

/*
 * Nanoseconds after which the locks are let go though nobody is known to wait:
 * an emulated processor copies 1,024 descriptors in that time.
 */
#define FDMAP_TURN_NS	4000000

/* Locks inside each other that each keep files, and so far are told apart. */
#define FDMAP_TURN_DEPTHS	5

/**
 * struct fdmap_turn - the present hold
 * @until:	when it is over, sched_clock() of the processor that the locks
 *		tie the holder to
 * @outer:	the target's alloc_lock, which task_lock() takes
 * @inner:	the table's file_lock, NULL if that is not held
 * @files:	the table whose descriptors are copied, if @outer keeps it, or
 *		NULL
 * @mm:		the address space whose mmap_lock is held, or NULL
 * @epoch:	counts the moments at which files began or ceased to be kept
 * @kept:	@epoch when that happened last, for the target's locks and for
 *		those of the queues, one in another, that are held inside them
 * @depth:	index of the innermost in @kept
 * @sb:		file system that was named last, for comparing only, or NULL
 * @fs:		its name
 * @dentry:	path that was named last, likewise
 * @mnt:	its mount
 * @name:	its name
 * @lasted:	nanoseconds that the hold before lasted
 */
struct fdmap_turn {
	u64 until;
	spinlock_t *outer;	/* see above */
	spinlock_t *inner;	/* see above */
	struct files_struct *files;
	struct mm_struct *mm;
	u64 epoch;
	u64 kept[FDMAP_TURN_DEPTHS];
	unsigned int depth;
	const struct super_block *sb;
	const char *fs;
	const struct dentry *dentry;
	const struct vfsmount *mnt;
	struct fdmap_name name;
	u64 lasted;
};

static inline void fdmap_turn_begin(struct fdmap_turn *turn,
				    struct task_struct *task)
{
	turn->until = sched_clock() + FDMAP_TURN_NS;
	turn->outer = &task->alloc_lock;
	turn->depth = 0;
	turn->kept[0] = ++turn->epoch;
	turn->fs = NULL;
	turn->dentry = NULL;
}

/* Nanoseconds since it began. */
static inline u64 fdmap_turn_age(const struct fdmap_turn *turn)
{
	return sched_clock() - turn->until + FDMAP_TURN_NS;
}

static inline void fdmap_turn_end(struct fdmap_turn *turn)
{
	turn->lasted = turn->outer ? fdmap_turn_age(turn) : 0;
	turn->outer = NULL;
	turn->inner = NULL;
	turn->files = NULL;
	turn->mm = NULL;
	turn->kept[0] = ++turn->epoch;
}

/* A lock inside the others was taken, and is let go. */
static inline void fdmap_turn_push(struct fdmap_turn *turn)
{
	turn->kept[++turn->depth] = ++turn->epoch;
}

static inline void fdmap_turn_pop(struct fdmap_turn *turn)
{
	turn->kept[turn->depth--] = ++turn->epoch;
	turn->dentry = NULL;	/* may be another one from now on */
}

/* Since when what is copied now is kept. */
static inline u64 fdmap_turn_since(const struct fdmap_turn *turn)
{
	return turn->kept[turn->depth];
}

/*
 * Whether what is kept now is what was copied at that depth, kept since then:
 * it is kept still, or what is kept now was kept all the while.
 */
static inline bool fdmap_turn_keeps(const struct fdmap_turn *turn,
				    unsigned int depth, u64 since)
{
	return turn->kept[depth] == since || since >= fdmap_turn_since(turn);
}

static inline bool fdmap_turn_is_late(const struct fdmap_turn *turn)
{
	return sched_clock() > turn->until;
}

/*
 * Whether somebody waits for one of the target's locks. On PREEMPT_RT nobody
 * can tell; there the locks are sleeping locks, whose waiters lend the holder
 * their priority. There and below a hypervisor only the time counts.
 */
static inline bool fdmap_turn_is_wanted(const struct fdmap_turn *turn)
{
	if (IS_ENABLED(CONFIG_PREEMPT_RT) || fdmap_compat_spin_is_blind())
		return fdmap_turn_is_late(turn);
	return spin_is_contended(turn->outer) ||
	       (turn->inner && spin_is_contended(turn->inner));
}

/*
 * Whether a list of what one descriptor leads to has to end. Below a
 * hypervisor, where only the time counts, it may take ten times as long as a
 * turn, for it is not told in parts.
 */
static inline bool fdmap_turn_is_pressed(const struct fdmap_turn *turn)
{
	if (need_resched() && fdmap_turn_is_late(turn))
		return true;
	if (!IS_ENABLED(CONFIG_PREEMPT_RT) && fdmap_compat_spin_is_blind())
		return fdmap_turn_age(turn) > 10 * FDMAP_TURN_NS;
	return fdmap_turn_is_wanted(turn);
}

/* Whether the locks have to be let go before the next descriptor. */
static inline bool fdmap_turn_is_over(const struct fdmap_turn *turn)
{
	return fdmap_turn_is_wanted(turn) || need_resched() ||
	       fdmap_turn_is_late(turn);
}

void fdmap_turn_give_way(const struct fdmap_turn *turn);
bool fdmap_turn_has_slot(const struct fdmap_turn *turn, unsigned int fd,
			 const struct file *file);
bool fdmap_turn_has_mapping(const struct fdmap_turn *turn,
			    unsigned long address, const struct file *file);

#endif /* FDMAP_TURN_H */
