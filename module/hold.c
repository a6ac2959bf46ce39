// SPDX-License-Identifier: GPL-2.0-only
/*
 * Holding a target's locks.
 *
 * Locks and life times
 *
 * task_lock(task) pins task->files: whoever drops a table takes it out of the
 * task under that lock first (exit_files(), unshare_files(), close_range()).
 * RCU would not do, and a reference on the table would be seen by exec, which
 * then copies the table and loses its POSIX locks.
 *
 * Inside it, files->file_lock holds the slots still. A filled slot owns a
 * reference to its struct file, so while the lock is held the file, its path
 * and its inode cannot go away, and are read without taking one. task_lock
 * before file_lock is the kernel's own order (seq_show() in fs/proc/fd.c).
 *
 * Nothing under the two locks sleeps or allocates: room for a chunk is made
 * before. A chunk is bounded by FDMAP_CHUNK_DESCS descriptors and
 * FDMAP_CHUNK_SCAN slots.
 */
#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/fdtable.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/spinlock.h>

#include "file.h"
#include "hold.h"
#include "ident.h"
#include "pin.h"
#include "snapshot.h"

/* A table of RLIMIT_NOFILE's usual 1024 descriptors is one chunk. */
#define FDMAP_CHUNK_DESCS	1024

/* 2^20 slots are 128 KiB of bitmap to search: NR_OPEN's usual value. */
#define FDMAP_CHUNK_SCAN	BIT(20)

/* Copy what a slot refers to; false: no room, rows may have been added. */
static bool fdmap_hold_copy_desc(struct fdmap_snapshot *snap, unsigned int fd,
				 struct file *file, bool cloexec)
{
	struct fdmap_file *copy = fdmap_file_copy(snap, file);
	struct fdmap_desc *desc;

	if (!copy)
		return false;
	desc = fdmap_snapshot_add(snap, FDMAP_DESCS);
	if (!desc)
		return false;
	if (!copy->has_fd) {
		copy->has_fd = true;
		copy->fd = fd;
	}
	desc->file = copy;
	desc->fd = fd;
	desc->cloexec = cloexec;
	return true;
}

/* The same, or nothing at all. */
static bool fdmap_hold_try_desc(struct fdmap_snapshot *snap, unsigned int fd,
				struct file *file, bool cloexec)
{
	struct fdmap_mark mark;

	fdmap_snapshot_mark(snap, &mark);
	if (fdmap_hold_copy_desc(snap, fd, file, cloexec)) {
		snap->brief = false;
		return true;
	}
	fdmap_snapshot_revert(snap, &mark);
	return false;
}

/* What a slot refers to; NULL while an open that reserved it is under way. */
static struct file *fdmap_hold_slot(struct files_struct *files,
				    const struct fdtable *fdt, unsigned int fd)
{
	return rcu_dereference_protected(fdt->fd[fd],
					 lockdep_is_held(&files->file_lock));
}

/* Copy a chunk of slots from holder->fd on, and move that on. */
static enum fdmap_hold fdmap_hold_copy_slots(struct fdmap_holder *holder,
					     struct files_struct *files)
{
	const struct fdtable *fdt = files_fdtable(files);
	unsigned int left = FDMAP_CHUNK_DESCS;
	unsigned int end = fdt->max_fds;
	unsigned int fd;

	if (holder->fd >= end)
		return FDMAP_HOLD_END;
	if (end - holder->fd > FDMAP_CHUNK_SCAN)
		end = holder->fd + FDMAP_CHUNK_SCAN;

	for (fd = find_next_bit(fdt->open_fds, end, holder->fd); fd < end;
	     fd = find_next_bit(fdt->open_fds, end, fd + 1)) {
		struct file *file = fdmap_hold_slot(files, fdt, fd);

		if (!file)
			continue;
		holder->fd = fd;
		if (!left--)
			return FDMAP_HOLD_MORE;
		if (!fdmap_hold_try_desc(holder->snap, fd, file,
					 test_bit(fd, fdt->close_on_exec)))
			return FDMAP_HOLD_ROOM;
	}
	holder->fd = end;
	return end < fdt->max_fds ? FDMAP_HOLD_MORE : FDMAP_HOLD_END;
}

/* What of the table itself is shown, as of the latest hold. */
static void fdmap_hold_copy_table(struct fdmap_holder *holder,
				  struct files_struct *files)
{
	struct fdmap_table *table = fdmap_snapshot_table(holder->snap);

	table->id = fdmap_ident_of(files);
	table->users = atomic_read(&files->count);
	table->max = files_fdtable(files)->max_fds;
	table->next = files->next_fd;
	table->limit.soft = task_rlimit(holder->task, RLIMIT_NOFILE);
	table->limit.hard = task_rlimit_max(holder->task, RLIMIT_NOFILE);
}

/* Whether @files is the table of the holds before. */
static bool fdmap_hold_same(struct fdmap_holder *holder,
			    const struct files_struct *files)
{
	u64 exec_id = READ_ONCE(holder->task->self_exec_id);

	if (!holder->files) {
		holder->files = files;
		holder->exec_id = exec_id;
	}
	return holder->files == files && holder->exec_id == exec_id;
}

/* What to do while the locks are held; its result is not negative. */
typedef int (*fdmap_hold_fn)(struct fdmap_holder *holder,
			     struct files_struct *files, void *data);

/* Do it under the locks; -ESRCH if the table is gone. */
static int fdmap_hold_do(struct fdmap_holder *holder, fdmap_hold_fn work,
			 void *data)
{
	struct files_struct *files;
	int result = -ESRCH;

	task_lock(holder->task);	/* pins ->files */
	files = holder->task->files;
	if (files && fdmap_hold_same(holder, files)) {
		spin_lock(&files->file_lock);	/* holds the slots still */
		result = work(holder, files, data);
		spin_unlock(&files->file_lock);
	}
	task_unlock(holder->task);
	return result;
}

static int fdmap_hold_copy(struct fdmap_holder *holder,
			   struct files_struct *files, void *data)
{
	fdmap_hold_copy_table(holder, files);
	return fdmap_hold_copy_slots(holder, files);
}

/**
 * fdmap_hold_chunk() - copy the next chunk of the table, in one hold
 * @holder:	target, with a row for the table in its snapshot and room
 *
 * Context: process context, no locks held; takes and releases the target's.
 */
enum fdmap_hold fdmap_hold_chunk(struct fdmap_holder *holder)
{
	int ended = fdmap_hold_do(holder, fdmap_hold_copy, NULL);

	return ended < 0 ? FDMAP_HOLD_GONE : ended;
}

static int fdmap_hold_weigh(struct fdmap_holder *holder,
			    struct files_struct *files, void *data)
{
	const struct fdtable *fdt = files_fdtable(files);
	unsigned int end = min_t(unsigned int, fdt->max_fds, FDMAP_CHUNK_SCAN);

	return min_t(int, bitmap_weight(fdt->open_fds, end),
		     FDMAP_CHUNK_DESCS);
}

/**
 * fdmap_hold_count() - how many descriptors the first chunk will have, about
 * @holder:	target, before its first chunk
 *
 * Return: that number, to make room by; 0 if there is no table.
 * Context: process context, no locks held; takes and releases the target's.
 */
unsigned int fdmap_hold_count(struct fdmap_holder *holder)
{
	return max(fdmap_hold_do(holder, fdmap_hold_weigh, NULL), 0);
}

/**
 * struct fdmap_hold_wanted - a file that is to be pinned
 * @row:	its row, with a descriptor
 * @pin:	reference
 */
struct fdmap_hold_wanted {
	const struct fdmap_file *row;
	struct fdmap_pin *pin;
};

static int fdmap_hold_get(struct fdmap_holder *holder,
			  struct files_struct *files, void *data)
{
	const struct fdtable *fdt = files_fdtable(files);
	struct fdmap_hold_wanted *wanted = data;
	struct file *file;

	if (wanted->row->fd >= fdt->max_fds)
		return false;
	file = fdmap_hold_slot(files, fdt, wanted->row->fd);
	if (!file || !fdmap_file_is(wanted->row, file))
		return false;
	fdmap_pin_get(wanted->pin, file);
	return true;
}

/**
 * fdmap_hold_pin() - take a reference on a file that was copied
 * @holder:	target
 * @row:	the file's row, with a descriptor
 * @pin:	reference
 *
 * Return: false if the descriptor does not refer to that file any more.
 * Context: process context, no locks held; takes and releases the target's.
 */
bool fdmap_hold_pin(struct fdmap_holder *holder, const struct fdmap_file *row,
		    struct fdmap_pin *pin)
{
	struct fdmap_hold_wanted wanted = { .row = row, .pin = pin };

	return fdmap_hold_do(holder, fdmap_hold_get, &wanted) > 0;
}
