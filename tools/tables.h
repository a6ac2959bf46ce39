/* SPDX-License-Identifier: GPL-2.0-only */
/* Descriptions of the text's tables: a new table or column is one row here. */
#ifndef FDMAP_TABLES_H
#define FDMAP_TABLES_H

#include <stdbool.h>
#include <stddef.h>

#include "doc.h"

/**
 * struct field_type - how a value is written
 * @expected: what it is called in a message
 * @decode: checks @word and stores it in *@field; false if it is malformed
 * @optional: "-" stands for no value, which is stored as NULL
 */
struct field_type {
	const char *expected;
	bool (*decode)(const char *word, void *field);
	bool optional;
};

extern const struct field_type field_fd;
extern const struct field_type field_id;
extern const struct field_type field_count;
extern const struct field_type field_offset;
extern const struct field_type field_device;
extern const struct field_type field_word;
extern const struct field_type field_verbatim;

/** struct column - one column: where its value goes in the record */
struct column {
	const char *name;
	const struct field_type *type;
	size_t offset;
	bool needed;
};

/** struct table_desc - one table, or the first line with its keys */
struct table_desc {
	const char *name;
	size_t record_size;
	const struct column *columns;
	size_t n_columns;
};

extern const struct table_desc doc_head_desc;
extern const struct table_desc doc_tables[DOC_TABLES];

#endif
