/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What one document says: records made from Documentation/ABI/text-format.md.
 *
 * A record holds the columns that some command uses. Values that are only
 * shown stay strings and point into the text, which must outlive the records;
 * NULL is "no value" ("-") or a column that the text does not have.
 */
#ifndef FDMAP_DOC_H
#define FDMAP_DOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** struct doc_head - the first line */
struct doc_head {
	unsigned long line;
	const char *pid;
	const char *tgid;
	const char *comm;	/* with escapes */
	const char *snapshot;
	const char *via;
	const char *ids;
};

/** struct doc_table - the row of [table]: a files_struct */
struct doc_table {
	unsigned long line;
	uint64_t id;
	const char *users;
	const char *open;
};

/** struct doc_fd - a row of [descriptors] */
struct doc_fd {
	unsigned long line;
	uint64_t file;
	size_t file_row;	/* in [files]; filled by link_rows() */
	const char *flags;
	unsigned int fd;
};

/** struct doc_file - a row of [files]: a struct file */
struct doc_file {
	unsigned long line;
	uint64_t id;
	uint64_t inode;
	size_t inode_row;	/* in [inodes]; filled by link_rows() */
	const char *refs;
	const char *mode;
	const char *flags;
	const char *pos;	/* bytes */
	const char *name;	/* with escapes */
};

/** struct doc_inode - a row of [inodes] */
struct doc_inode {
	unsigned long line;
	uint64_t id;
	const char *fs;
	const char *dev;
	const char *ino;
	const char *type;	/* "-" for an inode without a type */
	const char *nlink;
	const char *size;	/* bytes */
	const char *rdev;
};

/* The tables that are read, in the order of doc_tables[]. */
enum doc_table_index {
	DOC_TABLE,
	DOC_FDS,
	DOC_FILES,
	DOC_INODES,
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

static inline const struct doc_table *doc_table(const struct doc *doc)
{
	return doc->rows[DOC_TABLE].n ? doc->rows[DOC_TABLE].base : NULL;
}

static inline struct doc_fd *doc_fds(const struct doc *doc)
{
	return doc->rows[DOC_FDS].base;
}

static inline struct doc_file *doc_files(const struct doc *doc)
{
	return doc->rows[DOC_FILES].base;
}

static inline struct doc_inode *doc_inodes(const struct doc *doc)
{
	return doc->rows[DOC_INODES].base;
}

/** doc_table_has_id() - whether the text gave the files_struct's id */
static inline bool doc_table_has_id(const struct doc *doc)
{
	return doc->rows[DOC_TABLE].columns & 1;
}

#endif
