/* SPDX-License-Identifier: GPL-2.0-only */
/* The tables of the text: which there are, and their columns. */
#ifndef FDMAP_TABLE_H
#define FDMAP_TABLE_H

#include <linux/types.h>

#include "snapshot.h"
#include "value.h"

/* Columns of the widest table at most. */
#define FDMAP_MAX_COLUMNS	16

/**
 * struct fdmap_column - a column
 * @name:	its word in the header row
 * @type:	how its values are written
 * @offset:	of the value in the row's record
 */
struct fdmap_column {
	const char *name;
	const struct fdmap_type *type;
	size_t offset;
};

/**
 * struct fdmap_layout - a table
 * @name:	its word between the brackets
 * @nr_columns:	columns in use
 * @columns:	the columns; the last one is not padded
 */
struct fdmap_layout {
	const char *name;
	unsigned int nr_columns;
	struct fdmap_column columns[FDMAP_MAX_COLUMNS];
};

/* By enum fdmap_rows. */
extern const struct fdmap_layout fdmap_layouts[FDMAP_NR_TABLES];

#endif /* FDMAP_TABLE_H */
