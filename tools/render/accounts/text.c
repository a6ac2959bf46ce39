// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "render/accounts/accounts.h"

static const struct {
	const char *one;
	const char *many;
} holds[HOLDS] = {
	[HOLD_DESCRIPTOR] = { "descriptor", "descriptors" },
	[HOLD_MAPPING] = { "mapping", "mappings" },
	[HOLD_EXECUTABLE] = { "executable", "executables" },
	[HOLD_INFLIGHT] = { "in flight", "in flight" },
};

/* Columns of a holder's line: the longest of the words above, of a PID. */
#define HOLD_WIDTH 11
#define PID_WIDTH  7

static const char *hold_word(enum refs_hold hold, uint64_t count)
{
	return count == 1 ? holds[hold].one : holds[hold].many;
}

static void put_word(struct cells *row, enum style style, const char *word)
{
	struct buf shown = { 0 };

	if (!word)
		return;
	cells_blanks(row, 2);
	escape_show(&shown, word, row->term->symbols->ascii);
	cells_text(row, style, shown.data);
	buf_free(&shown);
}

/* Which descriptors were asked for, and what they refer to. */
static void put_title(struct accounts *accounts, const struct account *account)
{
	const struct doc_file *file =
		accounts->refs->model->files[account->file].row;
	struct cells *row = &accounts->row;
	struct buf text = { 0 };

	buf_printf(&text, "%s:", account->doc->head.pid);
	holder_put_fds(&text, accounts->refs, account->holder,
		       row->term->symbols);
	cells_text(row, STYLE_LABEL, text.data);
	buf_free(&text);
	put_word(row, STYLE_PLAIN, account->doc->head.comm);
	put_word(row, STYLE_PLAIN, file->kind);
	put_word(row, STYLE_PLAIN, file->mode);
	put_word(row, STYLE_NAME, file->name);
	cells_print(row);
}

/* "refs 4 = 2 descriptors + 1 mapping + 1 unexplained" */
static void put_sum(struct accounts *accounts, const struct account *account,
		    const struct refs_sum *sum)
{
	const struct model_file *file =
		&accounts->refs->model->files[account->file];
	struct cells *row = &accounts->row;
	struct buf text = { 0 };
	bool first = true;

	if (sum->known)
		buf_printf(&text, "refs %" PRIu64, sum->refs);
	else
		buf_puts(&text, "refs unknown");
	if (!same_word(file->row->refs, file->was->refs) && file->was->refs)
		buf_printf(&text, " (was %s)", file->was->refs);
	for (int i = 0; i < HOLDS; i++) {
		if (!sum->count[i])
			continue;
		buf_printf(&text, " %s %" PRIu64 " %s", first ? "=" : "+",
			   sum->count[i], hold_word(i, sum->count[i]));
		first = false;
	}
	cells_blanks(row, 2);
	cells_text(row, STYLE_PLAIN, text.data);
	buf_clear(&text);
	if (sum->rest > 0)
		buf_printf(&text, " %s %" PRId64 " unexplained",
			   first ? "=" : "+", sum->rest);
	else if (sum->rest < 0)
		buf_printf(&text, " - %" PRIu64 " that came or went meanwhile",
			   -(uint64_t)sum->rest);
	if (text.len)
		cells_text(row, STYLE_ALERT, text.data);
	cells_print(row);
	buf_free(&text);
}

/* Another account may be of the same open file. */
static void put_other(struct cells *row, const struct refs *refs, uint64_t id,
		      size_t edge)
{
	const struct model *model = refs->model;
	size_t holder = edge == IDMAP_NONE ? IDMAP_NONE :
			refs->files[model->edges[edge].to.at].first;
	struct buf text = { 0 };

	buf_puts(&text, "perhaps the same open file as ");
	if (holder != IDMAP_NONE &&
	    refs->holders[holder].hold == HOLD_DESCRIPTOR) {
		size_t table = refs->holders[holder].at;

		buf_printf(&text, "%s:",
			   model->tables[table].docs[0]->head.pid);
		holder_put_fds(&text, refs, &refs->holders[holder],
			       row->term->symbols);
	} else {
		buf_printf(&text, "%016" PRIx64, id);
	}
	cells_blanks(row, 2);
	cells_text(row, STYLE_ALERT, text.data);
	cells_print(row);
	buf_free(&text);
}

static void put_others(struct accounts *accounts, const struct account *account)
{
	const struct model *model = accounts->refs->model;
	const struct model_facts *facts = &model->files[account->file].facts;
	uint64_t id;

	for (size_t i = facts->first; i != IDMAP_NONE;
	     i = model->facts[i].next)
		if (model->facts[i].table == DOC_DETAILS &&
		    detail_other(model->facts[i].row, &id))
			put_other(&accounts->row, accounts->refs, id,
				  model->facts[i].edge);
}

/* Text in a column; one that is too wide takes what it needs. */
static void put_cell(struct cells *row, const char *text, size_t width,
		     bool right)
{
	size_t used = text_width(text);
	size_t left = used < width ? width - used : 0;

	cells_blanks(row, right ? left : 0);
	cells_text(row, STYLE_PLAIN, text);
	cells_blanks(row, right ? 0 : left);
}

/* What belongs to a holder's line after the process. */
static void put_place(struct cells *row, const struct refs_holder *holder,
		      const struct holder_words *words)
{
	bool carried = holder->hold == HOLD_INFLIGHT;
	struct buf text = { 0 };

	buf_clear(&text);
	if (carried && words->fds.len)
		buf_printf(&text, "  in %s, descriptor %s", words->in.data,
			   words->fds.data);
	else if (carried)
		buf_printf(&text, "  in %s", words->in.data);
	else if (words->fds.len)
		buf_printf(&text, "  %s", words->fds.data);
	if (words->more.len)
		buf_printf(&text, "%s %s", carried || words->fds.len ? "," :
								       " ",
			   words->more.data);
	cells_text(row, STYLE_PLAIN, text.data);
	buf_free(&text);
}

/* Columns that the numbers of an account take. */
static size_t count_width(const struct refs_sum *sum)
{
	char number[32];
	uint64_t most = sum->refs;

	for (int i = 0; i < HOLDS; i++)
		if (sum->count[i] > most)
			most = sum->count[i];
	return snprintf(number, sizeof(number), "%" PRIu64, most);
}

/* How wide the widest command of an account's holders is. */
static size_t comm_width(struct accounts *accounts,
			 const struct account *account)
{
	const struct refs *refs = accounts->refs;
	const struct symbols *symbols = accounts->row.term->symbols;
	struct buf comm = { 0 };
	size_t width = 0;

	for (size_t i = refs->files[account->file].first; i != IDMAP_NONE;
	     i = refs->holders[i].next) {
		size_t one;

		holder_describe(&accounts->words, refs, &refs->holders[i],
				symbols);
		buf_clear(&comm);
		escape_show(&comm, accounts->words.comm, symbols->ascii);
		one = text_width(comm.data);
		width = one > width ? one : width;
	}
	buf_free(&comm);
	return width;
}

static void put_holder(struct accounts *accounts,
		       const struct refs_holder *holder, size_t count_columns,
		       size_t comm_columns)
{
	const struct symbols *symbols = accounts->row.term->symbols;
	struct holder_words *words = &accounts->words;
	struct cells *row = &accounts->row;
	struct buf text = { 0 };

	holder_describe(words, accounts->refs, holder, symbols);
	buf_printf(&text, "%" PRIu64, holder->count);
	cells_blanks(row, 4);
	put_cell(row, text.data, count_columns, true);
	cells_blanks(row, 1);
	put_cell(row, hold_word(holder->hold, holder->count), HOLD_WIDTH,
		 false);
	cells_blanks(row, 1);
	put_cell(row, words->pid, PID_WIDTH, true);
	cells_blanks(row, 1);
	buf_clear(&text);
	escape_show(&text, words->comm, symbols->ascii);
	put_cell(row, text.data, comm_columns, false);
	put_place(row, holder, words);
	cells_print(row);
	buf_free(&text);
}

void account_print_text(struct accounts *accounts,
			const struct account *account,
			const struct refs_sum *sum)
{
	const struct refs *refs = accounts->refs;
	size_t counts = count_width(sum);
	size_t comms = comm_width(accounts, account);

	if (accounts->n)
		cells_print(&accounts->row);
	put_title(accounts, account);
	put_sum(accounts, account, sum);
	put_others(accounts, account);
	for (size_t i = refs->files[account->file].first; i != IDMAP_NONE;
	     i = refs->holders[i].next)
		put_holder(accounts, &refs->holders[i], counts, comms);
}
