// SPDX-License-Identifier: GPL-2.0-only
/*
 * Taking a snapshot of a task, step by step.
 *
 * First the descriptor table and what it leads to, in holds of the target's
 * locks (hold.c). A table that fits into one is copied in one: if the room made
 * for it was too small, that hold's rows are thrown away, and the copy starts
 * over with more. Then what is in flight in its sockets, a hold for each; what
 * files say of themselves, which may take a while; and what else holds files.
 */
#include <linux/kernel.h>
#include <linux/pid.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/stat.h>
#include <linux/string.h>

#include "copy.h"
#include "detail.h"
#include "fdinfo.h"
#include "hold.h"
#include "ident.h"
#include "inflight.h"
#include "kinds.h"
#include "locks.h"
#include "maps.h"
#include "paths.h"
#include "snapshot.h"
#include "symbol.h"
#include "targets.h"
#include "tasks.h"

/*
 * A table of up to so many descriptors can be copied in one hold, and is tried
 * again if that was cut short. RLIMIT_NOFILE is 1,024 usually.
 */
#define FDMAP_WHOLE_DESCS	1024
#define FDMAP_WHOLE_TRIES	3

/* How often to look for a thread that still has a table when they are dying. */
#define FDMAP_PICK_TRIES	4

/* Look up the names of operations. */
static int fdmap_copy_symbols(struct fdmap_snapshot *snap)
{
	const struct fdmap_vec *rows = fdmap_snapshot_rows(snap, FDMAP_OPS);
	size_t i;

	BUILD_BUG_ON(FDMAP_SYMBOL_SIZE > FDMAP_SCRATCH_SIZE);
	for (i = 0; i < rows->nr; i++) {
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
	snap->slow = 0;
	holder->files = NULL;
	holder->fd = 0;
	err = fdmap_snapshot_reserve_few(snap);
	if (!err)
		fdmap_snapshot_add(snap, FDMAP_TABLE);
	return err;
}

/**
 * struct fdmap_tries - how often a table that fits into one hold is tried again
 * @cut:	after one that was cut short because somebody waited
 * @room:	whether after one that found too little room
 */
struct fdmap_tries {
	unsigned int cut;
	bool room;
};

/* After the first hold: whether to forget it, and try to get all in one. */
static bool fdmap_copy_again(enum fdmap_hold ended, bool wider,
			     struct fdmap_tries *tries)
{
	if (ended == FDMAP_HOLD_ROOM)
		return wider && tries->room;
	if (ended != FDMAP_HOLD_MORE || !tries->cut)
		return false;
	tries->cut--;
	return true;
}

/* One hold. */
static int fdmap_copy_chunk(struct fdmap_holder *holder, enum fdmap_hold *ended,
			    struct fdmap_tries *tries)
{
	struct fdmap_snapshot *snap = holder->snap;
	size_t before = fdmap_snapshot_rows(snap, FDMAP_DESCS)->nr;
	bool wider = false;
	int err;

	err = fdmap_snapshot_reserve(snap);
	if (err)
		return err;
	*ended = fdmap_hold_chunk(holder);
	if (*ended == FDMAP_HOLD_MORE)
		fdmap_turn_give_way(&snap->turn);
	if (*ended == FDMAP_HOLD_ROOM) {
		wider = fdmap_snapshot_widen(snap);
		if (!wider &&
		    fdmap_snapshot_rows(snap, FDMAP_DESCS)->nr == before)
			return -ENOMEM;	/* no descriptor needs so much */
	}
	if (snap->copy == FDMAP_COPY_NONE &&
	    fdmap_copy_again(*ended, wider, tries))
		return fdmap_copy_begin(holder);
	snap->copy = fdmap_copy_state(snap->copy, *ended);
	return 0;
}

/* Copy the table of @holder's task, if it has one, hold by hold. */
static int fdmap_copy_table(struct fdmap_holder *holder)
{
	struct fdmap_snapshot *snap = holder->snap;
	enum fdmap_hold ended = FDMAP_HOLD_MORE;
	struct fdmap_tries tries = {};
	unsigned int nr;
	int err;

	snap->copy = FDMAP_COPY_NONE;
	nr = fdmap_hold_count(holder);
	fdmap_snapshot_expect(snap, min_t(unsigned int, nr, FDMAP_WHOLE_DESCS));
	if (nr <= FDMAP_WHOLE_DESCS)
		tries = (struct fdmap_tries){ FDMAP_WHOLE_TRIES, true };
	err = fdmap_copy_begin(holder);
	while (!err && (ended == FDMAP_HOLD_MORE || ended == FDMAP_HOLD_ROOM)) {
		if (fatal_signal_pending(current))
			return -EINTR;
		cond_resched();
		err = fdmap_copy_chunk(holder, &ended, &tries);
	}
	if (snap->copy == FDMAP_COPY_NONE)
		fdmap_snapshot_clear(snap);
	return err;
}

/* What is in flight in one socket. */
static int fdmap_copy_queue(struct fdmap_holder *holder,
			    const struct fdmap_file *row)
{
	struct fdmap_snapshot *snap = holder->snap;
	struct fdmap_mark mark;
	enum fdmap_hold ended;

	do {
		if (fdmap_snapshot_reserve(snap))
			return -ENOMEM;
		fdmap_snapshot_mark(snap, &mark);
		ended = fdmap_hold_queue(holder, row);
		fdmap_turn_give_way(&snap->turn);
		if (ended != FDMAP_HOLD_ROOM)
			return 0;
		fdmap_snapshot_revert(snap, &mark);
	} while (fdmap_snapshot_widen(snap));
	return -ENOMEM;
}

/* Whether a file is a socket with a descriptor, and something in flight. */
static bool fdmap_copy_has_queue(struct fdmap_snapshot *snap,
				 const struct fdmap_file *row)
{
	const struct fdmap_socket *socket;

	if (!row->desc || !S_ISSOCK(row->inode->mode))
		return false;
	socket = fdmap_snapshot_find(snap, FDMAP_SOCKETS,
				     row->inode->key.object);
	return socket && fdmap_inflight_is_wanted(socket);
}

/* What is in flight in the sockets that have a descriptor. */
static int fdmap_copy_queues(struct fdmap_holder *holder)
{
	struct fdmap_snapshot *snap = holder->snap;
	const struct fdmap_vec *rows = fdmap_snapshot_rows(snap, FDMAP_FILES);
	size_t nr = rows->nr;
	int err = 0;
	size_t i;

	for (i = 0; !err && i < nr; i++) {
		const struct fdmap_file *row = fdmap_vec_at(rows, i);

		cond_resched();
		if (!fdmap_copy_has_queue(snap, row))
			continue;
		if (fatal_signal_pending(current))
			return -EINTR;
		err = fdmap_copy_queue(holder, row);
	}
	return err;
}

/* Ids, and kinds of files now that the names of operations are known. */
static void fdmap_copy_identify(struct fdmap_snapshot *snap)
{
	const struct fdmap_vec *files, *inodes;
	size_t i;

	files = fdmap_snapshot_rows(snap, FDMAP_FILES);
	inodes = fdmap_snapshot_rows(snap, FDMAP_INODES);
	for (i = 0; i < files->nr; i++) {
		struct fdmap_file *row = fdmap_vec_at(files, i);

		row->id = fdmap_ident_of(row->key.object);
		row->kind = fdmap_kind_refine(row);
		cond_resched();
	}
	for (i = 0; i < inodes->nr; i++) {
		struct fdmap_inode *row = fdmap_vec_at(inodes, i);

		row->id = fdmap_ident_of(row->key.object);
		cond_resched();
	}
}

/* Open files that may be others too. */
static int fdmap_copy_perhaps(struct fdmap_snapshot *snap)
{
	const struct fdmap_vec *rows = fdmap_snapshot_rows(snap, FDMAP_FILES);
	size_t i;

	for (i = 0; i < rows->nr; i++) {
		const struct fdmap_file *row = fdmap_vec_at(rows, i);

		cond_resched();
		if (!row->perhaps)
			continue;
		if (fdmap_snapshot_reserve_few(snap))
			return -ENOMEM;
		fdmap_detail_add(snap, row, "perhaps", "%016llx",
				 fdmap_ident_of(row->perhaps));
	}
	return 0;
}

/* What else than the table holds files, and who shares it. */
static int fdmap_copy_rest(struct fdmap_holder *holder)
{
	struct fdmap_snapshot *snap = holder->snap;
	int err;

	fdmap_snapshot_table(snap)->open =
		fdmap_snapshot_rows(snap, FDMAP_DESCS)->nr;
	err = fdmap_copy_queues(holder) ?:
	      fdmap_fdinfo_copy(holder) ?:
	      fdmap_maps_copy(holder) ?:
	      fdmap_tasks_copy(snap, holder->task) ?:
	      fdmap_paths_copy(snap, holder->task) ?:
	      fdmap_copy_perhaps(snap) ?:
	      fdmap_copy_symbols(snap);
	if (err)
		return err;
	fdmap_targets_resolve(snap);
	fdmap_locks_finish(snap);
	fdmap_socket_finish_peers(snap);
	fdmap_copy_identify(snap);
	return 0;
}

/* Everything about @task, if it has a table. */
static int fdmap_copy_task(struct fdmap_snapshot *snap,
			   struct task_struct *task)
{
	struct fdmap_holder holder = { .snap = snap, .task = task };
	int err = fdmap_copy_table(&holder);

	if (err || snap->copy == FDMAP_COPY_NONE)
		return err;
	return fdmap_copy_rest(&holder);
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

/* The same, and if it is a leader, whatever thread has a table. */
static int fdmap_copy_process(struct fdmap_snapshot *snap,
			      struct task_struct *task, struct pid *pid)
{
	int err;

	fdmap_copy_identity(snap, task, pid);
	err = fdmap_copy_task(snap, task);
	if (!err && thread_group_leader(task))
		err = fdmap_copy_thread(snap, task);
	if (!err && !snap->tgid)	/* reaped, or never in the namespace */
		err = -ESRCH;
	return err;
}

/* Whether a task has the pid still: exec by another thread takes it over. */
static bool fdmap_copy_has_pid(const struct task_struct *task, struct pid *pid)
{
	bool has;

	rcu_read_lock();	/* keeps whoever has it */
	has = pid_task(pid, PIDTYPE_PID) == task;
	rcu_read_unlock();
	return has;
}

/* The task of that pid; -EAGAIN if another one has it by now. */
static int fdmap_copy_pid(struct fdmap_snapshot *snap, struct pid *pid)
{
	struct task_struct *task = get_pid_task(pid, PIDTYPE_PID);
	int err;

	if (!task)
		return -ESRCH;
	err = fdmap_copy_process(snap, task, pid);
	if (!err && snap->copy == FDMAP_COPY_NONE &&
	    !fdmap_copy_has_pid(task, pid))
		err = -EAGAIN;
	put_task_struct(task);
	return err;
}

/**
 * fdmap_copy_take() - copy what there is to copy of a task
 * @snap:	initialised snapshot; what it held before is forgotten
 * @pid:	the task
 * @ns:		the reader's PID namespace
 *
 * Return: 0; -ESRCH if the task is gone or not in @ns; -ENOMEM; -EINTR if the
 * reader is being killed. A task that has no table is no error: @snap->copy
 * says so. After an error the snapshot has no rows and no memory for them.
 * Context: process context, no locks held; may sleep.
 */
int fdmap_copy_take(struct fdmap_snapshot *snap, struct pid *pid,
		    struct pid_namespace *ns)
{
	int tries = FDMAP_PICK_TRIES;
	int err;

	snap->ns = ns;
	do {
		err = fdmap_copy_pid(snap, pid);
	} while (err == -EAGAIN && --tries);
	if (err == -EAGAIN)	/* all of them on their way out */
		err = 0;
	if (err) {
		fdmap_snapshot_free(snap);
		snap->copy = FDMAP_COPY_ERROR;
		snap->error = err;
	}
	return err;
}
