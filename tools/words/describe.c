// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "base/escape.h"
#include "words/describe.h"
#include "words/describe_parts.h"

/* What is said of how a table was copied; a whole one goes without saying. */
static const struct {
	const char *snapshot;
	const char *words;
} states[] = {
	{ "whole", "" },
	{ "chunked", "snapshot chunked: not one instant" },
	{ "torn", "snapshot torn: it exited, called exec or changed tables" },
	{ "none", "snapshot none: a zombie or exiting" },
	{ "error", "could not be read" },
};

/* What must not be missed stands in lines of its own. */
static void begin_line(struct phrases *to, size_t first)
{
	if (to->n > first)
		to->phrase[first].new_line = true;
}

static void describe_snapshot(struct phrases *to, const struct doc_head *head,
			      const struct symbols *symbols)
{
	size_t first = to->n;
	bool known = false;

	for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++) {
		if (!same_word(states[i].snapshot, head->snapshot))
			continue;
		if (*states[i].words)
			phrase_words(to, STYLE_ALERT, "%s",
				     phrase_usual(to, states[i].words));
		known = true;
	}
	if (head->snapshot && !known) {
		phrase_words(to, STYLE_ALERT, "snapshot");
		add_word(to, STYLE_ALERT, head->snapshot, symbols);
	}
	if (head->error)
		add_pair(to, STYLE_ALERT, "error", head->error, symbols);
	begin_line(to, first);
}

/* In one piece: what the word belongs to must not be missed either. */
static void describe_ids(struct phrases *to, const struct doc_head *head,
			 const struct symbols *symbols)
{
	size_t first = to->n;

	if (!head->ids)
		return;
	add_pair(to, STYLE_ALERT, "ids:", head->ids, symbols);
	begin_line(to, first);
}

/* Whose table it is where that is not the process's own thread. */
static void describe_threads(struct phrases *to, const struct doc_head *head)
{
	size_t first = to->n;

	if (head->tgid && strcmp(head->tgid, head->pid))
		phrase_words(to, STYLE_PLAIN, "thread of %s", head->tgid);
	begin_line(to, first);
	first = to->n;
	if (head->via)
		phrase_words(to, STYLE_ALERT, "leader exited: table of thread "
			     "%s", head->via);
	begin_line(to, first);
}

/* Directories that the process holds, where they are drawn for some file. */
static void describe_paths(struct phrases *to, const struct model *model,
			   const struct doc *doc, const struct symbols *symbols)
{
	const struct doc_path *paths = DOC_ROWS(doc, PATHS, doc_path);

	for (size_t i = 0; i < DOC_N(doc, PATHS); i++) {
		size_t inode = idmap_get(&model->inode_ids, paths[i].inode.id);

		if (!strcmp(paths[i].as, "busy"))
			phrase_add(to, STYLE_ALERT, "cwd, root busy");
		if (inode == IDMAP_NONE)
			continue;
		add_escaped(to, STYLE_PLAIN, paths[i].as, symbols);
		phrase_word(to, STYLE_LABEL, "I%zu",
			    model->inodes[inode].label);
		phrase_names(to, SORT_INODE, inode);
	}
}

static void describe_process(struct phrases *to, const struct model *model,
			     const struct doc *doc,
			     const struct symbols *symbols)
{
	const struct doc_head *head = &doc->head;
	size_t first = to->n;

	phrase_add(to, STYLE_LABEL, "process %s", head->pid);
	to->phrase[first].new_line = true;
	add_escaped(to, STYLE_NAME, head->comm, symbols);
	describe_threads(to, head);
	describe_paths(to, model, doc, symbols);
	describe_ids(to, head, symbols);
	describe_snapshot(to, head, symbols);
}

void describe_table(struct phrases *to, const struct view *view, size_t table,
		    const struct symbols *symbols)
{
	const struct model_table *tables = view->model->tables;
	const struct model_table *t = &tables[table];
	const struct doc_table *row = doc_table(t->docs[t->n_docs - 1]);
	size_t n;

	for (size_t i = 0; i < t->n_docs; i++)
		describe_process(to, view->model, t->docs[i], symbols);
	n = to->n;
	if (row && row->users && strcmp(row->users, "1"))
		phrase_words(to, STYLE_PLAIN, "table users %s", row->users);
	if (to->n > n)
		to->phrase[n].new_line = true;
	if (t->twin != IDMAP_NONE)
		phrase_words(to, STYLE_ALERT, "same table as process %s, at "
			     "another moment",
			     tables[t->twin].docs[0]->head.pid);
}

/* Columns of a number. */
static size_t digits_of(unsigned long number)
{
	size_t n = 1;

	while (number /= 10)
		n++;
	return n;
}

/* Columns of the numbers of descriptors. */
static size_t numbers_width(const struct view *view, size_t item,
			    const struct symbols *symbols)
{
	const struct view_fd *fds = &view->fds[item];
	unsigned int fd = view->model->fds[fds->first].row->fd;
	size_t width = digits_of(fd);

	if (fds->count > 1)
		width += text_width(symbols->dash) +
			 digits_of(fd + fds->count - 1);
	return width;
}

static void add_numbers(struct phrases *to, const struct view *view,
			size_t item, size_t digits,
			const struct symbols *symbols)
{
	const struct view_fd *fds = &view->fds[item];
	unsigned int fd = view->model->fds[fds->first].row->fd;
	struct buf *text = phrase_begin(to, STYLE_LABEL);

	buf_fill(text, ' ', digits - numbers_width(view, item, symbols));
	buf_number(text, fd);
	if (fds->count > 1) {
		buf_puts(text, symbols->dash);
		buf_number(text, fd + fds->count - 1);
	}
	phrase_end(to);
}

void describe_fd(struct phrases *to, const struct view *view, size_t item,
		 size_t digits, bool refer, const struct symbols *symbols)
{
	static const char *const names[] = { "stdin", "stdout", "stderr" };
	const struct view_fd *fds = &view->fds[item];
	const struct doc_fd *row = view->model->fds[fds->first].row;

	size_t first = to->n;

	add_numbers(to, view, item, digits, symbols);
	for (size_t i = row->fd; i < row->fd + fds->count && i < 3; i++)
		phrase_add(to, STYLE_PLAIN, "%s", names[i]);
	if (row->flags)
		add_escaped(to, STYLE_NAME, row->flags, symbols);
	for (size_t i = first + 1; i < to->n; i++)
		to->phrase[i].gap = 1;
	if (refer)
		add_reference(to, 'F', view_file_label(view, fds->file),
			      view->files[fds->file].count, symbols);
}

size_t describe_digits(const struct view *view, const struct symbols *symbols)
{
	size_t digits = 3;

	for (size_t i = 0; i < view->n_fds; i++) {
		size_t width = numbers_width(view, i, symbols);

		if (width > digits)
			digits = width;
	}
	return digits;
}
