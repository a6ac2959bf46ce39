// SPDX-License-Identifier: GPL-2.0-only
/*
 * Taking a snapshot of a task, step by step.
 *
 * First the descriptor table and what it leads to, in holds of the target's
 * locks (hold.c). A table that fits into one chunk is copied in one hold: if
 * the room made for it was too small, that hold's rows are thrown away, and the
 * copy starts over with more. After each hold come the things that may sleep:
 * names of symbols, and what files say of themselves. Then what else holds
 * files.
 */
#include <linux/kernel.h>
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/string.h>

#include "copy.h"
#include "detail.h"
#include "hold.h"
#include "inflight.h"
#include "kinds.h"
#include "maps.h"
#include "paths.h"
#include "pin.h"
#include "snapshot.h"
#include "symbol.h"
#include "targets.h"
#include "tasks.h"

/* How often to look for a thread that still has a table when they are dying. */
#define FDMAP_PICK_TRIES	4

/* Look up the names of the operations that came after the first @from. */
static int fdmap_copy_symbols(struct fdmap_snapshot *snap, size_t from)
{
	const struct fdmap_vec *rows = fdmap_snapshot_rows(snap, FDMAP_OPS);
	size_t i;

	BUILD_BUG_ON(FDMAP_SYMBOL_SIZE > FDMAP_SCRATCH_SIZE);
	for (i = from; i < rows->nr; i++) {
		struct fdmap_ops *ops = fdmap_vec_at(rows, i);
		const char *name;

		name = fdmap_symbol_name(snap->scratch, ops->key.object);
		if (name && fdmap_snapshot_reserve_few(snap))
			return -ENOMEM;
		if (name)
			ops->name = fdmap_snapshot_string(snap, name);
		cond_resched();
	}
	return 0;
}

/* Add what a file says of itself; it has a descriptor. */
static int fdmap_copy_inspect(struct fdmap_holder *holder,
			      const struct fdmap_file *row)
{
	struct fdmap_snapshot *snap = holder->snap;
	struct fdmap_pin pin;
	int err;

	if (!row->kind->inspect)
		return 0;
	err = fdmap_snapshot_reserve_few(snap);
	if (err)
		return err;
	if (!fdmap_hold_pin(holder, row, &pin)) {
		fdmap_detail_add(snap, row, "state", "gone");
		return 0;
	}
	err = row->kind->inspect(snap, pin.file, row);
	fdmap_pin_put(&pin);
	return err;
}

/* The same for the files of the descriptors that came after the first @from. */
static int fdmap_copy_finish(struct fdmap_holder *holder, size_t from)
{
	const struct fdmap_vec *rows =
		fdmap_snapshot_rows(holder->snap, FDMAP_DESCS);
	int err = 0;

	for (; !err && from < rows->nr; from++) {
		const struct fdmap_desc *desc = fdmap_vec_at(rows, from);

		if (desc->fd == desc->file->fd)	/* the first of that file */
			err = fdmap_copy_inspect(holder, desc->file);
		cond_resched();
	}
	return err;
}

/* What the copy is after a hold that ended so. */
static enum fdmap_copy fdmap_copy_state(enum fdmap_copy before,
					enum fdmap_hold ended)
{
	bool first = before == FDMAP_COPY_NONE;

	switch (ended) {
	case FDMAP_HOLD_END:
		return first ? FDMAP_COPY_WHOLE : FDMAP_COPY_CHUNKED;
	case FDMAP_HOLD_GONE:
		return first ? FDMAP_COPY_NONE : FDMAP_COPY_TORN;
	default:
		return FDMAP_COPY_CHUNKED;
	}
}

/* A row for the table, before anything else. */
static int fdmap_copy_begin(struct fdmap_holder *holder)
{
	struct fdmap_snapshot *snap = holder->snap;
	int err;

	fdmap_snapshot_clear(snap);
	holder->files = NULL;
	holder->fd = 0;
	err = fdmap_snapshot_reserve_few(snap);
	if (!err)
		fdmap_snapshot_add(snap, FDMAP_TABLE);
	return err;
}

/*
 * After a hold that found too little room: true if there will be more. If one
 * descriptor alone wants more than ever fits, less will be said of it.
 */
static bool fdmap_copy_make_room(struct fdmap_snapshot *snap,
				 const struct fdmap_mark *before)
{
	size_t nr = fdmap_snapshot_rows(snap, FDMAP_DESCS)->nr;

	if (fdmap_snapshot_widen(snap))
		return true;
	if (nr == before->nr[FDMAP_DESCS])
		snap->brief = true;
	return false;
}

/* One hold and what comes after it. */
static int fdmap_copy_chunk(struct fdmap_holder *holder, enum fdmap_hold *ended)
{
	struct fdmap_snapshot *snap = holder->snap;
	struct fdmap_mark mark;
	int err;

	err = fdmap_snapshot_reserve(snap);
	if (err)
		return err;
	fdmap_snapshot_mark(snap, &mark);
	*ended = fdmap_hold_chunk(holder);
	if (*ended == FDMAP_HOLD_ROOM) {
		if (snap->brief)	/* too much all the same */
			return -ENOMEM;
		if (fdmap_copy_make_room(snap, &mark) &&
		    snap->copy == FDMAP_COPY_NONE)
			return fdmap_copy_begin(holder);
	}
	snap->copy = fdmap_copy_state(snap->copy, *ended);
	err = fdmap_copy_symbols(snap, mark.nr[FDMAP_OPS]);
	if (err)
		return err;
	return fdmap_copy_finish(holder, mark.nr[FDMAP_DESCS]);
}

/* Copy the table of @task, if it has one, hold by hold. */
static int fdmap_copy_table(struct fdmap_snapshot *snap,
			    struct task_struct *task)
{
	struct fdmap_holder holder = { .snap = snap, .task = task };
	enum fdmap_hold ended = FDMAP_HOLD_MORE;
	int err;

	snap->copy = FDMAP_COPY_NONE;
	fdmap_snapshot_expect(snap, fdmap_hold_count(&holder));
	err = fdmap_copy_begin(&holder);
	while (!err && (ended == FDMAP_HOLD_MORE || ended == FDMAP_HOLD_ROOM)) {
		if (fatal_signal_pending(current))
			return -EINTR;
		cond_resched();
		err = fdmap_copy_chunk(&holder, &ended);
	}
	if (snap->copy == FDMAP_COPY_NONE)
		fdmap_snapshot_clear(snap);
	return err;
}

/* What kinds of files these are, now that the names of operations are known. */
static void fdmap_copy_refine(struct fdmap_snapshot *snap)
{
	const struct fdmap_vec *rows = fdmap_snapshot_rows(snap, FDMAP_FILES);
	size_t i;

	for (i = 0; i < rows->nr; i++) {
		struct fdmap_file *row = fdmap_vec_at(rows, i);

		row->kind = fdmap_kind_refine(row);
		cond_resched();
	}
}

/* What else than the table holds files, and who shares it. */
static int fdmap_copy_rest(struct fdmap_snapshot *snap,
			   struct task_struct *task)
{
	size_t nr_ops = fdmap_snapshot_rows(snap, FDMAP_OPS)->nr;
	int err;

	fdmap_snapshot_table(snap)->open =
		fdmap_snapshot_rows(snap, FDMAP_DESCS)->nr;
	fdmap_targets_resolve(snap);
	err = fdmap_inflight_finish(snap) ?:
	      fdmap_maps_copy(snap, task) ?:
	      fdmap_tasks_copy(snap, task) ?:
	      fdmap_paths_copy(snap, task) ?:
	      fdmap_copy_symbols(snap, nr_ops);
	if (!err)
		fdmap_copy_refine(snap);
	return err;
}

/* Everything about @task, if it has a table. */
static int fdmap_copy_task(struct fdmap_snapshot *snap,
			   struct task_struct *task)
{
	int err = fdmap_copy_table(snap, task);

	if (err || snap->copy == FDMAP_COPY_NONE)
		return err;
	return fdmap_copy_rest(snap, task);
}

/* A thread of the group that has a table, with a reference on it, or NULL. */
static struct task_struct *fdmap_copy_pick_thread(struct task_struct *leader)
{
	struct task_struct *thread, *found = NULL;

	rcu_read_lock();	/* keeps the threads; they may be exiting */
	for_each_thread(leader, thread) {
		if (READ_ONCE(thread->files)) {
			get_task_struct(thread);
			found = thread;
			break;
		}
	}
	rcu_read_unlock();
	return found;
}

/*
 * A thread group leader may have exited, and lost its table, while other
 * threads run on. The process is theirs now: copy the table of one of them.
 */
static int fdmap_copy_thread(struct fdmap_snapshot *snap,
			     struct task_struct *leader)
{
	int tries = FDMAP_PICK_TRIES;
	int err = 0;

	while (!err && snap->copy == FDMAP_COPY_NONE && tries--) {
		struct task_struct *thread = fdmap_copy_pick_thread(leader);

		if (!thread)
			break;
		err = fdmap_copy_task(snap, thread);
		if (snap->copy != FDMAP_COPY_NONE)
			snap->via = task_pid_nr_ns(thread, snap->ns);
		put_task_struct(thread);
	}
	return err;
}

/* Who the task is, to the reader. */
static void fdmap_copy_identity(struct fdmap_snapshot *snap,
				struct task_struct *task, struct pid *pid)
{
	snap->pid = pid_nr_ns(pid, snap->ns);
	snap->tgid = task_tgid_nr_ns(task, snap->ns);
	snap->via = 0;
	task_lock(task);	/* keeps ->comm from changing meanwhile */
	strscpy(snap->comm, task->comm, sizeof(snap->comm));
	task_unlock(task);
}

/**
 * fdmap_copy_take() - copy what there is to copy of a task
 * @snap:	initialised snapshot; what it held before is forgotten
 * @pid:	the task
 * @ns:		the reader's PID namespace
 *
 * Return: 0; -ESRCH if the task is gone or not in @ns; -ENOMEM; -EINTR if the
 * reader is being killed. A task that has no table is no error: @snap->copy
 * says so.
 * Context: process context, no locks held; may sleep.
 */
int fdmap_copy_take(struct fdmap_snapshot *snap, struct pid *pid,
		    struct pid_namespace *ns)
{
	struct task_struct *task = get_pid_task(pid, PIDTYPE_PID);
	int err;

	if (!task)
		return -ESRCH;
	snap->ns = ns;
	fdmap_copy_identity(snap, task, pid);
	err = fdmap_copy_task(snap, task);
	if (!err && thread_group_leader(task))
		err = fdmap_copy_thread(snap, task);
	if (!err && !snap->tgid)	/* reaped, or never in @ns */
		err = -ESRCH;
	put_task_struct(task);
	return err;
}
