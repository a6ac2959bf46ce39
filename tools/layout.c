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
#define LANES_MAX 64
#define LINES	  2	/* that an item takes where there is room */


static size_t min(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t max(size_t a, size_t b)
{
	return a > b ? a : b;
}

static size_t gutter_width(int lanes)
{
	return lanes > 1 ? 2 * lanes + 2 : 4;
}

/* Whether item @from refers to @to by a label in place of an arrow. */
static bool is_label(const struct gutter *gutter, size_t to, size_t from)
{
	const struct net *net = &gutter->nets[to];

	return net->lane == LANE_NONE && net->first != from;
}

void layout_describe_fd(struct phrases *to, const struct layout *layout,
			size_t item, const struct symbols *symbols)
{
	const struct view *view = layout->view;
	size_t file = view->fds[item].file;

	describe_fd(to, view, item, layout->digits, symbols);
	if (!is_label(&layout->to_files, file, item))
		return;
	label_file(phrase_refer(to, symbols), view, file, symbols);
	phrase_end(to);
}

void layout_describe_file(struct phrases *to, const struct layout *layout,
			  size_t item, const struct symbols *symbols)
{
	const struct view *view = layout->view;
	size_t inode = view->files[item].inode;

	describe_file(to, view, item, symbols);
	if (!is_label(&layout->to_inodes, inode, item))
		return;
	label_inode(phrase_refer(to, symbols), view, inode, symbols);
	phrase_end(to);
}

void layout_describe_inode(struct phrases *to, const struct layout *layout,
			   size_t item, const struct symbols *symbols)
{
	describe_inode(to, layout->view, item, symbols);
}

static void make_nets(struct layout *layout)
{
	const struct view *view = layout->view;
	struct net *files = array_make(view->n_files, sizeof(*files));
	struct net *inodes = array_make(view->n_inodes, sizeof(*inodes));

	for (size_t i = 0; i < view->n_files; i++) {
		files[i].first = view->files[i].first_fd;
		files[i].last = view->files[i].last_fd;
	}
	for (size_t i = 0; i < view->n_inodes; i++) {
		inodes[i].first = view->inodes[i].first_file;
		inodes[i].last = view->inodes[i].last_file;
	}
	layout->to_files.nets = files;
	layout->to_inodes.nets = inodes;
}

/* Lanes for a gutter that may be @room columns wider than the narrowest. */
static void assign(struct gutter *gutter, size_t n, size_t room)
{
	gutter->labels = false;
	gutter->lanes = lanes_assign(gutter->nets, n,
				     1 + min(room / 2, LANES_MAX - 1));
	gutter->width = gutter_width(gutter->lanes);
	for (size_t i = 0; i < n; i++)
		gutter->labels |= gutter->nets[i].lane == LANE_NONE;
}

static size_t widest_number(const struct view *view,
			    const struct symbols *symbols)
{
	struct phrases p = { 0 };
	size_t width = 3;

	for (size_t i = 0; i < view->n_fds; i++) {
		describe_fd(&p, view, i, 0, symbols);
		width = max(width, p.phrase[0].width);
	}
	phrases_free(&p);
	return width;
}

static bool fits(const struct phrases *p, size_t width, size_t lines)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->phrase[i].width > width)
			return false;
	return phrases_lines(p, width) <= lines;
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

static bool make_left(struct layout *layout, const struct term *term)
{
	layout->left = natural(layout, layout_describe_fd, layout->view->n_fds,
			       LEFT_MIN, LEFT_MAX, 1, term->symbols);
	return layout->left + 2 * gutter_width(0) + FILE_MIN + INODE_MIN <=
	       term->width;
}

/* What is left over for lanes once every column has the least that it needs. */
static size_t spare(const struct layout *layout, const struct term *term)
{
	size_t used = layout->left + FILE_MIN + INODE_MIN +
		      layout->to_inodes.width + gutter_width(0);

	return used < term->width ? term->width - used : 0;
}

/* Where lines do not fit, labels go into the left column, which then grows. */
static bool make_gutters(struct layout *layout, const struct term *term)
{
	const struct view *view = layout->view;

	layout->to_inodes.width = gutter_width(0);
	assign(&layout->to_inodes, view->n_inodes, spare(layout, term) / 2);
	assign(&layout->to_files, view->n_files, spare(layout, term));
	if (!layout->to_files.labels)
		return true;
	if (!make_left(layout, term))
		return false;
	assign(&layout->to_files, view->n_files, spare(layout, term));
	layout->left = natural(layout, layout_describe_fd, view->n_fds,
			       layout->left, LEFT_MAX, 1, term->symbols);
	return true;
}

/* Files and inodes share what remains; files need less, inodes have names. */
static void make_widths(struct layout *layout, const struct term *term)
{
	const struct view *view = layout->view;
	size_t room = term->width - layout->left - layout->to_files.width -
		      layout->to_inodes.width;
	size_t files = natural(layout, layout_describe_file, view->n_files,
			       FILE_MIN, room - INODE_MIN, LINES,
			       term->symbols);
	size_t inodes = natural(layout, layout_describe_inode, view->n_inodes,
				INODE_MIN, room - FILE_MIN, LINES,
				term->symbols);

	if (files + inodes > room)
		files = max(FILE_MIN, min(files, max(room * 9 / 20,
						     room - inodes)));
	layout->files.width = files;
	layout->inodes.width = min(inodes, room - files);
}

static void make_lines(struct layout *layout, struct stack *stack, size_t n,
		       layout_describer *describe, const struct symbols *symbols)
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
	*layout = (struct layout){ .view = view };
	layout->digits = widest_number(view, term->symbols);
	make_nets(layout);
	if (!make_left(layout, term) || !make_gutters(layout, term)) {
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
