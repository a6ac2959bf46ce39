// SPDX-License-Identifier: GPL-2.0-only
/* Accounts as a table: one row for each holder, and one for the rest. */
#include <inttypes.h>

#include "render/accounts/accounts.h"

static const struct sheet_column columns[] = {
	{ "PID", true },
	{ "FD", false },
	{ "FILE", false },
	{ "REFS", true },
	{ "HELD", false },
	{ "COUNT", true },
	{ "BY", true },
	{ "COMM", false },
	{ "FDS", false },
	{ "SOCKET", true },
	{ "NAME", false },
};

static const char *const holds[HOLDS] = {
	[HOLD_DESCRIPTOR] = "descriptor",
	[HOLD_MAPPING] = "mapping",
	[HOLD_EXECUTABLE] = "executable",
	[HOLD_INFLIGHT] = "in-flight",
};

void accounts_begin_sheet(struct accounts *accounts)
{
	sheet_init(&accounts->sheet, "references", columns,
		   sizeof(columns) / sizeof(*columns),
		   accounts->format, accounts->row.term->symbols->ascii,
		   accounts->row.out);
}

static void put_word(struct sheet *to, const char *word)
{
	sheet_word(to, word);
	sheet_put(to);
}

/* The columns that all rows of an account have in common. */
static void put_account(struct accounts *accounts,
			const struct account *account)
{
	const struct doc_file *file =
		accounts->refs->model->files[account->file].row;
	struct sheet *to = &accounts->sheet;

	sheet_row(to);
	put_word(to, account->doc->head.pid);
	holder_put_fds(&to->value, accounts->refs, account->holder,
		       &symbols_ascii);
	sheet_put(to);
	buf_printf(&to->value, "%016" PRIx64, file->id);
	sheet_put(to);
	put_word(to, file->refs);
}

static const char *socket_of(const struct refs *refs,
			     const struct refs_holder *holder)
{
	const struct model *model = refs->model;
	size_t inode;

	if (holder->hold != HOLD_INFLIGHT)
		return NULL;
	inode = idmap_get(&model->inode_ids,
			  model->queued[holder->at].row->socket.id);
	return inode == IDMAP_NONE ? NULL : model->inodes[inode].row->ino;
}

static void put_holder(struct accounts *accounts,
		       const struct account *account,
		       const struct refs_holder *holder)
{
	const struct holder_words *words = &accounts->words;
	struct sheet *to = &accounts->sheet;

	holder_describe(&accounts->words, accounts->refs, holder,
			&symbols_ascii);
	put_account(accounts, account);
	put_word(to, holds[holder->hold]);
	buf_printf(&to->value, "%" PRIu64, holder->count);
	sheet_put(to);
	put_word(to, words->pid);
	put_word(to, words->comm);
	buf_puts(&to->value, words->fds.len ? words->fds.data : "-");
	sheet_put(to);
	put_word(to, socket_of(accounts->refs, holder));
	put_word(to, accounts->refs->model->files[account->file].row->name);
}

/* What is left over; less than nothing if holders came or went meanwhile. */
static void put_rest(struct accounts *accounts, const struct account *account,
		     int64_t rest)
{
	struct sheet *to = &accounts->sheet;

	put_account(accounts, account);
	put_word(to, rest > 0 ? "unexplained" : "changed");
	buf_printf(&to->value, "%" PRId64, rest);
	sheet_put(to);
	for (int i = 0; i < 4; i++)
		put_word(to, NULL);
	put_word(to, accounts->refs->model->files[account->file].row->name);
}

void account_fill_sheet(struct accounts *accounts,
			const struct account *account,
			const struct refs_sum *sum)
{
	const struct refs *refs = accounts->refs;

	for (size_t i = refs->files[account->file].first; i != IDMAP_NONE;
	     i = refs->holders[i].next)
		put_holder(accounts, account, &refs->holders[i]);
	if (sum->rest)
		put_rest(accounts, account, sum->rest);
}
