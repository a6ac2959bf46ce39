// SPDX-License-Identifier: GPL-2.0-only
/* The rows of a drawing. */
#include "base/buf.h"
#include "render/text/layout.h"
#include "words/describe.h"

/* Rows that a box may be taller than its text, to stand against the next. */
#define GAP_MAX 6

/* The next free row of each column. */
struct next {
	size_t fd;
	size_t file;
	size_t inode;
};

static size_t max(size_t a, size_t b)
{
	return a > b ? a : b;
}

/*
 * One line of frame divides an item from the next. Where a few rows more lie
 * between them the upper one gets these, so that the column stays one table.
 */
static void place(struct stack *stack, size_t item, size_t row, size_t *next)
{
	if (item && row > *next && row - *next <= GAP_MAX)
		stack->lines[item - 1] += row - *next;
	stack->row[item] = row;
	*next = row + stack->lines[item] + 1;
}

/* An open file from @row on, and its inode beside it if that is new as well. */
static size_t place_file(struct layout *layout, size_t file, size_t row,
			 struct next *next)
{
	const struct view *view = layout->view;
	size_t inode = view->files[file].inode;
	bool new_inode = view->inodes[inode].first_file == file;

	row = max(row, next->file);
	if (new_inode)
		row = max(row, next->inode);
	place(&layout->files, file, row, &next->file);
	if (new_inode)
		place(&layout->inodes, inode, row, &next->inode);
	return row;
}

static void place_fds(struct layout *layout, const struct view_table *table,
		      struct next *next)
{
	const struct view *view = layout->view;

	for (size_t i = table->first; i < table->first + table->n; i++) {
		size_t file = view->fds[i].file;
		size_t row = next->fd;

		if (view->files[file].first_fd == i)
			row = place_file(layout, file, row, next);
		layout->fd_row[i] = row;
		next->fd = row + 1;
	}
}

static size_t head_lines(const struct layout *layout, size_t table,
			 const struct symbols *symbols)
{
	struct phrases p = { 0 };
	size_t lines;

	describe_table(&p, layout->view, table, symbols);
	lines = phrases_lines(&p, 0, p.n, layout->left);
	phrases_free(&p);
	return lines;
}

/* What is only in flight stands below the rest. */
static void place_rest(struct layout *layout, struct next *next)
{
	const struct view *view = layout->view;

	for (size_t i = 0; i < view->n_files; i++)
		if (view->files[i].first_fd == IDMAP_NONE)
			place_file(layout, i, 0, next);
}

void layout_place(struct layout *layout, const struct symbols *symbols)
{
	const struct view *view = layout->view;
	struct next next = { 0 };

	layout->fd_row = array_make(view->n_fds, sizeof(*layout->fd_row));
	layout->tables = array_make(view->model->n_tables,
				    sizeof(*layout->tables));
	for (size_t i = 0; i < view->model->n_tables; i++) {
		struct layout_table *rows = &layout->tables[i];

		rows->head = next.fd;
		rows->top = rows->head + head_lines(layout, i, symbols);
		next.fd = rows->top + 1;
		next.file = max(next.file, layout->tables[0].top + 1);
		next.inode = max(next.inode, layout->tables[0].top + 1);
		place_fds(layout, &view->tables[i], &next);
		/* An empty table has a row that says so. */
		rows->bottom = max(next.fd, rows->top + 2);
		next.fd = rows->bottom + 2;
		layout->rows = rows->bottom + 1;
	}
	place_rest(layout, &next);
	layout->rows = max(layout->rows, max(next.file, next.inode));
}
