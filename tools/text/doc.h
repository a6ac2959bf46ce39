/* SPDX-License-Identifier: GPL-2.0-only */
/* What one document says, as Documentation/ABI/text-format.md describes it. */
#ifndef FDMAP_DOC_H
#define FDMAP_DOC_H

#include <string.h>

#include "text/records.h"

/* The tables that are read, in the order of doc_tables[]. */
enum doc_table_index {
	DOC_TABLE,
	DOC_FDS,
	DOC_FILES,
	DOC_INODES,
	DOC_PIPES,
	DOC_SOCKETS,
	DOC_DETAILS,
	DOC_EPOLL,
	DOC_WATCHES,
	DOC_LOCKS,
	DOC_OWNERS,
	DOC_INFLIGHT,
	DOC_MAPS,
	DOC_TASKS,
	DOC_PATHS,
	DOC_TABLES
};

/**
 * struct doc_rows - the rows of one table
 * @base: records, of the type that the table's description names
 * @n: their number
 * @alloc: records allocated
 * @line: line of the table's name, 0 if the document lacks the table
 * @columns: bit i is set if the text has column i of the description
 */
struct doc_rows {
	void *base;
	size_t n;
	size_t alloc;
	unsigned long line;
	unsigned int columns;
};

/**
 * struct doc - one document
 * @source: name of the text that it came from, for messages
 * @head: first line
 * @rows: tables
 */
struct doc {
	const char *source;
	struct doc_head head;
	struct doc_rows rows[DOC_TABLES];
};

/* The rows of one table, and their number: DOC_ROWS(doc, FILES, doc_file). */
#define DOC_ROWS(doc, table, record) \
	((const struct record *)(doc)->rows[DOC_##table].base)
#define DOC_N(doc, table) ((doc)->rows[DOC_##table].n)

static inline const struct doc_table *doc_table(const struct doc *doc)
{
	return DOC_N(doc, TABLE) ? DOC_ROWS(doc, TABLE, doc_table) : NULL;
}

static inline const struct doc_fd *doc_fds(const struct doc *doc)
{
	return DOC_ROWS(doc, FDS, doc_fd);
}

static inline const struct doc_file *doc_files(const struct doc *doc)
{
	return DOC_ROWS(doc, FILES, doc_file);
}

static inline const struct doc_inode *doc_inodes(const struct doc *doc)
{
	return DOC_ROWS(doc, INODES, doc_inode);
}

/** same_word() - whether two values of the text are equal; NULL equals NULL */
static inline bool same_word(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

/** doc_failed() - whether there are no tables, as the process was not copied */
static inline bool doc_failed(const struct doc *doc)
{
	return same_word(doc->head.snapshot, "error");
}

/**
 * detail_other() - the open file that a file is perhaps the same as
 * @detail: a row of [details]
 * @id: where that file's id goes
 *
 * Return: whether the row says that.
 */
bool detail_other(const struct doc_detail *detail, uint64_t *id);

/** doc_table_has_id() - whether the text gave the files_struct's id */
static inline bool doc_table_has_id(const struct doc *doc)
{
	return doc->rows[DOC_TABLE].columns & 1;
}

#endif
