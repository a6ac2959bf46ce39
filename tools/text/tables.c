// SPDX-License-Identifier: GPL-2.0-only
#include "text/tables.h"

#define MEMBER(record, member) offsetof(struct record, member)

/*
 * A column that may be missing, one that is needed, one that refers to another
 * table, and one that may.
 */
#define COLUMN(record, member, column, field) \
	{ column, &field, MEMBER(record, member), false, DOC_TABLES }
#define NEEDED(record, member, column, field) \
	{ column, &field, MEMBER(record, member), true, DOC_TABLES }
#define REFERS(record, member, column, field, table) \
	{ column, &field, MEMBER(record, member), true, DOC_##table }
#define MAY_REFER(record, member, column, field, table) \
	{ column, &field, MEMBER(record, member), false, DOC_##table }

#define TABLE(title, record, list, unique, object)                   \
	{ title, sizeof(struct record), list,                        \
	  sizeof(list) / sizeof((list)[0]), unique, DOC_##object }

static const struct column head_columns[] = {
	NEEDED(doc_head, pid, "pid", field_count),
	COLUMN(doc_head, tgid, "tgid", field_count),
	NEEDED(doc_head, comm, "comm", field_word),
	COLUMN(doc_head, snapshot, "snapshot", field_word),
	COLUMN(doc_head, error, "error", field_word),
	COLUMN(doc_head, via, "via", field_count),
	COLUMN(doc_head, ids, "ids", field_word),
};

static const struct column table_columns[] = {
	COLUMN(doc_table, id, "TABLE", field_id),
	COLUMN(doc_table, users, "USERS", field_count),
	COLUMN(doc_table, open, "OPEN", field_count),
	COLUMN(doc_table, max, "MAX", field_count),
	COLUMN(doc_table, next, "NEXT", field_count),
	COLUMN(doc_table, limit, "LIMIT", field_word),
};

static const struct column fd_columns[] = {
	NEEDED(doc_fd, fd, "FD", field_fd),
	COLUMN(doc_fd, flags, "FLAGS", field_word),
	REFERS(doc_fd, file, "FILE", field_id, FILES),
};

static const struct column file_columns[] = {
	NEEDED(doc_file, id, "FILE", field_id),
	REFERS(doc_file, inode, "INODE", field_id, INODES),
	COLUMN(doc_file, refs, "REFS", field_count),
	COLUMN(doc_file, kind, "KIND", field_word),
	COLUMN(doc_file, mode, "MODE", field_word),
	COLUMN(doc_file, flags, "FLAGS", field_word),
	COLUMN(doc_file, pos, "POS", field_offset),
	COLUMN(doc_file, ops, "OPS", field_word),
	COLUMN(doc_file, name, "NAME", field_word),
};

static const struct column inode_columns[] = {
	NEEDED(doc_inode, id, "INODE", field_id),
	COLUMN(doc_inode, fs, "FS", field_word),
	COLUMN(doc_inode, dev, "DEV", field_device),
	COLUMN(doc_inode, ino, "INO", field_count),
	COLUMN(doc_inode, type, "TYPE", field_verbatim),
	COLUMN(doc_inode, mode, "MODE", field_word),
	COLUMN(doc_inode, nlink, "NLINK", field_count),
	COLUMN(doc_inode, uid, "UID", field_count),
	COLUMN(doc_inode, gid, "GID", field_count),
	COLUMN(doc_inode, size, "SIZE", field_offset),
	COLUMN(doc_inode, refs, "REFS", field_count),
	COLUMN(doc_inode, rdev, "RDEV", field_device),
};

static const struct column pipe_columns[] = {
	REFERS(doc_pipe, inode, "INODE", field_id, INODES),
	COLUMN(doc_pipe, readers, "READERS", field_count),
	COLUMN(doc_pipe, writers, "WRITERS", field_count),
	COLUMN(doc_pipe, slots, "SLOTS", field_count),
	COLUMN(doc_pipe, used, "USED", field_count),
	COLUMN(doc_pipe, bytes, "BYTES", field_word),
};

static const struct column socket_columns[] = {
	REFERS(doc_socket, inode, "INODE", field_id, INODES),
	COLUMN(doc_socket, family, "FAMILY", field_word),
	COLUMN(doc_socket, type, "TYPE", field_word),
	COLUMN(doc_socket, proto, "PROTO", field_word),
	COLUMN(doc_socket, state, "STATE", field_word),
	COLUMN(doc_socket, shut, "SHUT", field_word),
	COLUMN(doc_socket, peer, "PEER", field_peer),
	COLUMN(doc_socket, recvq, "RECVQ", field_queue),
	COLUMN(doc_socket, sendq, "SENDQ", field_count),
	COLUMN(doc_socket, backlog, "BACKLOG", field_word),
	COLUMN(doc_socket, fds, "FDS", field_count),
	COLUMN(doc_socket, netns, "NETNS", field_count),
	COLUMN(doc_socket, local, "LOCAL", field_word),
	COLUMN(doc_socket, remote, "REMOTE", field_word),
};

static const struct column detail_columns[] = {
	REFERS(doc_detail, file, "FILE", field_id, FILES),
	NEEDED(doc_detail, key, "KEY", field_verbatim),
	NEEDED(doc_detail, value, "VALUE", field_verbatim),
};

static const struct column epoll_columns[] = {
	REFERS(doc_epoll, epoll, "EPOLL", field_id, FILES),
	COLUMN(doc_epoll, tfd, "TFD", field_count),
	COLUMN(doc_epoll, events, "EVENTS", field_word),
	COLUMN(doc_epoll, data, "DATA", field_word),
	MAY_REFER(doc_epoll, target, "TARGET", field_no_id, FILES),
	COLUMN(doc_epoll, dev, "DEV", field_device),
	COLUMN(doc_epoll, ino, "INO", field_count),
};

static const struct column watch_columns[] = {
	REFERS(doc_watch, file, "FILE", field_id, FILES),
	COLUMN(doc_watch, wd, "WD", field_count),
	COLUMN(doc_watch, on, "ON", field_word),
	COLUMN(doc_watch, dev, "DEV", field_device),
	COLUMN(doc_watch, ino, "INO", field_count),
	COLUMN(doc_watch, mask, "MASK", field_word),
	COLUMN(doc_watch, ignored, "IGNORED", field_word),
};

static const struct column lock_columns[] = {
	REFERS(doc_lock, inode, "INODE", field_id, INODES),
	NEEDED(doc_lock, kind, "KIND", field_verbatim),
	COLUMN(doc_lock, mode, "MODE", field_word),
	COLUMN(doc_lock, start, "START", field_count),
	COLUMN(doc_lock, end, "END", field_word),
	COLUMN(doc_lock, owner, "OWNER", field_no_id),
	COLUMN(doc_lock, pid, "PID", field_count),
	COLUMN(doc_lock, waited, "WAITED", field_word),
};

static const struct column owner_columns[] = {
	REFERS(doc_owner, file, "FILE", field_id, FILES),
	COLUMN(doc_owner, type, "TYPE", field_word),
	COLUMN(doc_owner, pid, "PID", field_owner),
	COLUMN(doc_owner, signal, "SIGNAL", field_count),
};

static const struct column inflight_columns[] = {
	REFERS(doc_inflight, socket, "SOCKET", field_id, INODES),
	COLUMN(doc_inflight, embryo, "EMBRYO", field_no_id),
	MAY_REFER(doc_inflight, file, "FILE", field_no_id, FILES),
	NEEDED(doc_inflight, state, "STATE", field_verbatim),
};

static const struct column map_columns[] = {
	COLUMN(doc_map, mm, "MM", field_no_id),
	MAY_REFER(doc_map, file, "FILE", field_no_id, FILES),
	NEEDED(doc_map, as, "AS", field_verbatim),
	NEEDED(doc_map, count, "COUNT", field_number),
};

static const struct column task_columns[] = {
	NEEDED(doc_task, tid, "TID", field_count),
	COLUMN(doc_task, tgid, "TGID", field_count),
	COLUMN(doc_task, comm, "COMM", field_word),
};

static const struct column path_columns[] = {
	NEEDED(doc_path, as, "AS", field_verbatim),
	MAY_REFER(doc_path, inode, "INODE", field_no_id, INODES),
	COLUMN(doc_path, name, "NAME", field_word),
};

/* All records begin with their line; where ids are looked up, one is next. */
#define BEGINS(record) _Static_assert(!MEMBER(record, line), #record)
#define HAS_ID(record, member)                                         \
	_Static_assert(!MEMBER(record, line) &&                        \
		       MEMBER(record, member) == sizeof(unsigned long), \
		       #record)

BEGINS(doc_head);
BEGINS(doc_table);
BEGINS(doc_fd);
BEGINS(doc_inflight);
BEGINS(doc_map);
BEGINS(doc_task);
BEGINS(doc_path);
HAS_ID(doc_file, id);
HAS_ID(doc_inode, id);
HAS_ID(doc_pipe, inode);
HAS_ID(doc_socket, inode);
HAS_ID(doc_detail, file);
HAS_ID(doc_epoll, epoll);
HAS_ID(doc_watch, file);
HAS_ID(doc_lock, inode);
HAS_ID(doc_owner, file);
_Static_assert(!MEMBER(doc_ref, id), "doc_ref");

const struct table_desc doc_head_desc =
	TABLE("first line", doc_head, head_columns, false, TABLES);

const struct table_desc doc_tables[DOC_TABLES] = {
	[DOC_TABLE] = TABLE("table", doc_table, table_columns, false, TABLES),
	[DOC_FDS] = TABLE("descriptors", doc_fd, fd_columns, false, TABLES),
	[DOC_FILES] = TABLE("files", doc_file, file_columns, true, TABLES),
	[DOC_INODES] = TABLE("inodes", doc_inode, inode_columns, true, TABLES),
	[DOC_PIPES] = TABLE("pipes", doc_pipe, pipe_columns, true, INODES),
	[DOC_SOCKETS] = TABLE("sockets", doc_socket, socket_columns, true,
			      INODES),
	[DOC_DETAILS] = TABLE("details", doc_detail, detail_columns, false,
			      FILES),
	[DOC_EPOLL] = TABLE("epoll", doc_epoll, epoll_columns, false, FILES),
	[DOC_WATCHES] = TABLE("watches", doc_watch, watch_columns, false,
			      FILES),
	[DOC_LOCKS] = TABLE("locks", doc_lock, lock_columns, false, INODES),
	[DOC_OWNERS] = TABLE("owners", doc_owner, owner_columns, false, FILES),
	[DOC_INFLIGHT] = TABLE("inflight", doc_inflight, inflight_columns,
			       false, TABLES),
	[DOC_MAPS] = TABLE("maps", doc_map, map_columns, false, TABLES),
	[DOC_TASKS] = TABLE("tasks", doc_task, task_columns, false, TABLES),
	[DOC_PATHS] = TABLE("paths", doc_path, path_columns, false, TABLES),
};

void row_show(struct buf *to, const struct column *column, const void *row)
{
	column->type->show(to, (const char *)row + column->offset);
}

bool rows_alike(enum doc_table_index table, const void *a, const void *b)
{
	const struct table_desc *desc = &doc_tables[table];

	for (size_t i = 1; i < desc->n_columns; i++) {
		const struct column *column = &desc->columns[i];

		if (!column->type->same((const char *)a + column->offset,
					(const char *)b + column->offset))
			return false;
	}
	return true;
}
