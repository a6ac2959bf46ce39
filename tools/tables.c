// SPDX-License-Identifier: GPL-2.0-only
#include "tables.h"

#define COLUMN(record, member, column, field) \
	{ column, &field, offsetof(struct record, member), false }
#define NEEDED(record, member, column, field) \
	{ column, &field, offsetof(struct record, member), true }
#define TABLE(title, record, list) \
	{ title, sizeof(struct record), list, sizeof(list) / sizeof((list)[0]) }

static const struct column head_columns[] = {
	NEEDED(doc_head, pid, "pid", field_count),
	COLUMN(doc_head, tgid, "tgid", field_count),
	NEEDED(doc_head, comm, "comm", field_word),
	COLUMN(doc_head, snapshot, "snapshot", field_word),
	COLUMN(doc_head, via, "via", field_count),
	COLUMN(doc_head, ids, "ids", field_word),
};

static const struct column table_columns[] = {
	COLUMN(doc_table, id, "TABLE", field_id),
	COLUMN(doc_table, users, "USERS", field_count),
	COLUMN(doc_table, open, "OPEN", field_count),
};

static const struct column fd_columns[] = {
	NEEDED(doc_fd, fd, "FD", field_fd),
	COLUMN(doc_fd, flags, "FLAGS", field_word),
	NEEDED(doc_fd, file, "FILE", field_id),
};

static const struct column file_columns[] = {
	NEEDED(doc_file, id, "FILE", field_id),
	NEEDED(doc_file, inode, "INODE", field_id),
	COLUMN(doc_file, refs, "REFS", field_count),
	COLUMN(doc_file, mode, "MODE", field_word),
	COLUMN(doc_file, flags, "FLAGS", field_word),
	COLUMN(doc_file, pos, "POS", field_offset),
	COLUMN(doc_file, name, "NAME", field_word),
};

static const struct column inode_columns[] = {
	NEEDED(doc_inode, id, "INODE", field_id),
	COLUMN(doc_inode, fs, "FS", field_word),
	COLUMN(doc_inode, dev, "DEV", field_device),
	COLUMN(doc_inode, ino, "INO", field_count),
	COLUMN(doc_inode, type, "TYPE", field_verbatim),
	COLUMN(doc_inode, nlink, "NLINK", field_count),
	COLUMN(doc_inode, size, "SIZE", field_offset),
	COLUMN(doc_inode, rdev, "RDEV", field_device),
};

/* All records begin with their line; where ids are mapped, the id is next. */
#define BEGINS(record) \
	_Static_assert(!offsetof(struct record, line), #record)
#define HAS_ID(record) \
	_Static_assert(offsetof(struct record, id) == sizeof(unsigned long), \
		       #record)

BEGINS(doc_head);
BEGINS(doc_table);
BEGINS(doc_fd);
BEGINS(doc_file);
BEGINS(doc_inode);
HAS_ID(doc_file);
HAS_ID(doc_inode);

const struct table_desc doc_head_desc =
	TABLE("first line", doc_head, head_columns);

const struct table_desc doc_tables[DOC_TABLES] = {
	[DOC_TABLE] = TABLE("table", doc_table, table_columns),
	[DOC_FDS] = TABLE("descriptors", doc_fd, fd_columns),
	[DOC_FILES] = TABLE("files", doc_file, file_columns),
	[DOC_INODES] = TABLE("inodes", doc_inode, inode_columns),
};
