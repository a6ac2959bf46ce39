// SPDX-License-Identifier: GPL-2.0-only
/* Accounts as a table: one row for each holder, and one for the rest. */
#include <inttypes.h>

#include "render/accounts/accounts.h"

static const char *const holds[HOLDS] = {
	[HOLD_DESCRIPTOR] = "descriptor",
	[HOLD_MAPPING] = "mapping",
	[HOLD_EXECUTABLE] = "executable",
	[HOLD_INFLIGHT] = "in-flight",
};

/**
 * struct entry - what a row is about
 * @refs: all references
 * @account: the open file
 * @holder: a holder of it; NULL for what is left over, which is less than
 *	nothing if holders came or went meanwhile
 * @words: what is said of the holder
 * @rest: what is left over
 */
struct entry {
	const struct refs *refs;
	const struct account *account;
	const struct refs_holder *holder;
	const struct holder_words *words;
	int64_t rest;
};

static const struct doc_file *file_of(const struct entry *entry)
{
	return entry->refs->model->files[entry->account->file].row;
}

static void put_pid(struct sheet *to, const void *row)
{
	const struct entry *entry = row;

	sheet_word(to, entry->account->doc->head.pid);
}

static void put_fd(struct sheet *to, const void *row)
{
	const struct entry *entry = row;

	holder_put_fds(&to->value, entry->refs, entry->account->holder,
		       &symbols_ascii);
}

static void put_file(struct sheet *to, const void *row)
{
	buf_printf(&to->value, "%016" PRIx64, file_of(row)->id);
}

static void put_refs(struct sheet *to, const void *row)
{
	sheet_word(to, file_of(row)->refs);
}

static void put_held(struct sheet *to, const void *row)
{
	const struct entry *entry = row;

	sheet_word(to, entry->holder ? holds[entry->holder->hold] :
		       entry->rest > 0 ? "unexplained" : "changed");
}

static void put_count(struct sheet *to, const void *row)
{
	const struct entry *entry = row;

	if (entry->holder)
		buf_printf(&to->value, "%" PRIu64, entry->holder->count);
	else
		buf_printf(&to->value, "%" PRId64, entry->rest);
}

static void put_by(struct sheet *to, const void *row)
{
	const struct entry *entry = row;

	sheet_word(to, entry->holder ? entry->words->pid : NULL);
}

static void put_comm(struct sheet *to, const void *row)
{
	const struct entry *entry = row;

	sheet_word(to, entry->holder ? entry->words->comm : NULL);
}

static void put_fds(struct sheet *to, const void *row)
{
	const struct entry *entry = row;

	if (entry->holder && entry->words->fds.len)
		buf_puts(&to->value, entry->words->fds.data);
	else
		sheet_word(to, NULL);
}

static void put_socket(struct sheet *to, const void *row)
{
	const struct entry *entry = row;
	const struct model *model = entry->refs->model;
	size_t inode = IDMAP_NONE;

	if (entry->holder && entry->holder->hold == HOLD_INFLIGHT)
		inode = model->queues[model->queued[entry->holder->at].queue]
				.inode;
	sheet_word(to, inode == IDMAP_NONE ? NULL :
					     model->inodes[inode].row->ino);
}

static void put_name(struct sheet *to, const void *row)
{
	sheet_word(to, file_of(row)->name);
}

static const struct sheet_column columns[] = {
	{ "PID", true, "process that was asked for", put_pid },
	{ "FD", false, "its descriptors of the open file", put_fd },
	{ "FILE", false, "which open file", put_file },
	{ "REFS", true, "references to it", put_refs },
	{ "HELD", false, "how the holder has them", put_held },
	{ "COUNT", true, "how many", put_count },
	{ "BY", true, "process that holds them", put_by },
	{ "COMM", false, "its command name", put_comm },
	{ "FDS", false, "its descriptors", put_fds },
	{ "SOCKET", true, "inode number of the socket that carries them",
	  put_socket },
	{ "NAME", false, "path, or what stands for it", put_name },
};

#define N_COLUMNS (sizeof(columns) / sizeof(*columns))

void accounts_help(struct buf *to)
{
	sheet_help(to, columns, N_COLUMNS);
}

void accounts_begin_sheet(struct accounts *accounts)
{
	sheet_init(&accounts->sheet, "references", columns, N_COLUMNS,
		   accounts->format, accounts->row.term->symbols->ascii,
		   accounts->row.out);
}

void account_fill_sheet(struct accounts *accounts,
			const struct account *account,
			const struct refs_sum *sum)
{
	const struct refs *refs = accounts->refs;
	struct entry entry = {
		.refs = refs,
		.account = account,
		.words = &accounts->words,
		.rest = sum->rest,
	};

	for (size_t i = refs->files[account->file].first; i != IDMAP_NONE;
	     i = refs->holders[i].next) {
		entry.holder = &refs->holders[i];
		holder_describe(&accounts->words, refs, entry.holder,
				&symbols_ascii);
		sheet_add(&accounts->sheet, &entry);
	}
	entry.holder = NULL;
	if (sum->rest)
		sheet_add(&accounts->sheet, &entry);
}
