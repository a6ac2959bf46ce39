// SPDX-License-Identifier: GPL-2.0-only
/*
 * The drawing for terminals. Rows are made one by one from the top, each column
 * moving along its items, so that memory does not grow with the drawing.
 */
#include <stdio.h>
#include <stdlib.h>

#include "render/render.h"
#include "render/text/arrows.h"
#include "render/text/boxes.h"
#include "render/text/narrow.h"
#include "words/describe.h"

/**
 * struct drawing - where we are in a drawing
 * @layout: its measures
 * @row: the row that is being made
 * @y: that row's number
 * @table: the table that we are in, or the next one
 * @fd: the next of view.fds
 * @text: what is said of the table
 * @at: first phrase of the next line of a table's head
 * @files: column of open files
 * @inodes: column of inodes
 * @to_files: arrows between the tables and the open files
 * @to_inodes: arrows between the open files and the inodes
 */
struct drawing {
	const struct layout *layout;
	struct cells row;
	size_t y;
	size_t table;
	size_t fd;
	struct phrases text;
	size_t at;
	struct boxes files;
	struct boxes inodes;
	struct arrows to_files;
	struct arrows to_inodes;
};

/* Each line of a table's head; what is said is got at its first. */
static void put_head(struct drawing *d, const struct layout_table *rows)
{
	size_t width = d->layout->left;
	size_t end;

	if (d->y == rows->head) {
		phrases_clear(&d->text);
		describe_table(&d->text, d->layout->view, d->table,
			       d->row.term->symbols);
		d->at = 0;
	}
	end = phrases_flow(&d->text, d->at, d->text.n, width);
	cells_phrases(&d->row, &d->text, d->at, end, width);
	d->at = end;
}

/* The row of a table's box in which there are no descriptors. */
static void put_no_fd(struct drawing *d, const struct view_table *table)
{
	const struct model *model = d->layout->view->model;
	bool failed = doc_failed(model->tables[d->table].docs[0]);

	phrases_clear(&d->text);
	if (!table->n)
		phrase_add(&d->text, failed ? STYLE_ALERT : STYLE_FAINT, "%s",
			   failed ? "unknown" : "empty");
	box_line(&d->row, &d->text, 0, d->text.n, d->layout->left, false);
}

/* A row inside a table's box; returns the descriptors in it, if any. */
static size_t put_fd(struct drawing *d, const struct view_table *table)
{
	const struct layout *layout = d->layout;
	const struct prose *prose = &layout->fds;
	size_t fd = d->fd;
	size_t file;

	if (fd == table->first + table->n || layout->fd_row[fd] != d->y) {
		put_no_fd(d, table);
		return IDMAP_NONE;
	}
	file = layout->view->fds[fd].file;
	box_line(&d->row, &prose->text, prose->first[fd], prose->first[fd + 1],
		 layout->left, net_draws(&layout->to_files.nets[file], fd));
	return d->fd++;
}

/* The column of descriptor tables, with the gutter that follows it. */
static void put_tables(struct drawing *d)
{
	const struct layout *layout = d->layout;
	const struct view *view = layout->view;
	const struct layout_table *rows = &layout->tables[d->table];
	size_t fd = IDMAP_NONE;

	if (d->table == view->model->n_tables || d->y < rows->head) {
		cells_blanks(&d->row, layout->left);
	} else if (d->y < rows->top) {
		put_head(d, rows);
	} else if (d->y == rows->top) {
		box_frame(&d->row, PART_TOP, layout->left);
	} else if (d->y < rows->bottom) {
		fd = put_fd(d, &view->tables[d->table]);
	} else {
		box_frame(&d->row, PART_BOTTOM, layout->left);
		d->table++;
	}
	arrows_row(&d->to_files, &d->row,
		   fd == IDMAP_NONE ? IDMAP_NONE : view->fds[fd].file, fd);
}

static void put_row(struct drawing *d)
{
	const struct view *view = d->layout->view;
	size_t file = boxes_item(&d->files, d->y);
	size_t inode = file == IDMAP_NONE ? IDMAP_NONE :
					    view->files[file].inode;

	put_tables(d);
	boxes_row(&d->files, &d->row, d->y, inode != IDMAP_NONE &&
		  net_draws(&d->layout->to_inodes.nets[inode], file));
	arrows_row(&d->to_inodes, &d->row, inode, file);
	boxes_row(&d->inodes, &d->row, d->y, false);
	cells_print(&d->row);
}

static void draw(const struct layout *layout, const struct term *term,
		 FILE *out)
{
	struct drawing d = {
		.layout = layout,
		.row = { .term = term, .out = out },
		.files = { .title = "open files", .stack = &layout->files },
		.inodes = { .title = "inodes", .stack = &layout->inodes },
	};

	arrows_init(&d.to_files, &layout->to_files);
	arrows_init(&d.to_inodes, &layout->to_inodes);
	for (; d.y < layout->rows && !ferror(d.row.out); d.y++)
		put_row(&d);
	arrows_free(&d.to_files);
	arrows_free(&d.to_inodes);
	phrases_free(&d.text);
	cells_free(&d.row);
}

void render_text(const struct view *view, const struct term *term, FILE *out)
{
	struct layout layout;

	if (!layout_make(&layout, view, term)) {
		render_narrow(view, term, out);
		return;
	}
	draw(&layout, term, out);
	layout_free(&layout);
}
