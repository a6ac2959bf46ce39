/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Plain tables and JSON. A table is kept until its widths are known, as bytes
 * that are about what is printed; JSON is printed row by row.
 */
#ifndef FDMAP_SHEET_H
#define FDMAP_SHEET_H

#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/format.h"

struct sheet;

/**
 * struct sheet_column - a column
 * @name: its heading; in JSON its key, in lower case
 * @number: its values are numbers, or "-"
 * @help: what it says
 * @put: appends a row's value to sheet->value
 */
struct sheet_column {
	const char *name;
	bool number;
	const char *help;
	void (*put)(struct sheet *sheet, const void *row);
};

/**
 * struct sheet - a table that is being filled
 * @columns: its columns
 * @n_columns: their number
 * @value: the value that the caller is putting together
 * @values: those of all rows, each ended by a NUL
 * @width: of each column, what its widest value takes
 * @n: rows so far
 * @json: it is printed as JSON
 * @ascii: values show nothing but ASCII
 * @out: what it is printed to
 */
struct sheet {
	const struct sheet_column *columns;
	size_t n_columns;
	struct buf value;
	struct buf values;
	size_t *width;
	size_t n;
	bool json;
	bool ascii;
	FILE *out;
};

/* How a table can be printed; ended by one without a name. */
extern const struct format sheet_formats[];

/**
 * sheet_init() - begin a table
 * @sheet: filled in, ended by sheet_print()
 * @name: key of the array of rows in JSON
 * @columns: must outlive the table
 * @n_columns: their number
 * @format: "table" or "json"
 * @ascii: show nothing but ASCII
 * @out: what it is printed to
 */
void sheet_init(struct sheet *sheet, const char *name,
		const struct sheet_column *columns, size_t n_columns,
		const char *format, bool ascii, FILE *out);

/** sheet_add() - add a row, which goes to each column's @put */
void sheet_add(struct sheet *sheet, const void *row);

/** sheet_help() - append what each column says */
void sheet_help(struct buf *to, const struct sheet_column *columns,
		size_t n_columns);

/**
 * sheet_word() - append a value of the text to sheet->value
 * @sheet: the table
 * @word: the value; NULL is "-"
 *
 * Blanks stay escaped, so that columns can be counted, and so does what would
 * read as no value or as an error marker.
 */
void sheet_word(struct sheet *sheet, const char *word);

/** sheet_print() - print what is left to be, and end the table */
void sheet_print(struct sheet *sheet);

#endif
