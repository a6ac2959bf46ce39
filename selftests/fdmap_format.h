/* SPDX-License-Identifier: GPL-2.0-only */
/* The tables of Documentation/ABI/text-format.md, as data. */
#ifndef FDMAP_FORMAT_H
#define FDMAP_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#include "fdmap_values.h"

/*
 * struct column - a column of a table, or a key of the first line
 * @offset: of the field in its record
 * @parse: reads a value into the field; NULL if only @words are values
 * @words: words that may stand in place of such a value, separated by bars:
 *	   then the field is a struct fdmap_number, or a char * without @parse
 */
struct column {
	const char *name;
	size_t offset;
	fdmap_value_fn *parse;
	const char *words;
	bool optional;
};

struct table_format {
	const char *name;
	size_t row_size;
	size_t offset;		/* of its rows in the document */
	const struct column *columns;
	size_t n_columns;
};

/* The keys of the first line, in the form of a table. */
extern const struct table_format fdmap_first_line;

/* The tables, and how many there are. */
extern const struct table_format fdmap_formats[];
extern const size_t fdmap_n_formats;

/* The table of this name ("[files]"); one without a name if it is unknown. */
const struct table_format *fdmap_find_format(const char *name);

/* Where a document keeps the rows of a table. */
struct fdmap_document;
struct fdmap_rows *fdmap_rows(struct fdmap_document *document,
			      const struct table_format *format);

/* The column of this name, NULL if it is unknown. */
const struct column *fdmap_find_column(const struct table_format *format,
				       const char *name);

/* fdmap_parse_column() - read a value into its field in @record */
bool fdmap_parse_column(const struct column *column, char *value,
			void *record);

#endif
