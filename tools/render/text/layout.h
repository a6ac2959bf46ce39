/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where everything stands in a drawing of three columns:
 *
 *	tables | gutter | open files | gutter | inodes
 *
 * An open file stands in the row of its first descriptor, and an inode in that
 * of its first open file, so that most arrows are straight.
 */
#ifndef FDMAP_LAYOUT_H
#define FDMAP_LAYOUT_H

#include "base/term.h"
#include "model/view.h"
#include "render/text/lanes.h"
#include "render/text/prose.h"

/** struct stack - boxes below each other: one column of the drawing */
struct stack {
	struct prose prose;
	size_t *row;	/* row of each item's first line */
	size_t *lines;	/* how many lines it has */
	size_t width;	/* columns, with the frame */
};

/** struct gutter - where the arrows between two columns run */
struct gutter {
	struct net *nets;	/* one for each item that arrows end at */
	int lanes;
	size_t width;		/* columns */
	bool labels;		/* some nets are labels, not lines */
};

/** struct layout_table - rows of a table: from head to bottom, its last one */
struct layout_table {
	size_t head;
	size_t top;
	size_t bottom;
};

/**
 * struct layout - a drawing's measures
 * @tables: rows of each table
 * @fds: what is said of view.fds, with the labels of the arrows for which no
 *	lane was left, as in @files
 * @fd_row: row of each of view.fds
 * @left: width of the tables' column, with the frame
 * @digits: columns that descriptors' numbers take
 * @rows: rows of the drawing
 */
struct layout {
	const struct view *view;
	struct layout_table *tables;
	struct prose fds;
	size_t *fd_row;
	size_t left;
	size_t digits;
	struct gutter to_files;
	struct stack files;
	struct gutter to_inodes;
	struct stack inodes;
	size_t rows;
};

/* Columns of a box that are not its content: "│ " and " │". */
#define FRAME 4

/**
 * layout_make() - measure a drawing
 * @layout: filled in, freed by layout_free()
 * @view: what is to be drawn
 * @term: how wide it may be
 *
 * Return: false, with nothing to be freed, if three columns do not fit.
 */
bool layout_make(struct layout *layout, const struct view *view,
		 const struct term *term);

void layout_free(struct layout *layout);

/** gutter_width() - columns of a gutter with so many lanes */
size_t gutter_width(int lanes);

/** gutters_init() - make the nets of a layout of which the view is known */
void gutters_init(struct layout *layout);

/**
 * gutter_assign() - give the nets of a gutter lanes, and so its width
 * @gutter: the gutter
 * @n: its nets
 * @room: columns that it may be wider than gutter_width(0)
 */
void gutter_assign(struct gutter *gutter, size_t n, size_t room);

/**
 * layout_place() - give every item its row; the last step of layout_make()
 * @layout: everything but the rows is known
 * @symbols: as in struct term
 */
void layout_place(struct layout *layout, const struct symbols *symbols);

#endif
