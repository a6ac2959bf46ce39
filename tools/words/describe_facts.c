// SPDX-License-Identifier: GPL-2.0-only
#include "words/describe_facts.h"

/* Rows of one table that are shown of one object. */
#define SHOWN 8

static fact_describer *const describers[DOC_TABLES] = {
	[DOC_PIPES] = describe_pipe,
	[DOC_SOCKETS] = describe_socket,
	[DOC_DETAILS] = describe_detail,
	[DOC_EPOLL] = describe_epoll,
	[DOC_WATCHES] = describe_watch,
	[DOC_LOCKS] = describe_lock,
	[DOC_OWNERS] = describe_owner,
};

static void add_more(struct phrases *to, size_t n, const char *of)
{
	size_t first = to->n;

	phrase_words(to, STYLE_ALERT, "and %zu more %s", n, of);
	to->phrase[first].new_line = true;
}

/* What more than the shown rows of a table are called. */
static const char *const rows_names[DOC_TABLES] = {
	[DOC_DETAILS] = "details",
	[DOC_EPOLL] = "files",
	[DOC_WATCHES] = "watches",
	[DOC_LOCKS] = "locks",
};

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
				describers[table](to, model,
						  model->facts[i].row, symbols);
		if (n > SHOWN)
			add_more(to, n - SHOWN, rows_names[table]);
	}
}

/* @n references in one queue, of which @queued is one. */
static void add_queued(struct phrases *to, const struct model *model,
		       const struct model_queued *queued, size_t n)
{
	size_t socket = idmap_get(&model->inode_ids, queued->row->socket.id);
	size_t first = to->n;

	if (n > 1)
		phrase_words(to, STYLE_ALERT, "%zu times in flight", n);
	else
		phrase_words(to, STYLE_ALERT, "in flight");
	if (socket != IDMAP_NONE && queued->row->embryo)
		phrase_word(to, STYLE_ALERT, "at I%zu", socket + 1);
	else if (socket != IDMAP_NONE)
		phrase_word(to, STYLE_ALERT, "in I%zu", socket + 1);
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
