// SPDX-License-Identifier: GPL-2.0-only
/*
 * After the holds, each file of a kind that has more to say than can be read
 * under the target's locks is asked (ask.c), and what it says is taken apart
 * line by line (kinds/).
 */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/string.h>

#include "ask.h"
#include "detail.h"
#include "fdinfo.h"
#include "kinds.h"
#include "snapshot.h"

/* Room for the answers to a request; an epoll instance has a line a target. */
#define FDMAP_FDINFO_FIRST	(16UL << 10)
#define FDMAP_FDINFO_LAST	(4UL << 20)
#define FDMAP_FDINFO_GROWTH	16

/* How long a document waits for slow answers, in jiffies: for a second. */
#define FDMAP_FDINFO_PATIENCE	HZ

/**
 * struct fdmap_fdinfo - going over the files of a table
 * @holder:	the target, with its snapshot
 * @next:	index in [files] of the next file
 * @room:	bytes for the answers of the next request
 * @had:	the same, of the present request
 * @patience:	how long to wait still, in jiffies
 * @rows:	the files of the present request
 */
struct fdmap_fdinfo {
	struct fdmap_holder *holder;
	size_t next;
	size_t room;
	size_t had;
	long patience;
	size_t rows[FDMAP_ASK_FILES];
};

static const struct fdmap_file *
fdmap_fdinfo_row(const struct fdmap_fdinfo *info, size_t i)
{
	return fdmap_vec_at(fdmap_snapshot_rows(info->holder->snap,
						FDMAP_FILES), i);
}

/* Add a row to [details]. */
static int fdmap_fdinfo_say(struct fdmap_fdinfo *info,
			    const struct fdmap_file *row, const char *key,
			    const char *value)
{
	struct fdmap_snapshot *snap = info->holder->snap;

	if (fdmap_snapshot_reserve_few(snap))
		return -ENOMEM;
	fdmap_detail_add(snap, row, key, "%s", value);
	return 0;
}

/* Hand over line by line; what is left behind the last newline was cut. */
static int fdmap_fdinfo_split(struct fdmap_fdinfo *info,
			      const struct fdmap_file *row, char *text)
{
	char *end;

	while ((end = strchr(text, '\n'))) {
		if (fdmap_snapshot_reserve_few(info->holder->snap))
			return -ENOMEM;
		*end = '\0';
		row->kind->read(info->holder->snap, row, text);
		text = end + 1;
		cond_resched();
	}
	return 0;
}

/* Put questions into a request, from info->next on; how many. */
static unsigned int fdmap_fdinfo_fill(struct fdmap_fdinfo *info,
				      struct fdmap_ask *ask)
{
	size_t nr = fdmap_snapshot_rows(info->holder->snap, FDMAP_FILES)->nr;

	for (; info->next < nr && ask->nr < FDMAP_ASK_FILES; info->next++) {
		const struct fdmap_file *row;

		row = fdmap_fdinfo_row(info, info->next);
		if (!row->kind->read || !row->desc)
			continue;
		info->rows[ask->nr] = info->next;
		fdmap_hold_want(&ask->answers[ask->nr++].wanted, row);
	}
	return ask->nr;
}

/*
 * An answer for which there was no room: ask again, with more if it was alone.
 */
static int fdmap_fdinfo_cut(struct fdmap_fdinfo *info,
			    const struct fdmap_answer *answer, unsigned int i)
{
	const struct fdmap_file *row = fdmap_fdinfo_row(info, info->rows[i]);

	if (!i && info->had >= FDMAP_FDINFO_LAST)
		return fdmap_fdinfo_split(info, row, answer->text) ?:
		       fdmap_fdinfo_say(info, row, "more", "yes");
	info->next = info->rows[i];
	if (!i)
		info->room = min(info->had * FDMAP_FDINFO_GROWTH,
				 FDMAP_FDINFO_LAST);
	return 0;
}

/* What one file said. */
static int fdmap_fdinfo_take(struct fdmap_fdinfo *info,
			     const struct fdmap_answer *answer, unsigned int i)
{
	const struct fdmap_file *row = fdmap_fdinfo_row(info, info->rows[i]);

	switch (answer->state) {
	case FDMAP_ASK_DONE:
		return fdmap_fdinfo_split(info, row, answer->text);
	case FDMAP_ASK_GONE:
		return fdmap_fdinfo_say(info, row, "state", "gone");
	case FDMAP_ASK_BUSY:
		return fdmap_fdinfo_say(info, row, "state", "busy");
	case FDMAP_ASK_CUT:
		break;
	}
	return fdmap_fdinfo_cut(info, answer, i);
}

/*
 * The first file that did not answer in time; those behind it are asked anew.
 */
static int fdmap_fdinfo_late(struct fdmap_fdinfo *info, unsigned int i)
{
	info->next = info->rows[i] + 1;
	return fdmap_fdinfo_say(info, fdmap_fdinfo_row(info, info->rows[i]),
				"state", "busy");
}

/* What was answered, up to where another request has to go on. */
static int fdmap_fdinfo_take_all(struct fdmap_fdinfo *info,
				 const struct fdmap_ask *ask,
				 unsigned int answered)
{
	size_t end = info->next;
	unsigned int i;
	int err = 0;

	info->had = info->room;
	info->room = FDMAP_FDINFO_FIRST;
	for (i = 0; !err && i < answered && info->next == end; i++)
		err = fdmap_fdinfo_take(info, &ask->answers[i], i);
	if (!err && i == answered && i < ask->nr && info->next == end)
		err = fdmap_fdinfo_late(info, i);
	return err;
}

/* One request; 0 and info->next moves on, or an error. */
static int fdmap_fdinfo_ask(struct fdmap_fdinfo *info)
{
	struct fdmap_ask *ask = fdmap_ask_create(info->holder, info->room);
	unsigned int answered;
	int err = 0;

	if (!ask)
		return -ENOMEM;
	if (fdmap_fdinfo_fill(info, ask))
		err = fdmap_ask_run(ask, &info->patience, &answered);
	if (!err && ask->nr)
		err = fdmap_fdinfo_take_all(info, ask, answered);
	fdmap_ask_put(ask);
	return err;
}

/* Whether there is anybody to ask, from info->next on. */
static bool fdmap_fdinfo_find(struct fdmap_fdinfo *info)
{
	size_t nr = fdmap_snapshot_rows(info->holder->snap, FDMAP_FILES)->nr;

	for (; info->next < nr; info->next++) {
		const struct fdmap_file *row;

		row = fdmap_fdinfo_row(info, info->next);
		if (row->kind->read && row->desc)
			return true;
		cond_resched();
	}
	return false;
}

/**
 * fdmap_fdinfo_copy() - copy what files with a descriptor say of themselves
 * @holder:	target, with a snapshot of its table
 *
 * Return: 0, -ENOMEM or -EINTR.
 * Context: process context, no locks held; sleeps killably, for a second and a
 * millisecond for each file at most.
 */
int fdmap_fdinfo_copy(struct fdmap_holder *holder)
{
	struct fdmap_fdinfo info = {
		.holder = holder,
		.room = FDMAP_FDINFO_FIRST,
		.patience = FDMAP_FDINFO_PATIENCE,
	};
	int err = 0;

	while (!err && fdmap_fdinfo_find(&info)) {
		if (fatal_signal_pending(current))
			return -EINTR;
		if (info.patience > 0)
			err = fdmap_fdinfo_ask(&info);
		else
			err = fdmap_fdinfo_say(&info,
					       fdmap_fdinfo_row(&info,
								info.next++),
					       "state", "busy");
	}
	return err;
}
