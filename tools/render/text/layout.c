// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "base/buf.h"
#include "base/escape.h"
#include "render/text/layout.h"
#include "words/describe.h"

/* Boxes narrower inside than these would break what is in them apart. */
#define LEFT_MIN  (15 - FRAME)	/* "process 4194304", a comm, above the box */
#define LEFT_MAX  32
#define FILE_MIN  14
#define INODE_MIN 16
#define LINES	  2	/* that an item takes where there is room */

static size_t min(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t max(size_t a, size_t b)
{
	return a > b ? a : b;
}

typedef void describer(struct phrases *to, const struct layout *layout,
		       size_t item, const struct symbols *symbols);

static void describe_fd_item(struct phrases *to, const struct layout *layout,
			     size_t item, const struct symbols *symbols)
{
	const struct view *view = layout->view;
	size_t file = view->fds[item].file;

	describe_fd(to, view, item, layout->digits,
		    !net_draws(&layout->to_files.nets[file], item), symbols);
}

static void describe_file_item(struct phrases *to, const struct layout *layout,
			       size_t item, const struct symbols *symbols)
{
	const struct view *view = layout->view;
	size_t inode = view->files[item].inode;

	describe_file(to, view, item,
		      !net_draws(&layout->to_inodes.nets[inode], item),
		      symbols);
}

static void describe_inode_item(struct phrases *to,
				const struct layout *layout, size_t item,
				const struct symbols *symbols)
{
	describe_inode(to, layout->view, item, symbols);
}

/* Say it of all items of a column, in place of what was said before. */
static void describe(struct prose *prose, const struct layout *layout,
		     describer *say, const struct symbols *symbols)
{
	prose_clear(prose);
	for (size_t i = 0; i < prose->n; i++) {
		say(&prose->text, layout, i, symbols);
		prose_end(prose, i);
	}
}

/* No lane has been given yet, so that arrows are lines, and none a label. */
static void describe_all(struct layout *layout, const struct symbols *symbols)
{
	const struct view *view = layout->view;

	prose_init(&layout->fds, view->n_fds);
	prose_init(&layout->files.prose, view->n_files);
	prose_init(&layout->inodes.prose, view->n_inodes);
	describe(&layout->fds, layout, describe_fd_item, symbols);
	describe(&layout->files.prose, layout, describe_file_item, symbols);
	describe(&layout->inodes.prose, layout, describe_inode_item, symbols);
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
	layout->left = FRAME + prose_natural(&layout->fds, LEFT_MIN, LEFT_MAX,
					     1);
	layout->files.width = FRAME + prose_least(&layout->files.prose,
						  FILE_MIN);
	layout->inodes.width = FRAME + prose_least(&layout->inodes.prose,
						   INODE_MIN);
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
		label = label_width(model_last_inode(view->model),
				    view->n_inodes < view->model->n_inodes,
				    term->symbols);
		layout->files.width = max(layout->files.width, label + FRAME);
	}
	if (!spare(layout, term, &room))
		return false;
	gutter_assign(&layout->to_files, view->n_files, room);
	if (!layout->to_files.labels)
		return true;
	label = label_width(model_last_file(view->model),
			    view->n_files < view->model->n_files,
			    term->symbols);
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
	size_t room = term->width - layout->left - layout->to_files.width -
		      layout->to_inodes.width;
	size_t files = layout->files.width;
	size_t inodes = layout->inodes.width;

	files = FRAME + prose_natural(&layout->files.prose, files - FRAME,
				      room - inodes - FRAME, LINES);
	inodes = FRAME + prose_natural(&layout->inodes.prose, inodes - FRAME,
				       room - layout->files.width - FRAME,
				       LINES);
	if (files + inodes > room)
		files = max(layout->files.width,
			    min(files, max(room * 9 / 20, room - inodes)));
	layout->files.width = files;
	layout->inodes.width = min(inodes, room - files);
}

/* The arrows that have no lane are labels, where an arrow begins. */
static void describe_labels(struct layout *layout,
			    const struct symbols *symbols)
{
	if (layout->to_files.labels)
		describe(&layout->fds, layout, describe_fd_item, symbols);
	if (layout->to_inodes.labels)
		describe(&layout->files.prose, layout, describe_file_item,
			 symbols);
}

static void make_lines(struct stack *stack)
{
	const struct prose *prose = &stack->prose;

	stack->row = array_make(prose->n, sizeof(*stack->row));
	stack->lines = array_make(prose->n, sizeof(*stack->lines));
	for (size_t i = 0; i < prose->n; i++)
		stack->lines[i] = prose_lines(prose, i, stack->width - FRAME);
}

bool layout_make(struct layout *layout, const struct view *view,
		 const struct term *term)
{
	size_t room;

	*layout = (struct layout){ .view = view };
	layout->digits = describe_digits(view, term->symbols);
	gutters_init(layout);
	describe_all(layout, term->symbols);
	if (!make_least(layout, term, &room) ||
	    !make_gutters(layout, term, room)) {
		layout_free(layout);
		return false;
	}
	describe_labels(layout, term->symbols);
	make_widths(layout, term);
	make_lines(&layout->files);
	make_lines(&layout->inodes);
	layout_place(layout, term->symbols);
	return true;
}

static void stack_free(struct stack *stack)
{
	prose_free(&stack->prose);
	free(stack->row);
	free(stack->lines);
}

void layout_free(struct layout *layout)
{
	free(layout->tables);
	prose_free(&layout->fds);
	free(layout->fd_row);
	free(layout->to_files.nets);
	free(layout->to_inodes.nets);
	stack_free(&layout->files);
	stack_free(&layout->inodes);
	*layout = (struct layout){ 0 };
}
