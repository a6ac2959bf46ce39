// SPDX-License-Identifier: GPL-2.0-only
#include "text/tables.h"
#include "words/describe_facts.h"

/* Rows of one table that are shown of one object. */
#define SHOWN 8

/*
 * What is said of the rows of a table, and what more of them are called. A
 * table without a row here is shown as the text has it.
 */
static const struct {
	fact_describer *describe;
	const char *rows;
} tables[DOC_TABLES] = {
	[DOC_PIPES] = { describe_pipe, "pipes" },
	[DOC_SOCKETS] = { describe_socket, "sockets" },
	[DOC_DETAILS] = { describe_detail, "details" },
	[DOC_EPOLL] = { describe_epoll, "files" },
	[DOC_WATCHES] = { describe_watch, "watches" },
	[DOC_LOCKS] = { describe_lock, "locks" },
	[DOC_OWNERS] = { describe_owner, "owners" },
};

/* Every column that has a value; the first says what the row is about. */
static void describe_columns(struct phrases *to, enum doc_table_index table,
			     const void *row, const struct symbols *symbols)
{
	const struct table_desc *desc = &doc_tables[table];
	struct buf value = { 0 };

	for (size_t i = 1; i < desc->n_columns; i++) {
		buf_clear(&value);
		row_show(&value, &desc->columns[i], row);
		if (strcmp(value.data, "-"))
			add_pair(to, STYLE_PLAIN, desc->columns[i].name,
				 value.data, symbols);
	}
	buf_free(&value);
}

static void describe_fact(struct phrases *to, const struct model *model,
			  const struct model_fact *fact,
			  const struct symbols *symbols)
{
	if (tables[fact->table].describe)
		tables[fact->table].describe(to, model, fact, symbols);
	else
		describe_columns(to, fact->table, fact->row, symbols);
}

static void add_more(struct phrases *to, size_t n, const char *of)
{
	size_t first = to->n;

	phrase_words(to, STYLE_ALERT, "and %zu more %s", n, of);
	to->phrase[first].new_line = true;
}

void describe_facts(struct phrases *to, const struct model *model,
		    const struct model_facts *facts,
		    const struct symbols *symbols)
{
	size_t i = facts->n ? facts->first : IDMAP_NONE;

	while (i != IDMAP_NONE) {
		enum doc_table_index table = model->facts[i].table;
		size_t n = 0;

		for (; i != IDMAP_NONE && model->facts[i].table == table;
		     i = model->facts[i].next)
			if (n++ < SHOWN)
				describe_fact(to, model, &model->facts[i],
					      symbols);
		if (n > SHOWN)
			add_more(to, n - SHOWN, tables[table].rows ?
				 tables[table].rows : "rows");
	}
}

/* @n references in one queue, of which @queued is one. */
static void add_queued(struct phrases *to, const struct model *model,
		       const struct model_queued *queued, size_t n)
{
	size_t socket = model->queues[queued->queue].inode;
	size_t first = to->n;

	if (n > 1)
		phrase_words(to, STYLE_ALERT, "%zu times in flight", n);
	else
		phrase_words(to, STYLE_ALERT, "in flight");
	if (socket != IDMAP_NONE && queued->row->embryo)
		phrase_word(to, STYLE_ALERT, "at I%zu",
			    model->inodes[socket].label);
	else if (socket != IDMAP_NONE)
		phrase_word(to, STYLE_ALERT, "in I%zu",
			    model->inodes[socket].label);
	if (socket != IDMAP_NONE)
		phrase_names(to, SORT_INODE, socket);
	to->phrase[first].new_line = true;
}

void describe_queued(struct phrases *to, const struct model *model,
		     const struct model_file *file)
{
	size_t i = file->first_queued;
	size_t shown = 0, more = 0;

	while (i != IDMAP_NONE) {
		const struct model_queued *queued = &model->queued[i];
		size_t n = 0;

		for (; i != IDMAP_NONE &&
		       model->queued[i].queue == queued->queue &&
		       model->queued[i].row->embryo == queued->row->embryo;
		     i = model->queued[i].next_of_file)
			n++;
		if (shown++ < SHOWN)
			add_queued(to, model, queued, n);
		else
			more += n;
	}
	if (more)
		add_more(to, more, "times");
}
