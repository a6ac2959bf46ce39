/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A copy of what one task's descriptor table leads to.
 *
 * What is copied holds no reference to anything: addresses are kept for
 * comparing only, and nothing here may look into them. snapshot.c keeps the
 * rows; copy.c, which does the locking, and the describers fill them.
 */
#ifndef FDMAP_SNAPSHOT_H
#define FDMAP_SNAPSHOT_H

#include <linux/sched.h>
#include <linux/types.h>

#include "arena.h"
#include "rows.h"
#include "set.h"
#include "turn.h"

/* Longest name: paths may be deeper than PATH_MAX. */
#define FDMAP_SCRATCH_SIZE	8192

/**
 * enum fdmap_copy - how a table was copied, "snapshot" in the text
 * @FDMAP_COPY_NONE:	the task has no table
 * @FDMAP_COPY_WHOLE:	in one hold of its lock
 * @FDMAP_COPY_CHUNKED:	in several
 * @FDMAP_COPY_TORN:	in several, and the task left its table or called exec
 *			between two of them
 * @FDMAP_COPY_ERROR:	not at all: fdmap_snapshot.error says why
 */
enum fdmap_copy {
	FDMAP_COPY_NONE,
	FDMAP_COPY_WHOLE,
	FDMAP_COPY_CHUNKED,
	FDMAP_COPY_TORN,
	FDMAP_COPY_ERROR,
};

/**
 * enum fdmap_rows - the tables of a snapshot, in the order of the text
 * @FDMAP_NR_TABLES:	how many are printed; those behind are not
 */
enum fdmap_rows {
	FDMAP_TABLE,
	FDMAP_DESCS,
	FDMAP_FILES,
	FDMAP_INODES,
	FDMAP_PIPES,
	FDMAP_SOCKETS,
	FDMAP_DETAILS,
	FDMAP_EPOLL,
	FDMAP_WATCHES,
	FDMAP_LOCKS,
	FDMAP_OWNERS,
	FDMAP_INFLIGHT,
	FDMAP_MAPS,
	FDMAP_TASKS,
	FDMAP_PATHS,
	FDMAP_NR_TABLES,

	FDMAP_OPS = FDMAP_NR_TABLES,
	FDMAP_NR_ROWS,
};

/**
 * struct fdmap_snapshot - the copy
 * @pid:	number that was asked for, in the reader's PID namespace
 * @tgid:	its thread group there
 * @via:	TID of the thread whose table this is, if not @pid; else 0
 * @comm:	command name
 * @copy:	how the table was copied
 * @error:	errno if it could not be
 * @ns:		the reader's PID namespace, for the time of the copying
 * @rows:	the tables
 * @room:	rows of each table to make room for before a hold
 * @bytes:	bytes of strings likewise
 * @strings:	what the rows' strings are in, unless they are constants
 * @scratch:	FDMAP_SCRATCH_SIZE bytes to make a name in
 * @turn:	the present hold of the target's locks
 * @nr_late:	sockets whose name is asked at the end of the present hold
 * @slow:	nanoseconds of holds in which one descriptor took the time of
 *		many
 */
struct fdmap_snapshot {
	pid_t pid;
	pid_t tgid;
	pid_t via;
	char comm[TASK_COMM_LEN];
	enum fdmap_copy copy;
	int error;
	struct pid_namespace *ns;
	struct fdmap_set rows[FDMAP_NR_ROWS];
	size_t room[FDMAP_NR_ROWS];
	size_t bytes;
	struct fdmap_arena strings;
	char *scratch;
	struct fdmap_turn turn;
	unsigned int nr_late;
	u64 slow;
};

/* Of that much names are left out: a second. */
#define FDMAP_MAX_SLOW_NS	1000000000ULL

/**
 * struct fdmap_mark - a point to go back to
 * @nr:		rows of each table
 * @nr_late:	as in struct fdmap_snapshot
 */
struct fdmap_mark {
	size_t nr[FDMAP_NR_ROWS];
	unsigned int nr_late;
};

int fdmap_snapshot_init(struct fdmap_snapshot *snap);
void fdmap_snapshot_free(struct fdmap_snapshot *snap);
void fdmap_snapshot_exit(struct fdmap_snapshot *snap);

/* Room: to be made while nothing is held. */
void fdmap_snapshot_expect(struct fdmap_snapshot *snap, size_t nr);
int fdmap_snapshot_reserve(struct fdmap_snapshot *snap);
int fdmap_snapshot_reserve_few(struct fdmap_snapshot *snap);
bool fdmap_snapshot_widen(struct fdmap_snapshot *snap);

/* Filling: NULL when the room is used up; under locks too. */
void *fdmap_snapshot_add(struct fdmap_snapshot *snap, enum fdmap_rows table);
void *fdmap_snapshot_add_key(struct fdmap_snapshot *snap,
			     enum fdmap_rows table, const void *object);
void *fdmap_snapshot_find(struct fdmap_snapshot *snap, enum fdmap_rows table,
			  const void *object);
const char *fdmap_snapshot_string(struct fdmap_snapshot *snap,
				  const char *string);
const char *fdmap_snapshot_printf(struct fdmap_snapshot *snap,
				  const char *format, ...) __printf(2, 3);

void fdmap_snapshot_mark(const struct fdmap_snapshot *snap,
			 struct fdmap_mark *mark);
void fdmap_snapshot_revert(struct fdmap_snapshot *snap,
			   const struct fdmap_mark *mark);
int fdmap_snapshot_insist(struct fdmap_snapshot *snap,
			  bool (*add)(struct fdmap_snapshot *snap, void *data),
			  void *data);
void fdmap_snapshot_clear(struct fdmap_snapshot *snap);

/* Rows, for reading, and the one of the table, once it was added. */
static inline const struct fdmap_vec *
fdmap_snapshot_rows(const struct fdmap_snapshot *snap, enum fdmap_rows table)
{
	return &snap->rows[table].records;
}

static inline struct fdmap_table *
fdmap_snapshot_table(const struct fdmap_snapshot *snap)
{
	return fdmap_vec_at(fdmap_snapshot_rows(snap, FDMAP_TABLE), 0);
}

#endif /* FDMAP_SNAPSHOT_H */
