/* SPDX-License-Identifier: GPL-2.0-only */
/* Holding a target's locks: the only place where they are taken. */
#ifndef FDMAP_HOLD_H
#define FDMAP_HOLD_H

#include <linux/types.h>

struct fdmap_file;
struct fdmap_pin;
struct fdmap_snapshot;
struct files_struct;
struct task_struct;

/**
 * enum fdmap_hold - how one hold of the locks ended
 * @FDMAP_HOLD_END:	the table's end was reached
 * @FDMAP_HOLD_MORE:	the chunk's bound was reached
 * @FDMAP_HOLD_ROOM:	the room made for the chunk was used up before
 * @FDMAP_HOLD_GONE:	the table is no more the task's, or there is none
 */
enum fdmap_hold {
	FDMAP_HOLD_END,
	FDMAP_HOLD_MORE,
	FDMAP_HOLD_ROOM,
	FDMAP_HOLD_GONE,
};

/**
 * struct fdmap_holder - a target, from hold to hold
 * @snap:	what is copied to
 * @task:	the target; a reference on it is held throughout
 * @files:	its table, for comparing only; NULL before the first hold
 * @exec_id:	task->self_exec_id at the first hold
 * @fd:		next slot to look at
 */
struct fdmap_holder {
	struct fdmap_snapshot *snap;
	struct task_struct *task;
	const struct files_struct *files;
	u64 exec_id;
	unsigned int fd;
};

unsigned int fdmap_hold_count(struct fdmap_holder *holder);
enum fdmap_hold fdmap_hold_chunk(struct fdmap_holder *holder);
bool fdmap_hold_pin(struct fdmap_holder *holder, const struct fdmap_file *row,
		    struct fdmap_pin *pin);

#endif /* FDMAP_HOLD_H */
