/* SPDX-License-Identifier: GPL-2.0-only */
/* The tables of Documentation/ABI/text-format.md, as data. */
#ifndef FDMAP_FORMAT_H
#define FDMAP_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#include "fdmap_values.h"

/* A column of a table, or a key of the first line. */
struct column {
	const char *name;
	size_t offset;
	fdmap_value_fn *parse;
	bool optional;
};

struct table_format {
	const char *name;
	size_t row_size;
	size_t offset;		/* of the struct fdmap_rows in the document */
	const struct column *columns;
	size_t n_columns;
};

/* The keys of the first line, in the form of a table. */
extern const struct table_format fdmap_first_line;

/* The table of this name ("[files]"); one without a name if it is unknown. */
const struct table_format *fdmap_find_format(const char *name);

/* The column of this name, NULL if it is unknown. */
const struct column *fdmap_find_column(const struct table_format *format,
				       const char *name);

#endif
