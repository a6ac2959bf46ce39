// SPDX-License-Identifier: GPL-2.0-only
/*
 * The drawing as a flowchart of Mermaid, which web pages of projects show
 * (mermaid.js.org/syntax/flowchart.html). Labels stand in quotes, with whatever
 * could end or change them as an entity code.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "render/render.h"
#include "words/describe.h"

/* Columns that a description may take before it goes on in another line. */
#define LINE_WIDTH 48

static bool is_harmless(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80 ||
	       (c && strchr(" ./-_:,()[]=+@", c));
}

static void put_escaped(FILE *out, const char *text)
{
	for (; *text; text++)
		if (is_harmless(*text))
			putc(*text, out);
		else
			fprintf(out, "#%d;", *text);
}

static void put_line(FILE *out, const struct phrases *text, size_t i,
		     size_t end)
{
	for (size_t first = i; i < end; i++) {
		if (i > first && text->phrase[i].gap)
			putc(' ', out);
		put_escaped(out, phrase_text(text, i));
	}
}

/* Put a description and clear it. */
static void put_text(FILE *out, struct phrases *text)
{
	putc('"', out);
	for (size_t i = 0, end; i < text->n; i = end) {
		end = phrases_flow(text, i, text->n, LINE_WIDTH);
		fputs(i ? "<br/>" : "", out);
		put_line(out, text, i, end);
	}
	putc('"', out);
	phrases_clear(text);
}

static void put_table(FILE *out, const struct view *view, size_t table,
		      size_t digits, const struct symbols *symbols)
{
	const struct view_table *t = &view->tables[table];
	struct phrases text = { 0 };

	fprintf(out, "\tsubgraph T%zu[", table + 1);
	describe_table(&text, view, table, symbols);
	put_text(out, &text);
	fputs("]\n", out);
	for (size_t i = t->first; i < t->first + t->n; i++) {
		fprintf(out, "\t\td%zu[", i);
		describe_fd(&text, view, i, digits, false, symbols);
		put_text(out, &text);
		fputs("]\n", out);
	}
	fputs("\tend\n", out);
	phrases_free(&text);
}

static void put_nodes(FILE *out, const struct view *view,
		      const struct symbols *symbols)
{
	struct phrases text = { 0 };

	for (size_t i = 0; i < view->n_files; i++) {
		fprintf(out, "\tF%zu[", view_file_label(view, i));
		describe_file(&text, view, i, false, symbols);
		put_text(out, &text);
		fputs("]\n", out);
	}
	for (size_t i = 0; i < view->n_inodes; i++) {
		fprintf(out, "\tI%zu[", view_inode_label(view, i));
		describe_inode(&text, view, i, symbols);
		put_text(out, &text);
		fputs("]\n", out);
	}
	phrases_free(&text);
}

static void put_arrows(FILE *out, const struct view *view)
{
	for (size_t i = 0; i < view->n_fds; i++)
		fprintf(out, "\td%zu --> F%zu\n", i,
			view_file_label(view, view->fds[i].file));
	for (size_t i = 0; i < view->n_files; i++)
		fprintf(out, "\tF%zu --> I%zu\n", view_file_label(view, i),
			view_inode_label(view, view->files[i].inode));
}

/* The item that stands for each inode. */
static size_t *inode_items(const struct view *view)
{
	size_t *items = array_make(view->model->n_inodes, sizeof(*items));

	for (size_t i = 0; i < view->n_inodes; i++)
		for (size_t j = 0; j < view->inodes[i].count; j++)
			items[view->inodes[i].first + j] = i;
	return items;
}

static void put_ties(FILE *out, const struct view *view)
{
	const struct model *model = view->model;
	size_t *items = inode_items(view);

	for (size_t i = 0; i < model->n_edges; i++) {
		const struct model_edge *edge = &model->edges[i];

		if (edge->tie == TIE_PEER)
			fprintf(out, "\tI%zu <-.-> I%zu\n",
				view_inode_label(view, items[edge->from.at]),
				view_inode_label(view, items[edge->to.at]));
		else if (edge->tie == TIE_CARRIES)
			fprintf(out, "\tI%zu -. in flight .-> F%zu\n",
				view_inode_label(view, items[edge->from.at]),
				model->files[edge->to.at].label);
	}
	free(items);
}

void render_mermaid(const struct view *view, const struct term *term, FILE *out)
{
	size_t digits = describe_digits(view, term->symbols);

	fputs("flowchart LR\n", out);
	for (size_t i = 0; i < view->model->n_tables; i++)
		put_table(out, view, i, digits, term->symbols);
	put_nodes(out, view, term->symbols);
	put_arrows(out, view);
	put_ties(out, view);
}
