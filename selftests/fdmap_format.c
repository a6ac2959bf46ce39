// SPDX-License-Identifier: GPL-2.0-only
/* One row for each column of each table. */
#include <string.h>

#include "fdmap_format.h"
#include "fdmap_reader.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

#define COLUMN(type, name_, member, parse_)                                 \
	{                                                                   \
		.name = name_, .offset = offsetof(struct type, member),     \
		.parse = fdmap_value_##parse_                               \
	}

static const struct column keys[] = {
	COLUMN(fdmap_document, "pid", pid, integer),
	COLUMN(fdmap_document, "tgid", tgid, integer),
	COLUMN(fdmap_document, "comm", comm, string),
	COLUMN(fdmap_document, "snapshot", snapshot, snapshot),
	{ "via", offsetof(struct fdmap_document, via), fdmap_value_integer,
	  true },
	{ "ids", offsetof(struct fdmap_document, addresses), fdmap_value_ids,
	  true },
};

static const struct column table_columns[] = {
	COLUMN(fdmap_table, "TABLE", id, id),
	COLUMN(fdmap_table, "USERS", users, decimal),
	COLUMN(fdmap_table, "OPEN", open, decimal),
	COLUMN(fdmap_table, "MAX", max, decimal),
	COLUMN(fdmap_table, "NEXT", next, decimal),
	COLUMN(fdmap_table, "LIMIT", limit, limit),
};

static const struct column descriptor_columns[] = {
	COLUMN(fdmap_descriptor, "FD", fd, decimal),
	COLUMN(fdmap_descriptor, "FLAGS", cloexec, cloexec),
	COLUMN(fdmap_descriptor, "FILE", file, id),
};

static const struct column file_columns[] = {
	COLUMN(fdmap_file, "FILE", id, id),
	COLUMN(fdmap_file, "INODE", inode, id),
	COLUMN(fdmap_file, "REFS", refs, decimal),
	COLUMN(fdmap_file, "MODE", mode, access),
	COLUMN(fdmap_file, "FLAGS", flags, status),
	COLUMN(fdmap_file, "POS", pos, integer),
	COLUMN(fdmap_file, "OPS", ops, symbol),
	COLUMN(fdmap_file, "NAME", name, name),
};

static const struct column inode_columns[] = {
	COLUMN(fdmap_inode, "INODE", id, id),
	COLUMN(fdmap_inode, "FS", fs, string),
	COLUMN(fdmap_inode, "DEV", dev, device),
	COLUMN(fdmap_inode, "INO", ino, decimal),
	COLUMN(fdmap_inode, "TYPE", type, type),
	COLUMN(fdmap_inode, "MODE", mode, octal),
	COLUMN(fdmap_inode, "NLINK", nlink, decimal),
	COLUMN(fdmap_inode, "UID", uid, decimal),
	COLUMN(fdmap_inode, "GID", gid, decimal),
	COLUMN(fdmap_inode, "SIZE", size, decimal),
	COLUMN(fdmap_inode, "REFS", refs, decimal),
	COLUMN(fdmap_inode, "RDEV", rdev, device),
};

#define TABLE(name, member, row, columns)                                   \
	{                                                                   \
		name, sizeof(struct row),                                   \
			offsetof(struct fdmap_document, member), columns,   \
			ARRAY_SIZE(columns)                                 \
	}

static const struct table_format formats[] = {
	TABLE("[table]", table, fdmap_table, table_columns),
	TABLE("[descriptors]", descriptors, fdmap_descriptor,
	      descriptor_columns),
	TABLE("[files]", files, fdmap_file, file_columns),
	TABLE("[inodes]", inodes, fdmap_inode, inode_columns),
};

static const struct table_format unknown_table;

const struct table_format fdmap_first_line = {
	.columns = keys,
	.n_columns = ARRAY_SIZE(keys),
};

const struct table_format *fdmap_find_format(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(formats); i++)
		if (!strcmp(formats[i].name, name))
			return &formats[i];
	return &unknown_table;
}

const struct column *fdmap_find_column(const struct table_format *format,
				       const char *name)
{
	size_t i;

	for (i = 0; i < format->n_columns; i++)
		if (!strcmp(format->columns[i].name, name))
			return &format->columns[i];
	return NULL;
}
