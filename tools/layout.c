// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "buf.h"
#include "describe.h"
#include "escape.h"
#include "layout.h"

/* Columns narrower than these would break what is in them apart. */
#define LEFT_MIN  15	/* "process 4194304", a comm */
#define LEFT_MAX  (32 + FRAME)
#define FILE_MIN  (14 + FRAME)
#define INODE_MIN (16 + FRAME)
#define LINES	  2	/* that an item takes where there is room */

static size_t min(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t max(size_t a, size_t b)
{
	return a > b ? a : b;
}

void layout_describe_fd(struct phrases *to, const struct layout *layout,
			size_t item, const struct symbols *symbols)
{
	const struct view *view = layout->view;
	size_t file = view->fds[item].file;

	describe_fd(to, view, item, layout->digits,
		    !net_draws(&layout->to_files.nets[file], item), symbols);
}

void layout_describe_file(struct phrases *to, const struct layout *layout,
			  size_t item, const struct symbols *symbols)
{
	const struct view *view = layout->view;
	size_t inode = view->files[item].inode;

	describe_file(to, view, item,
		      !net_draws(&layout->to_inodes.nets[inode], item),
		      symbols);
}

void layout_describe_inode(struct phrases *to, const struct layout *layout,
			   size_t item, const struct symbols *symbols)
{
	describe_inode(to, layout->view, item, symbols);
}

/* Lines that some phrases begin are needed at any width. */
static bool fits(const struct phrases *p, size_t width, size_t lines)
{
	size_t needed = 1;

	for (size_t i = 0; i < p->n; i++) {
		if (p->phrase[i].width > width)
			return false;
		needed += i && p->phrase[i].new_line;
	}
	return phrases_lines(p, width) <= max(needed, lines);
}

/* The least width, between two bounds, that gives each item @lines lines. */
static size_t natural(const struct layout *layout, layout_describer *describe,
		      size_t n, size_t width, size_t limit, size_t lines,
		      const struct symbols *symbols)
{
	struct phrases p = { 0 };

	for (size_t i = 0; i < n && width < limit; i++) {
		describe(&p, layout, i, symbols);
		while (width < limit && !fits(&p, width - FRAME, lines))
			width++;
	}
	phrases_free(&p);
	return min(width, limit);
}

/* The least width of a column in which nothing is cut that must not be. */
static size_t least(const struct layout *layout, layout_describer *describe,
		    size_t n, size_t width, const struct symbols *symbols)
{
	struct phrases p = { 0 };

	for (size_t i = 0; i < n; i++) {
		describe(&p, layout, i, symbols);
		for (size_t j = 0; j < p.n; j++)
			if (!p.phrase[j].may_cut)
				width = max(width, p.phrase[j].width + FRAME);
	}
	phrases_free(&p);
	return width;
}

/* The widest label that can occur, of @n objects that may be in groups. */
static size_t label_width(size_t n, bool groups, const struct symbols *symbols)
{
	struct buf text = { 0 };
	size_t width;

	buf_printf(&text, "%s F%zu", symbols->refer, n);
	if (groups)
		buf_printf(&text, "%sF%zu", symbols->dash, n);
	width = text_width(text.data);
	buf_free(&text);
	return width;
}

/* Columns left over beside what is needed; false if there are not enough. */
static bool spare(const struct layout *layout, const struct term *term,
		  size_t *columns)
{
	size_t used = layout->left + layout->to_files.width +
		      layout->files.width + layout->to_inodes.width +
		      layout->inodes.width;

	*columns = used <= term->width ? term->width - used : 0;
	return used <= term->width;
}

/* The least that each part of the drawing needs. */
static bool make_least(struct layout *layout, const struct term *term,
		       size_t *room)
{
	const struct view *view = layout->view;

	layout->left = natural(layout, layout_describe_fd, view->n_fds,
			       LEFT_MIN, LEFT_MAX, 1, term->symbols);
	layout->files.width = least(layout, layout_describe_file,
				    view->n_files, FILE_MIN, term->symbols);
	layout->inodes.width = least(layout, layout_describe_inode,
				     view->n_inodes, INODE_MIN, term->symbols);
	layout->to_files.width = gutter_width(0);
	layout->to_inodes.width = gutter_width(0);
	return spare(layout, term, room);
}

/* Where there are too few lanes, the column before them holds labels. */
static bool make_gutters(struct layout *layout, const struct term *term,
			 size_t room)
{
	const struct view *view = layout->view;
	size_t label;

	gutter_assign(&layout->to_inodes, view->n_inodes, room / 2);
	if (layout->to_inodes.labels) {
		label = label_width(view->model->n_inodes, view->n_inodes <
				    view->model->n_inodes, term->symbols);
		layout->files.width = max(layout->files.width, label + FRAME);
	}
	if (!spare(layout, term, &room))
		return false;
	gutter_assign(&layout->to_files, view->n_files, room);
	if (!layout->to_files.labels)
		return true;
	label = label_width(view->model->n_files, view->n_files <
			    view->model->n_files, term->symbols);
	layout->left += label + 1;
	layout->to_files.width = gutter_width(0);
	if (!spare(layout, term, &room))
		return false;
	gutter_assign(&layout->to_files, view->n_files, room);
	return true;
}

/* Files and inodes share what remains; files need less, inodes have names. */
static void make_widths(struct layout *layout, const struct term *term)
{
	const struct view *view = layout->view;
	size_t room = term->width - layout->left - layout->to_files.width -
		      layout->to_inodes.width;
	size_t files = layout->files.width;
	size_t inodes = layout->inodes.width;

	files = natural(layout, layout_describe_file, view->n_files, files,
			room - inodes, LINES, term->symbols);
	inodes = natural(layout, layout_describe_inode, view->n_inodes, inodes,
			 room - layout->files.width, LINES, term->symbols);
	if (files + inodes > room)
		files = max(layout->files.width,
			    min(files, max(room * 9 / 20, room - inodes)));
	layout->files.width = files;
	layout->inodes.width = min(inodes, room - files);
}

static void make_lines(struct layout *layout, struct stack *stack, size_t n,
		       layout_describer *describe,
		       const struct symbols *symbols)
{
	struct phrases p = { 0 };

	stack->row = array_make(n, sizeof(*stack->row));
	stack->lines = array_make(n, sizeof(*stack->lines));
	for (size_t i = 0; i < n; i++) {
		describe(&p, layout, i, symbols);
		stack->lines[i] = phrases_lines(&p, stack->width - FRAME);
	}
	phrases_free(&p);
}

bool layout_make(struct layout *layout, const struct view *view,
		 const struct term *term)
{
	size_t room;

	*layout = (struct layout){ .view = view };
	layout->digits = describe_digits(view, term->symbols);
	gutters_init(layout);
	if (!make_least(layout, term, &room) ||
	    !make_gutters(layout, term, room)) {
		layout_free(layout);
		return false;
	}
	make_widths(layout, term);
	make_lines(layout, &layout->files, view->n_files, layout_describe_file,
		   term->symbols);
	make_lines(layout, &layout->inodes, view->n_inodes,
		   layout_describe_inode, term->symbols);
	layout_place(layout, term->symbols);
	return true;
}

void layout_free(struct layout *layout)
{
	free(layout->tables);
	free(layout->fd_row);
	free(layout->to_files.nets);
	free(layout->to_inodes.nets);
	free(layout->files.row);
	free(layout->files.lines);
	free(layout->inodes.row);
	free(layout->inodes.lines);
	*layout = (struct layout){ 0 };
}
