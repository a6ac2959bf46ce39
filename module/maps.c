// SPDX-License-Identifier: GPL-2.0-only
/*
 * [maps]: files that an address space holds.
 *
 * Locks and life times: get_task_mm() keeps the address space, as for
 * /proc/PID/maps. mmap_lock, which is only tried for, keeps the mappings, each
 * of which owns a reference to its file. It may be held while sleeping, but
 * rows are added as under spinlocks: when the room is used up, or after a
 * chunk, the lock is let go, and the walk goes on at the address where it
 * stopped.
 */
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mmap_lock.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>

#include "file.h"
#include "ident.h"
#include "maps.h"
#include "pin.h"
#include "snapshot.h"

/* Mappings looked at in one hold of mmap_lock. */
#define FDMAP_CHUNK_MAPS	1024

/**
 * struct fdmap_maps_walk - going over an address space
 * @snap:	snapshot
 * @mm:		the address space, kept
 * @id:		its id
 * @address:	where to go on
 * @done:	nothing is left
 */
struct fdmap_maps_walk {
	struct fdmap_snapshot *snap;
	struct mm_struct *mm;
	u64 id;
	unsigned long address;
	bool done;
};

/* Add a row that says how a file is held, or that it is not known. */
static bool fdmap_maps_add(struct fdmap_maps_walk *walk,
			   const struct fdmap_file *file, const char *as)
{
	struct fdmap_map *row = fdmap_snapshot_add(walk->snap, FDMAP_MAPS);

	if (!row)
		return false;
	row->mm = walk->id;
	row->file = file ? (struct fdmap_ref){ .id = file->id } :
			   (struct fdmap_ref){ .word = "-" };
	row->as = as;
	row->count = file ? 1 : 0;
	return true;
}

/* The row of the mappings of a file, if there is one. */
static struct fdmap_map *fdmap_maps_row(struct fdmap_maps_walk *walk,
					const struct fdmap_file *file)
{
	const struct fdmap_vec *rows =
		fdmap_snapshot_rows(walk->snap, FDMAP_MAPS);

	return file->map ? fdmap_vec_at(rows, file->map - 1) : NULL;
}

/* Count a mapping of a file; false: no room, nothing counted. */
static bool fdmap_maps_count(struct fdmap_maps_walk *walk, struct file *file)
{
	struct fdmap_file *copy = fdmap_file_copy(walk->snap, file);
	struct fdmap_map *row;

	if (!copy)
		return false;
	row = fdmap_maps_row(walk, copy);
	if (row) {
		row->count++;
		return true;
	}
	if (!fdmap_maps_add(walk, copy, "map"))
		return false;
	copy->map = fdmap_snapshot_rows(walk->snap, FDMAP_MAPS)->nr;
	return true;
}

/* The same, or nothing at all. */
static bool fdmap_maps_try(struct fdmap_maps_walk *walk, struct file *file)
{
	struct fdmap_mark mark;

	fdmap_snapshot_mark(walk->snap, &mark);
	if (fdmap_maps_count(walk, file))
		return true;
	fdmap_snapshot_revert(walk->snap, &mark);
	return false;
}

/* A chunk of mappings, with mmap_lock held. */
static void fdmap_maps_chunk(struct fdmap_maps_walk *walk)
{
	unsigned int left = FDMAP_CHUNK_MAPS;

	while (left--) {
		struct vm_area_struct *vma = find_vma(walk->mm, walk->address);

		if (!vma) {
			walk->done = true;
			return;
		}
		if (vma->vm_file && !fdmap_maps_try(walk, vma->vm_file))
			return;
		walk->address = vma->vm_end;
	}
}

/* One hold of mmap_lock. */
static void fdmap_maps_hold(struct fdmap_maps_walk *walk)
{
	if (!mmap_read_trylock(walk->mm)) {
		fdmap_maps_add(walk, NULL, "busy");
		walk->done = true;
		return;
	}
	fdmap_maps_chunk(walk);
	mmap_read_unlock(walk->mm);
}

/*
 * The executable; it may be exchanged by prctl(PR_SET_MM_EXE_FILE). False: no
 * room, rows may have been added.
 */
static bool fdmap_maps_add_exe(struct fdmap_snapshot *snap, void *data)
{
	struct fdmap_maps_walk *walk = data;
	struct fdmap_file *copy;
	struct fdmap_pin pin;

	if (!fdmap_pin_get_rcu(&pin, &walk->mm->exe_file))
		return true;
	copy = fdmap_file_copy(snap, pin.file);
	fdmap_pin_put(&pin);
	return copy && fdmap_maps_add(walk, copy, "exe");
}

static int fdmap_maps_copy_mm(struct fdmap_maps_walk *walk)
{
	int err = fdmap_snapshot_insist(walk->snap, fdmap_maps_add_exe, walk);

	while (!err && !walk->done) {
		if (fatal_signal_pending(current))
			return -EINTR;
		cond_resched();
		err = fdmap_snapshot_reserve(walk->snap);
		if (!err)
			fdmap_maps_hold(walk);
		fdmap_snapshot_widen(walk->snap);
	}
	return err;
}

/**
 * fdmap_maps_copy() - copy what a task's address space holds
 * @snap:	snapshot
 * @task:	the task, kept by the caller
 *
 * Return: 0, -ENOMEM or -EINTR.
 * Context: process context, no locks held; may sleep, but waits for nobody.
 */
int fdmap_maps_copy(struct fdmap_snapshot *snap, struct task_struct *task)
{
	struct mm_struct *mm = get_task_mm(task);
	struct fdmap_maps_walk walk = {
		.snap = snap,
		.mm = mm,
		.id = fdmap_ident_of(mm),
	};
	int err;

	if (!mm)	/* a kernel thread */
		return 0;
	err = fdmap_maps_copy_mm(&walk);
	mmput_async(mm);	/* the last one waits for asynchronous I/O */
	return err;
}
