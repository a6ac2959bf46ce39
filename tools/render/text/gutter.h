/* SPDX-License-Identifier: GPL-2.0-only */
/* Drawing the arrows of a gutter, row by row from the top. */
#ifndef FDMAP_GUTTER_H
#define FDMAP_GUTTER_H

#include "render/cells.h"
#include "render/text/layout.h"

/**
 * struct trunks - where we are in a gutter
 * @gutter: its measures
 * @net: for each lane the net that runs in it, or IDMAP_NONE
 */
struct trunks {
	const struct gutter *gutter;
	size_t *net;
};

void trunks_init(struct trunks *trunks, const struct gutter *gutter);
void trunks_free(struct trunks *trunks);

/**
 * trunks_row() - put a gutter's cells of one row
 * @trunks: the gutter
 * @row: the row
 * @net: the net that the item in this row refers to, IDMAP_NONE for none
 * @from: that item, in the unit of struct net
 */
void trunks_row(struct trunks *trunks, struct cells *row, size_t net,
		size_t from);

#endif
