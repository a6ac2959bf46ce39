// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rows of a snapshot, and the room for them.
 *
 * Rows are added while locks are held that forbid to allocate. So room is made
 * before (fdmap_snapshot_reserve()), adding fails when it is used up, and the
 * one who holds the locks goes back to a point that makes sense, lets go, and
 * makes more of what was missing (fdmap_snapshot_widen()).
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "gfp.h"
#include "snapshot.h"

/* Rows to make room for: what most processes need, and at most. */
#define FDMAP_FEW_ROWS		64
#define FDMAP_MANY_ROWS		16384

/* Bytes of strings likewise. One descriptor's fit into the former. */
#define FDMAP_FEW_BYTES		(4 * FDMAP_SCRATCH_SIZE)
#define FDMAP_MANY_BYTES	(1024 * FDMAP_SCRATCH_SIZE)

/* How much more to make room for when it was not enough, at least. */
#define FDMAP_WIDEN		8

/* Bytes of strings to make room for with each descriptor that is expected. */
#define FDMAP_DESC_BYTES	64

#define ROWS(_table, _record, _keyed) \
	[_table] = { sizeof(struct _record), _keyed }

static const struct {
	size_t size;
	bool keyed;
} fdmap_records[FDMAP_NR_ROWS] = {
	ROWS(FDMAP_TABLE, fdmap_table, false),
	ROWS(FDMAP_DESCS, fdmap_desc, false),
	ROWS(FDMAP_FILES, fdmap_file, true),
	ROWS(FDMAP_INODES, fdmap_inode, true),
	ROWS(FDMAP_PIPES, fdmap_pipe, true),
	ROWS(FDMAP_SOCKETS, fdmap_socket, true),
	ROWS(FDMAP_DETAILS, fdmap_detail, false),
	ROWS(FDMAP_EPOLL, fdmap_epoll, false),
	ROWS(FDMAP_WATCHES, fdmap_watch, false),
	ROWS(FDMAP_LOCKS, fdmap_lock, false),
	ROWS(FDMAP_OWNERS, fdmap_owner, false),
	ROWS(FDMAP_INFLIGHT, fdmap_inflight, false),
	ROWS(FDMAP_MAPS, fdmap_map, false),
	ROWS(FDMAP_TASKS, fdmap_task, false),
	ROWS(FDMAP_PATHS, fdmap_path, false),
	ROWS(FDMAP_OPS, fdmap_ops, true),
};

static void fdmap_snapshot_init_rows(struct fdmap_snapshot *snap)
{
	unsigned int i;

	for (i = 0; i < FDMAP_NR_ROWS; i++)
		fdmap_set_init(&snap->rows[i], fdmap_records[i].size,
			       fdmap_records[i].keyed);
	fdmap_arena_init(&snap->strings);
}

/**
 * fdmap_snapshot_init() - make an empty snapshot
 * @snap:	snapshot
 *
 * Return: 0 or -ENOMEM; fdmap_snapshot_exit() is due after 0 only.
 * Context: may sleep.
 */
int fdmap_snapshot_init(struct fdmap_snapshot *snap)
{
	memset(snap, 0, sizeof(*snap));
	fdmap_snapshot_init_rows(snap);
	snap->scratch = kvmalloc(FDMAP_SCRATCH_SIZE, FDMAP_GFP);
	return snap->scratch ? 0 : -ENOMEM;
}

/**
 * fdmap_snapshot_free() - forget all rows and the memory for them
 * @snap:	snapshot, which may be used again
 *
 * Context: may sleep.
 */
void fdmap_snapshot_free(struct fdmap_snapshot *snap)
{
	unsigned int i;

	fdmap_arena_exit(&snap->strings);
	for (i = 0; i < FDMAP_NR_ROWS; i++)
		fdmap_set_exit(&snap->rows[i]);
	fdmap_snapshot_init_rows(snap);
}

/**
 * fdmap_snapshot_exit() - free a snapshot's memory
 * @snap:	snapshot
 *
 * Context: may sleep.
 */
void fdmap_snapshot_exit(struct fdmap_snapshot *snap)
{
	fdmap_snapshot_free(snap);
	kvfree(snap->scratch);
}

/* Make room for so many rows of each sort; 0 or -ENOMEM. */
static int fdmap_snapshot_reserve_rows(struct fdmap_snapshot *snap,
				       const size_t *room)
{
	unsigned int i;

	for (i = 0; i < FDMAP_NR_ROWS; i++) {
		if (fdmap_set_reserve(&snap->rows[i], room[i]))
			return -ENOMEM;
		snap->rows[i].records.full = false;
	}
	return 0;
}

static int fdmap_snapshot_reserve_bytes(struct fdmap_snapshot *snap,
					size_t bytes)
{
	if (fdmap_arena_reserve(&snap->strings, bytes))
		return -ENOMEM;
	snap->strings.full = false;
	return 0;
}

/**
 * fdmap_snapshot_reserve() - make room for the rows of a hold
 * @snap:	snapshot
 *
 * Return: 0 or -ENOMEM.
 * Context: may sleep.
 */
int fdmap_snapshot_reserve(struct fdmap_snapshot *snap)
{
	return fdmap_snapshot_reserve_rows(snap, snap->room) ?:
	       fdmap_snapshot_reserve_bytes(snap, snap->bytes);
}

/**
 * fdmap_snapshot_reserve_few() - make room for a few rows
 * @snap:	snapshot
 *
 * For what is added one by one with no lock held.
 *
 * Return: 0 or -ENOMEM.
 * Context: may sleep.
 */
int fdmap_snapshot_reserve_few(struct fdmap_snapshot *snap)
{
	static const size_t few[FDMAP_NR_ROWS] = {
		[0 ... FDMAP_NR_ROWS - 1] = FDMAP_FEW_ROWS,
	};

	return fdmap_snapshot_reserve_rows(snap, few) ?:
	       fdmap_snapshot_reserve_bytes(snap, FDMAP_FEW_BYTES);
}

/**
 * fdmap_snapshot_expect() - have room made for that many descriptors
 * @snap:	snapshot, before fdmap_snapshot_reserve()
 * @nr:		descriptors that a hold will find, as far as is known
 *
 * Each may have an open file and an inode of its own. What was found to be
 * needed for another table is forgotten.
 *
 * Context: any.
 */
void fdmap_snapshot_expect(struct fdmap_snapshot *snap, size_t nr)
{
	static const enum fdmap_rows each[] = {
		FDMAP_DESCS, FDMAP_FILES, FDMAP_INODES,
	};
	size_t i;

	nr = clamp_t(size_t, nr, FDMAP_FEW_ROWS, FDMAP_MANY_ROWS);
	for (i = 0; i < FDMAP_NR_ROWS; i++)
		snap->room[i] = FDMAP_FEW_ROWS;
	for (i = 0; i < ARRAY_SIZE(each); i++)
		snap->room[each[i]] = nr;
	snap->bytes = max(FDMAP_FEW_BYTES, nr * FDMAP_DESC_BYTES);
}

/* More rows: most sorts have no more than there are descriptors. */
static size_t fdmap_snapshot_wider(const struct fdmap_snapshot *snap,
				   size_t room)
{
	room = max(FDMAP_WIDEN * room, snap->room[FDMAP_DESCS]);
	return min_t(size_t, room, FDMAP_MANY_ROWS);
}

/**
 * fdmap_snapshot_widen() - have more room made of what was used up
 * @snap:	snapshot, after a hold that found too little room
 *
 * Return: whether fdmap_snapshot_reserve() will now make more than before; if
 * not, what is wanted is more than fits into one hold.
 * Context: any.
 */
bool fdmap_snapshot_widen(struct fdmap_snapshot *snap)
{
	bool wider = false;
	unsigned int i;

	for (i = 0; i < FDMAP_NR_ROWS; i++) {
		if (snap->rows[i].records.full &&
		    snap->room[i] < FDMAP_MANY_ROWS) {
			snap->room[i] = fdmap_snapshot_wider(snap,
							     snap->room[i]);
			wider = true;
		}
	}
	if (snap->strings.full && snap->bytes < FDMAP_MANY_BYTES) {
		snap->bytes = min(FDMAP_WIDEN * snap->bytes, FDMAP_MANY_BYTES);
		wider = true;
	}
	return wider;
}

/**
 * fdmap_snapshot_add() - append a row
 * @snap:	snapshot
 * @table:	table that is not keyed
 *
 * Return: the row, all of it undefined, or NULL: no room.
 * Context: any.
 */
void *fdmap_snapshot_add(struct fdmap_snapshot *snap, enum fdmap_rows table)
{
	return fdmap_set_add(&snap->rows[table], NULL);
}

/**
 * fdmap_snapshot_add_key() - append the row of an object
 * @snap:	snapshot
 * @table:	keyed table
 * @object:	the object; a row that it has already is not found any more
 *
 * Return: the row, all of it but its key undefined, or NULL: no room.
 * Context: any.
 */
void *fdmap_snapshot_add_key(struct fdmap_snapshot *snap,
			     enum fdmap_rows table, const void *object)
{
	return fdmap_set_add(&snap->rows[table], object);
}

/**
 * fdmap_snapshot_find() - the row of an object
 * @snap:	snapshot
 * @table:	keyed table
 * @object:	the object
 *
 * Return: the row or NULL.
 * Context: any.
 */
void *fdmap_snapshot_find(struct fdmap_snapshot *snap, enum fdmap_rows table,
			  const void *object)
{
	return fdmap_set_find(&snap->rows[table], object);
}

/**
 * fdmap_snapshot_string() - keep a string
 * @snap:	snapshot
 * @string:	string
 *
 * Return: a copy that lives as long as the rows, or NULL: no room.
 * Context: any.
 */
const char *fdmap_snapshot_string(struct fdmap_snapshot *snap,
				  const char *string)
{
	return fdmap_arena_add(&snap->strings, string);
}

/**
 * fdmap_snapshot_printf() - format a string and keep it
 * @snap:	snapshot
 * @format:	as printf()'s; the result is cut to FDMAP_SCRATCH_SIZE, and made
 *		in @snap->scratch, so none of what it is made of is there
 *
 * Return: the string, or NULL: no room.
 * Context: any.
 */
const char *fdmap_snapshot_printf(struct fdmap_snapshot *snap,
				  const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(snap->scratch, FDMAP_SCRATCH_SIZE, format, args);
	va_end(args);
	return fdmap_snapshot_string(snap, snap->scratch);
}

/**
 * fdmap_snapshot_mark() - note what there is
 * @snap:	snapshot
 * @mark:	for fdmap_snapshot_revert()
 *
 * Context: any.
 */
void fdmap_snapshot_mark(const struct fdmap_snapshot *snap,
			 struct fdmap_mark *mark)
{
	unsigned int i;

	for (i = 0; i < FDMAP_NR_ROWS; i++)
		mark->nr[i] = snap->rows[i].records.nr;
	mark->nr_late = snap->nr_late;
}

/**
 * fdmap_snapshot_revert() - forget the rows added since
 * @snap:	snapshot
 * @mark:	since when
 *
 * Context: any.
 */
void fdmap_snapshot_revert(struct fdmap_snapshot *snap,
			   const struct fdmap_mark *mark)
{
	unsigned int i;

	for (i = 0; i < FDMAP_NR_ROWS; i++)
		fdmap_set_truncate(&snap->rows[i], mark->nr[i]);
	snap->nr_late = mark->nr_late;
}

/**
 * fdmap_snapshot_insist() - add rows, with as much room as it takes
 * @snap:	snapshot
 * @add:	adds them; false: no room, rows may have been added
 * @data:	for @add
 *
 * Return: 0; -ENOMEM, then nothing was added.
 * Context: may sleep.
 */
int fdmap_snapshot_insist(struct fdmap_snapshot *snap,
			  bool (*add)(struct fdmap_snapshot *snap, void *data),
			  void *data)
{
	struct fdmap_mark mark;

	do {
		if (fdmap_snapshot_reserve(snap))
			return -ENOMEM;
		fdmap_snapshot_mark(snap, &mark);
		if (add(snap, data))
			return 0;
		fdmap_snapshot_revert(snap, &mark);
	} while (fdmap_snapshot_widen(snap));
	return -ENOMEM;
}

/**
 * fdmap_snapshot_clear() - forget all rows and keep the memory
 * @snap:	snapshot
 *
 * Context: may sleep.
 */
void fdmap_snapshot_clear(struct fdmap_snapshot *snap)
{
	static const struct fdmap_mark nothing;

	fdmap_snapshot_revert(snap, &nothing);
	fdmap_arena_clear(&snap->strings);
}
