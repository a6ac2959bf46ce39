/* SPDX-License-Identifier: GPL-2.0-only */
/* Drawing the arrows of a gutter, row by row from the top. */
#ifndef FDMAP_ARROWS_H
#define FDMAP_ARROWS_H

#include "render/cells.h"
#include "render/text/layout.h"

/**
 * struct arrows - where we are in a gutter
 * @gutter: its measures
 * @net: for each lane the net that runs in it, or IDMAP_NONE
 */
struct arrows {
	const struct gutter *gutter;
	size_t *net;
};

void arrows_init(struct arrows *arrows, const struct gutter *gutter);
void arrows_free(struct arrows *arrows);

/**
 * arrows_row() - put a gutter's cells of one row
 * @arrows: the gutter
 * @row: the row
 * @net: the net that the item in this row refers to, IDMAP_NONE for none
 * @from: that item, in the unit of struct net
 */
void arrows_row(struct arrows *arrows, struct cells *row, size_t net,
		size_t from);

#endif
