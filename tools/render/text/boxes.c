// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "render/text/boxes.h"

static const unsigned int corners[][2] = {
	[PART_TOP] = { LINE_DOWN | LINE_RIGHT, LINE_DOWN | LINE_LEFT },
	[PART_DIVIDER] = { LINE_ALL & ~LINE_LEFT, LINE_ALL & ~LINE_RIGHT },
	[PART_BOTTOM] = { LINE_UP | LINE_RIGHT, LINE_UP | LINE_LEFT },
};

void box_frame(struct cells *row, enum part part, size_t width)
{
	cells_line(row, STYLE_FRAME, corners[part][0]);
	cells_lines(row, STYLE_FRAME, LINE_LEFT | LINE_RIGHT, width - 2);
	cells_line(row, STYLE_FRAME, corners[part][1]);
}

size_t box_line(struct cells *row, const struct phrases *text, size_t at,
		size_t end, size_t width, bool leaves)
{
	if (at < end)
		end = phrases_flow(text, at, end, width - FRAME);
	cells_line(row, STYLE_FRAME, LINE_UP | LINE_DOWN);
	cells_blanks(row, 1);
	cells_phrases(row, text, at, end, width - FRAME);
	cells_blanks(row, 1);
	cells_line(row, STYLE_FRAME,
		   LINE_UP | LINE_DOWN | (leaves ? LINE_RIGHT : 0));
	return end;
}

size_t boxes_item(const struct boxes *boxes, size_t y)
{
	const struct stack *stack = boxes->stack;

	if (boxes->item < stack->prose.n && stack->row[boxes->item] == y)
		return boxes->item;
	return IDMAP_NONE;
}

/* The row above an item: the frame's top, or what divides it from the last. */
static void put_above(struct boxes *boxes, struct cells *row, size_t y)
{
	const struct stack *stack = boxes->stack;
	size_t i = boxes->item;
	bool joins = i && stack->row[i - 1] + stack->lines[i - 1] == y;

	box_frame(row, joins ? PART_DIVIDER : PART_TOP, stack->width);
	boxes->at = stack->prose.first[i];
}

/* The heading stands above the first box. */
static void put_title(struct boxes *boxes, struct cells *row)
{
	cells_text(row, STYLE_LABEL, boxes->title);
	cells_blanks(row, boxes->stack->width - strlen(boxes->title));
}

void boxes_row(struct boxes *boxes, struct cells *row, size_t y, bool leaves)
{
	const struct stack *stack = boxes->stack;
	const struct prose *prose = &stack->prose;
	size_t i = boxes->item;

	if (prose->n && y + 2 == stack->row[0]) {
		put_title(boxes, row);
	} else if (i < prose->n && y + 1 == stack->row[i]) {
		put_above(boxes, row, y);
	} else if (i < prose->n && y >= stack->row[i]) {
		boxes->at = box_line(row, &prose->text, boxes->at,
				     prose->first[i + 1], stack->width,
				     leaves);
		if (y + 1 == stack->row[i] + stack->lines[i])
			boxes->item++;
	} else if (i && y == stack->row[i - 1] + stack->lines[i - 1]) {
		box_frame(row, PART_BOTTOM, stack->width);
	} else {
		cells_blanks(row, stack->width);
	}
}
