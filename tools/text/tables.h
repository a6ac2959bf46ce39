/* SPDX-License-Identifier: GPL-2.0-only */
/* Descriptions of the text's tables: a new table or column is one row here. */
#ifndef FDMAP_TABLES_H
#define FDMAP_TABLES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "text/doc.h"

/**
 * struct field_type - how a value is written
 * @expected: what it is called in a message
 * @decode: checks @word and stores it in *@field; false if it is malformed
 * @same: whether two stored values are the same
 * @show: appends a stored value as the text has it, "-" if there is none
 * @optional: "-" stands for no value, for which nothing is stored
 */
struct field_type {
	const char *expected;
	bool (*decode)(const char *word, void *field);
	bool (*same)(const void *a, const void *b);
	void (*show)(struct buf *to, const void *field);
	bool optional;
};

extern const struct field_type field_fd;
extern const struct field_type field_id;
extern const struct field_type field_no_id;
extern const struct field_type field_peer;
extern const struct field_type field_number;
extern const struct field_type field_count;
extern const struct field_type field_queue;
extern const struct field_type field_owner;
extern const struct field_type field_offset;
extern const struct field_type field_device;
extern const struct field_type field_word;
extern const struct field_type field_verbatim;

/**
 * struct column - one column
 * @name: its name in the header row
 * @type: how its values are written
 * @offset: where they go in the record
 * @needed: a text without it is malformed
 * @refers: the table whose rows have the ids that stand here, in a struct
 *	doc_ref; DOC_TABLES for a column that holds no such ids
 */
struct column {
	const char *name;
	const struct field_type *type;
	size_t offset;
	bool needed;
	enum doc_table_index refers;
};

/**
 * struct table_desc - one table, or the first line with its keys
 * @name: its name in brackets
 * @record_size: bytes of a record
 * @columns: the columns; where @has_id is set, or the rows are about an object,
 *	the first one is the id
 * @n_columns: their number
 * @has_id: no two rows have the same id
 * @about: what the rows tell more of: DOC_FILES, DOC_INODES, or DOC_TABLES for
 *	nothing
 */
struct table_desc {
	const char *name;
	size_t record_size;
	const struct column *columns;
	size_t n_columns;
	bool has_id;
	enum doc_table_index about;
};

extern const struct table_desc doc_head_desc;
extern const struct table_desc doc_tables[DOC_TABLES];

/** table_row() - a row of a table of which only the description is known */
static inline const void *table_row(const struct doc *doc,
				    enum doc_table_index table, size_t i)
{
	return (const char *)doc->rows[table].base +
	       i * doc_tables[table].record_size;
}

/** row_line_number() - the line that a row was read from */
static inline unsigned long row_line_number(const void *row)
{
	return *(const unsigned long *)row;
}

/** row_id() - the id in the first column */
static inline uint64_t row_id(const void *row)
{
	return *(const uint64_t *)((const unsigned long *)row + 1);
}

/** row_show() - append the value of a row in a column, as the text has it */
void row_show(struct buf *to, const struct column *column, const void *row);

/**
 * rows_alike() - whether two rows say the same
 * @table: the table that both are of
 * @a: a row
 * @b: another one; the first column, which says what a row is about, may differ
 */
bool rows_alike(enum doc_table_index table, const void *a, const void *b);

#endif
