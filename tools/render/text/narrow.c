// SPDX-License-Identifier: GPL-2.0-only
/* Where three columns do not fit: one after another, with labels for arrows. */
#include "render/cells.h"
#include "render/text/narrow.h"
#include "words/describe.h"

#define INDENT 2

/* Put a description and clear it; its first line stands left of the others. */
static void put(struct cells *row, struct phrases *text, size_t indent)
{
	size_t width = row->term->width - indent - INDENT;

	for (size_t i = 0, end; i < text->n; i = end) {
		end = phrases_flow(text, i, text->n, width);
		cells_blanks(row, indent + (i ? INDENT : 0));
		cells_phrases(row, text, i, end, width);
		cells_print(row);
	}
	phrases_clear(text);
}

static void put_title(struct cells *row, const char *title)
{
	cells_print(row);
	cells_text(row, STYLE_LABEL, title);
	cells_print(row);
}

static void put_table(struct cells *row, const struct view *view, size_t table,
		      size_t digits, struct phrases *text)
{
	const struct symbols *symbols = row->term->symbols;
	const struct view_table *t = &view->tables[table];

	if (table)
		cells_print(row);
	describe_table(text, view, table, symbols);
	put(row, text, 0);
	for (size_t i = t->first; i < t->first + t->n; i++) {
		describe_fd(text, view, i, digits, true, symbols);
		put(row, text, INDENT);
	}
}

static void put_files(struct cells *row, const struct view *view,
		      struct phrases *text)
{
	put_title(row, "open files");
	for (size_t i = 0; i < view->n_files; i++) {
		describe_file(text, view, i, true, row->term->symbols);
		put(row, text, INDENT);
	}
}

static void put_inodes(struct cells *row, const struct view *view,
		       struct phrases *text)
{
	put_title(row, "inodes");
	for (size_t i = 0; i < view->n_inodes; i++) {
		describe_inode(text, view, i, row->term->symbols);
		put(row, text, INDENT);
	}
}

void render_narrow(const struct view *view, const struct term *term, FILE *out)
{
	struct cells row = { .term = term, .out = out };
	struct phrases text = { 0 };
	size_t digits = describe_digits(view, term->symbols);

	for (size_t i = 0; i < view->model->n_tables; i++)
		put_table(&row, view, i, digits, &text);
	if (view->n_files)
		put_files(&row, view, &text);
	if (view->n_inodes)
		put_inodes(&row, view, &text);
	phrases_free(&text);
	cells_free(&row);
}
