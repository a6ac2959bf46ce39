// SPDX-License-Identifier: GPL-2.0-only
/*
 * [tasks]: who shares the descriptor table.
 *
 * Usually these are the threads of the process. A task of another process can
 * share it too, by clone(2) with CLONE_FILES, so if not all users were found,
 * all tasks are looked at. Tables are compared without any lock: a task that is
 * just exiting may be missed.
 *
 * Kernel threads all share one table, which is empty. To list them all in the
 * document of each would tell nothing.
 */
#include <linux/kernel.h>
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/string.h>
#include <linux/threads.h>

#include "ident.h"
#include "pids.h"
#include "snapshot.h"
#include "tasks.h"

/* Add a task that shares the table; 0 or -ENOMEM. */
static int fdmap_tasks_add(struct fdmap_snapshot *snap,
			   struct task_struct *task)
{
	pid_t tid = task_pid_nr_ns(task, snap->ns);
	char comm[TASK_COMM_LEN];
	struct fdmap_task *row;

	if (!tid)	/* not in the reader's namespace, or gone */
		return 0;
	if (fdmap_snapshot_reserve_few(snap))
		return -ENOMEM;
	row = fdmap_snapshot_add(snap, FDMAP_TASKS);
	task_lock(task);	/* keeps ->comm from changing meanwhile */
	strscpy(comm, task->comm, sizeof(comm));
	task_unlock(task);
	row->tid = tid;
	row->tgid = task_tgid_nr_ns(task, snap->ns);
	row->comm = fdmap_snapshot_string(snap, comm);
	return 0;
}

/* Whether @pid's task shares @files; adds it if so. */
static int fdmap_tasks_visit(struct fdmap_snapshot *snap, struct pid *pid,
			     const struct files_struct *files)
{
	struct task_struct *task = get_pid_task(pid, PIDTYPE_PID);
	int err = 0;

	if (!task)
		return 0;
	if (READ_ONCE(task->files) == files)
		err = fdmap_tasks_add(snap, task);
	put_task_struct(task);
	return err;
}

/* Look at the tasks with numbers from @nr on and below @end. */
static int fdmap_tasks_search(struct fdmap_snapshot *snap,
			      const struct files_struct *files, pid_t nr,
			      pid_t end)
{
	const struct fdmap_vec *rows = fdmap_snapshot_rows(snap, FDMAP_TASKS);
	u32 users = fdmap_snapshot_table(snap)->users;
	int err = 0;

	for (; !err && rows->nr < users; nr++) {
		struct pid *pid = fdmap_pids_next(snap->ns, PIDTYPE_PID, &nr);

		if (pid && nr < end)
			err = fdmap_tasks_visit(snap, pid, files);
		put_pid(pid);
		if (!pid || nr >= end)
			break;
		if (fatal_signal_pending(current))
			err = -EINTR;
		cond_resched();
	}
	return err;
}

/**
 * fdmap_tasks_copy() - copy which tasks share a task's table
 * @snap:	snapshot with the table's row
 * @task:	the task, kept by the caller
 *
 * Return: 0, -ENOMEM or -EINTR.
 * Context: process context, no locks held; may sleep.
 */
int fdmap_tasks_copy(struct fdmap_snapshot *snap, struct task_struct *task)
{
	const struct files_struct *files = READ_ONCE(task->files);

	if (!files || task->flags & PF_KTHREAD ||
	    fdmap_ident_of(files) != fdmap_snapshot_table(snap)->id)
		return 0;	/* another one than was copied */
	/* Threads follow the first. */
	if (fdmap_snapshot_table(snap)->users > 1)
		return fdmap_tasks_search(snap, files, snap->tgid,
					  PID_MAX_LIMIT) ?:
		       fdmap_tasks_search(snap, files, 1, snap->tgid);
	return fdmap_tasks_add(snap, task);
}
