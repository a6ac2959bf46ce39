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
 * Inside it, files->file_lock keeps filled slots as they are: a slot owns a
 * reference to its struct file, so while the lock is held the file, its path
 * and its inode cannot go away, and are read without taking one. (A slot that
 * was reserved may be filled meanwhile: fd_install() takes no lock.) task_lock
 * before file_lock is the kernel's own order (seq_show() in fs/proc/fd.c).
 *
 * The kernel takes task_lock inside tasklist_lock. So nothing that somebody may
 * hold who waits for tasklist_lock is waited for here: inside the two locks all
 * others are only tried for (Documentation/internals.md lists them). Nothing
 * sleeps or allocates: room is made before.
 *
 * How long a hold lasts is in turn.h: it ends after the descriptor at which
 * somebody waits. So what others wait for is one descriptor's work. A search
 * through free slots is bounded by FDMAP_CHUNK_SCAN.
 *
 * All of it is one RCU read side, see fdmap_socket_finish().
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
#include "inflight.h"
#include "kinds.h"
#include "pin.h"
#include "snapshot.h"
#include "turn.h"

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
	desc->file = copy;
	desc->fd = fd;
	desc->older = copy->desc;
	desc->cloexec = cloexec;
	copy->fd = fd;
	copy->desc = fdmap_snapshot_rows(snap, FDMAP_DESCS)->nr;
	copy->nr_descs++;
	return true;
}

/* The same, or nothing at all. */
static bool fdmap_hold_try_desc(struct fdmap_snapshot *snap, unsigned int fd,
				struct file *file, bool cloexec)
{
	struct fdmap_mark mark;

	fdmap_snapshot_mark(snap, &mark);
	if (fdmap_hold_copy_desc(snap, fd, file, cloexec))
		return true;
	fdmap_snapshot_revert(snap, &mark);
	return false;
}

/*
 * What a slot refers to; NULL while an open that reserved it is under way. With
 * file_lock held, but fd_install() fills slots without.
 */
static struct file *fdmap_hold_slot(const struct fdtable *fdt, unsigned int fd)
{
	return rcu_dereference_raw(fdt->fd[fd]);
}

/*
 * Copy slots from holder->fd on, and move that on: one at least, then as many
 * as the turn lasts.
 */
static enum fdmap_hold fdmap_hold_copy_slots(struct fdmap_holder *holder,
					     struct files_struct *files)
{
	const struct fdtable *fdt = files_fdtable(files);
	unsigned int end = fdt->max_fds;
	bool first = true;
	unsigned int fd;

	if (holder->fd >= end)
		return FDMAP_HOLD_END;
	if (end - holder->fd > FDMAP_CHUNK_SCAN)
		end = holder->fd + FDMAP_CHUNK_SCAN;

	for (fd = find_next_bit(fdt->open_fds, end, holder->fd); fd < end;
	     fd = find_next_bit(fdt->open_fds, end, fd + 1)) {
		struct file *file = fdmap_hold_slot(fdt, fd);

		if (!file)
			continue;
		holder->fd = fd;
		if (!first && fdmap_turn_is_over(&holder->snap->turn))
			return FDMAP_HOLD_MORE;
		first = false;
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
			    struct files_struct *files)
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
			     struct files_struct *files, const void *data);

/*
 * Do it under the locks; -ESRCH if the table is gone. Not inlined, so that how
 * long holds are can be measured from outside.
 */
static noinline int fdmap_hold_do(struct fdmap_holder *holder,
				  fdmap_hold_fn work, const void *data)
{
	struct files_struct *files;
	int result = -ESRCH;

	task_lock(holder->task);	/* pins ->files */
	files = holder->task->files;
	if (files && fdmap_hold_same(holder, files)) {
		spin_lock(&files->file_lock);	/* keeps what slots refer to */
		result = work(holder, files, data);
		spin_unlock(&files->file_lock);
	}
	task_unlock(holder->task);
	return result;
}

/* The locks are held: from now on what the slots refer to is kept. */
static void fdmap_hold_begin(struct fdmap_holder *holder,
			     struct files_struct *files)
{
	struct fdmap_turn *turn = &holder->snap->turn;

	fdmap_turn_begin(turn, holder->task);
	turn->inner = &files->file_lock;
	turn->files = files;
}

/* The same with a snapshot: 0 or more by @work, GONE if the table is gone. */
static enum fdmap_hold fdmap_hold_copy(struct fdmap_holder *holder,
				       fdmap_hold_fn work, const void *data)
{
	int ended;

	rcu_read_lock();
	ended = fdmap_hold_do(holder, work, data);
	fdmap_turn_end(&holder->snap->turn);
	fdmap_socket_finish(holder->snap);
	rcu_read_unlock();
	return ended < 0 ? FDMAP_HOLD_GONE : ended;
}

/* Note what a hold took in which one descriptor alone took too long. */
static void fdmap_hold_note(struct fdmap_snapshot *snap, size_t before)
{
	size_t nr = fdmap_snapshot_rows(snap, FDMAP_DESCS)->nr;

	if (nr <= before + 1 && fdmap_turn_is_late(&snap->turn))
		snap->slow += fdmap_turn_age(&snap->turn);
}

static int fdmap_hold_copy_chunk(struct fdmap_holder *holder,
				 struct files_struct *files, const void *data)
{
	struct fdmap_snapshot *snap = holder->snap;
	size_t before = fdmap_snapshot_rows(snap, FDMAP_DESCS)->nr;
	int ended;

	fdmap_hold_begin(holder, files);
	fdmap_hold_copy_table(holder, files);
	ended = fdmap_hold_copy_slots(holder, files);
	fdmap_hold_note(snap, before);
	return ended;
}

/**
 * fdmap_hold_chunk() - copy the next chunk of the table, in one hold
 * @holder:	target, with a row for the table in its snapshot and room
 *
 * Context: process context, no locks held; takes and releases the target's.
 */
enum fdmap_hold fdmap_hold_chunk(struct fdmap_holder *holder)
{
	return fdmap_hold_copy(holder, fdmap_hold_copy_chunk, NULL);
}

static int fdmap_hold_weigh(struct fdmap_holder *holder,
			    struct files_struct *files, const void *data)
{
	const struct fdtable *fdt = files_fdtable(files);
	unsigned int end = min_t(unsigned int, fdt->max_fds, FDMAP_CHUNK_SCAN);

	return bitmap_weight(fdt->open_fds, end);
}

/**
 * fdmap_hold_count() - how many descriptors the table has, about
 * @holder:	target, before its first chunk
 *
 * Return: that number, as far as FDMAP_CHUNK_SCAN goes; 0 if there is no table.
 * Context: process context, no locks held; takes and releases the target's.
 */
unsigned int fdmap_hold_count(struct fdmap_holder *holder)
{
	return max(fdmap_hold_do(holder, fdmap_hold_weigh, NULL), 0);
}

/**
 * fdmap_hold_want() - say which file is wanted
 * @wanted:	what to say it in
 * @row:	the file's row, with a descriptor
 *
 * Context: any.
 */
void fdmap_hold_want(struct fdmap_wanted *wanted, const struct fdmap_file *row)
{
	wanted->fd = row->fd;
	wanted->file = row->key.object;
	wanted->inode = *row->inode;
	wanted->kind = row->kind;
}

/*
 * The file that a slot refers to, if it is the one that is wanted. It may have
 * been freed since it was copied, and another have got its address; one of the
 * same kind with the same inode passes for it.
 */
static struct file *fdmap_hold_wanted(struct files_struct *files,
				      const struct fdmap_wanted *wanted)
{
	const struct fdtable *fdt = files_fdtable(files);
	struct file *file;

	if (wanted->fd >= fdt->max_fds)
		return NULL;
	file = fdmap_hold_slot(fdt, wanted->fd);
	if (!file || file != wanted->file ||
	    !fdmap_file_is_inode(&wanted->inode, file_inode(file)) ||
	    fdmap_kind_of(file) != wanted->kind)
		return NULL;
	return file;
}

static int fdmap_hold_copy_queue(struct fdmap_holder *holder,
				 struct files_struct *files, const void *data)
{
	const struct fdmap_file *row = data;
	struct fdmap_wanted wanted;
	struct file *file;

	fdmap_hold_want(&wanted, row);
	file = fdmap_hold_wanted(files, &wanted);
	if (!file)
		return FDMAP_HOLD_END;
	fdmap_hold_begin(holder, files);
	return fdmap_inflight_copy(holder->snap, file, row) ? FDMAP_HOLD_END :
							       FDMAP_HOLD_ROOM;
}

/**
 * fdmap_hold_queue() - copy what is in flight in a socket, in one hold
 * @holder:	target
 * @row:	row of the socket's file, with a descriptor
 *
 * Return: END also if the descriptor does not refer to the socket any more.
 * Context: process context, no locks held; takes and releases the target's.
 */
enum fdmap_hold fdmap_hold_queue(struct fdmap_holder *holder,
				 const struct fdmap_file *row)
{
	return fdmap_hold_copy(holder, fdmap_hold_copy_queue, row);
}

/* What fdmap_hold_get() is handed. */
struct fdmap_hold_pinned {
	const struct fdmap_wanted *wanted;
	struct fdmap_pin *pin;
};

static int fdmap_hold_get(struct fdmap_holder *holder,
			  struct files_struct *files, const void *data)
{
	const struct fdmap_hold_pinned *pinned = data;
	struct file *file = fdmap_hold_wanted(files, pinned->wanted);

	if (file)
		fdmap_pin_get(pinned->pin, file);
	return !!file;
}

/**
 * fdmap_hold_pin() - take a reference on a file that was copied
 * @holder:	target; it needs no snapshot
 * @wanted:	the file
 * @pin:	reference
 *
 * Return: false if the descriptor does not refer to that file any more.
 * Context: process context, no locks held; takes and releases the target's.
 */
bool fdmap_hold_pin(struct fdmap_holder *holder,
		    const struct fdmap_wanted *wanted, struct fdmap_pin *pin)
{
	const struct fdmap_hold_pinned pinned = {
		.wanted = wanted,
		.pin = pin,
	};

	return fdmap_hold_do(holder, fdmap_hold_get, &pinned) > 0;
}
