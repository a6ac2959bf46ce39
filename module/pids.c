// SPDX-License-Identifier: GPL-2.0-only
#include <linux/ctype.h>
#include <linux/dcache.h>
#include <linux/idr.h>
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/threads.h>

#include "pids.h"

/**
 * fdmap_pids_parse() - read a name as a process number
 * @name:	name of a directory entry
 * @nr:		the number
 *
 * A number has one name, as in /proc: digits without a leading zero.
 *
 * Return: whether it is one that a process could have.
 * Context: any.
 */
bool fdmap_pids_parse(const struct qstr *name, pid_t *nr)
{
	u32 i;

	*nr = 0;
	for (i = 0; i < name->len; i++) {
		if (!isdigit(name->name[i]) || (!*nr && name->name[i] == '0'))
			return false;
		*nr = 10 * *nr + (name->name[i] - '0');
		if (*nr >= PID_MAX_LIMIT)
			return false;
	}
	return *nr > 0;
}

/**
 * fdmap_pids_exist() - whether there is a process or thread of that number
 * @nr:		number, in the caller's PID namespace
 *
 * Context: process context.
 */
bool fdmap_pids_exist(pid_t nr)
{
	bool exists;

	rcu_read_lock();
	exists = pid_task(find_vpid(nr), PIDTYPE_PID);
	rcu_read_unlock();
	return exists;
}

/* The pid of the first number from *nr on, if a task of that sort has it. */
static bool fdmap_pids_step(struct pid_namespace *ns, enum pid_type type,
			    pid_t *nr, struct pid **found)
{
	struct pid *pid;
	int next = *nr;

	rcu_read_lock();	/* keeps the pid until get_pid() */
	pid = idr_get_next(&ns->idr, &next);
	*found = pid && pid_task(pid, type) ? get_pid(pid) : NULL;
	rcu_read_unlock();
	*nr = next;
	return pid;
}

/**
 * fdmap_pids_next() - the task with the lowest number from one on
 * @ns:		PID namespace
 * @type:	PIDTYPE_TGID for processes, PIDTYPE_PID for threads too
 * @nr:		number in @ns; on return that of the task
 *
 * find_ge_pid() would do the same, but 5.10 does not export it.
 *
 * Return: its pid, with a reference for the caller, or NULL for no more.
 * Context: process context; may sleep.
 */
struct pid *fdmap_pids_next(struct pid_namespace *ns, enum pid_type type,
			    pid_t *nr)
{
	struct pid *found;

	while (fdmap_pids_step(ns, type, nr, &found)) {
		if (found)
			return found;
		++*nr;
		cond_resched();
	}
	return NULL;
}
