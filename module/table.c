// SPDX-License-Identifier: GPL-2.0-only
/*
 * A new column is a member of its record in snapshot.h, a line here, and a line
 * in Documentation/ABI/text-format.md.
 */
#include <linux/build_bug.h>
#include <linux/stddef.h>

#include "table.h"

#define COLUMN(_name, _type, _record, _member) {		\
	.name = _name,						\
	.type = &fdmap_type_##_type,				\
	.offset = offsetof(struct _record, _member),		\
}

#define TABLE(_name, _rows, _nr) \
	.name = _name, .rows = offsetof(struct fdmap_snapshot, _rows), \
	.nr_columns = _nr

const struct fdmap_layout fdmap_layouts[FDMAP_NR_TABLES] = {
	{ TABLE("table", table, 6), .columns = {
		COLUMN("TABLE", id, fdmap_table, id),
		COLUMN("USERS", u32, fdmap_table, users),
		COLUMN("OPEN", u32, fdmap_table, open),
		COLUMN("MAX", u32, fdmap_table, max),
		COLUMN("NEXT", u32, fdmap_table, next),
		COLUMN("LIMIT", limit, fdmap_table, limit),
	} },
	{ TABLE("descriptors", descs, 3), .columns = {
		COLUMN("FD", u32, fdmap_desc, fd),
		COLUMN("FLAGS", cloexec, fdmap_desc, cloexec),
		COLUMN("FILE", id, fdmap_desc, file),
	} },
	{ TABLE("files", files.records, 8), .columns = {
		COLUMN("FILE", id, fdmap_file, id),
		COLUMN("INODE", id, fdmap_file, inode),
		COLUMN("REFS", u64, fdmap_file, refs),
		COLUMN("MODE", fmode, fdmap_file, mode),
		COLUMN("FLAGS", oflags, fdmap_file, flags),
		COLUMN("POS", s64, fdmap_file, pos),
		COLUMN("OPS", ops, fdmap_file, ops),
		COLUMN("NAME", name, fdmap_file, name),
	} },
	{ TABLE("inodes", inodes.records, 12), .columns = {
		COLUMN("INODE", id, fdmap_inode, id),
		COLUMN("FS", string, fdmap_inode, fs),
		COLUMN("DEV", device, fdmap_inode, dev),
		COLUMN("INO", u64, fdmap_inode, ino),
		COLUMN("TYPE", itype, fdmap_inode, mode),
		COLUMN("MODE", perm, fdmap_inode, mode),
		COLUMN("NLINK", u32, fdmap_inode, nlink),
		COLUMN("UID", uid, fdmap_inode, uid),
		COLUMN("GID", gid, fdmap_inode, gid),
		COLUMN("SIZE", s64, fdmap_inode, size),
		COLUMN("REFS", u32, fdmap_inode, refs),
		COLUMN("RDEV", device, fdmap_inode, rdev),
	} },
};

/**
 * fdmap_table_rows() - a table's records
 * @layout:	table
 * @snap:	snapshot
 *
 * Context: any.
 */
const struct fdmap_vec *fdmap_table_rows(const struct fdmap_layout *layout,
					 const struct fdmap_snapshot *snap)
{
	return (const void *)snap + layout->rows;
}
