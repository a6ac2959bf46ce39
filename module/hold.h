/* SPDX-License-Identifier: GPL-2.0-only */
/* Holding a target's locks over its table: the only place where it is done. */
#ifndef FDMAP_HOLD_H
#define FDMAP_HOLD_H

#include <linux/types.h>

#include "rows.h"

struct fdmap_file;
struct fdmap_kind;
struct fdmap_pin;
struct fdmap_snapshot;
struct file;
struct files_struct;
struct task_struct;

/**
 * enum fdmap_hold - how one hold of the locks ended
 * @FDMAP_HOLD_END:	what was to be copied is copied
 * @FDMAP_HOLD_MORE:	there is more, but somebody waits, or it lasted too long
 * @FDMAP_HOLD_ROOM:	the room made for it was used up before
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
	struct files_struct *files;
	u64 exec_id;
	unsigned int fd;
};

/**
 * struct fdmap_wanted - what a descriptor should refer to
 * @fd:		the descriptor
 * @file:	address of the file that it referred to, for comparing only
 * @inode:	what was copied of its inode
 * @kind:	what kind of file it was
 */
struct fdmap_wanted {
	unsigned int fd;
	const struct file *file;
	struct fdmap_inode inode;
	const struct fdmap_kind *kind;
};

void fdmap_hold_want(struct fdmap_wanted *wanted, const struct fdmap_file *row);
unsigned int fdmap_hold_count(struct fdmap_holder *holder);
enum fdmap_hold fdmap_hold_chunk(struct fdmap_holder *holder);
enum fdmap_hold fdmap_hold_queue(struct fdmap_holder *holder,
				 const struct fdmap_file *row);
bool fdmap_hold_pin(struct fdmap_holder *holder,
		    const struct fdmap_wanted *wanted, struct fdmap_pin *pin);

#endif /* FDMAP_HOLD_H */
