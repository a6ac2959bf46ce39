/* SPDX-License-Identifier: GPL-2.0-only */
/* Drawing columns of boxes, row by row from the top. */
#ifndef FDMAP_BOXES_H
#define FDMAP_BOXES_H

#include "render/cells.h"
#include "render/text/layout.h"

/* What a row of a box is. */
enum part {
	PART_TOP,
	PART_DIVIDER,
	PART_BOTTOM
};

/** box_frame() - put a row of a box's frame */
void box_frame(struct cells *row, enum part part, size_t width);

/**
 * box_line() - put a row of a box with as many phrases as fit
 * @row: the row
 * @text: what is said
 * @at: first phrase
 * @end: the phrase after the last; the row stays empty if none is left
 * @width: columns of the box
 * @leaves: an arrow leaves to the right
 *
 * Return: the phrase after the last one that was put.
 */
size_t box_line(struct cells *row, const struct phrases *text, size_t at,
		size_t end, size_t width, bool leaves);

/**
 * struct boxes - where we are in a column of open files or inodes
 * @title: its heading
 * @stack: the column
 * @item: the item that we are in, or the next one
 * @at: first phrase of the next line
 */
struct boxes {
	const char *title;
	const struct stack *stack;
	size_t item;
	size_t at;
};

/**
 * boxes_row() - put a column's cells of one row
 * @boxes: the column
 * @row: where to
 * @y: number of the row, one more at each call
 * @leaves: an arrow leaves to the right if an item begins in this row
 */
void boxes_row(struct boxes *boxes, struct cells *row, size_t y, bool leaves);

/** boxes_item() - the item whose first line is in row @y, or IDMAP_NONE */
size_t boxes_item(const struct boxes *boxes, size_t y);

#endif
