// SPDX-License-Identifier: GPL-2.0-only
/* One row for each column of each table. */
#include <string.h>

#include "fdmap_format.h"
#include "fdmap_reader.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* A value; one of some words; a value or one of some words. */
#define COLUMN(type, name_, member, parse_)                                 \
	{                                                                   \
		.name = name_, .offset = offsetof(struct type, member),     \
		.parse = fdmap_value_##parse_                               \
	}
#define WORD(type, name_, member, words_)                                   \
	{                                                                   \
		.name = name_, .offset = offsetof(struct type, member),     \
		.words = words_                                             \
	}
#define EITHER(type, name_, member, parse_, words_)                         \
	{                                                                   \
		.name = name_, .offset = offsetof(struct type, member),     \
		.parse = fdmap_value_##parse_, .words = words_              \
	}
#define OPTIONAL(type, name_, member, parse_)                               \
	{                                                                   \
		.name = name_, .offset = offsetof(struct type, member),     \
		.parse = fdmap_value_##parse_, .optional = true             \
	}

static const struct column keys[] = {
	COLUMN(fdmap_document, "pid", pid, integer),
	COLUMN(fdmap_document, "tgid", tgid, integer),
	COLUMN(fdmap_document, "comm", comm, string),
	COLUMN(fdmap_document, "snapshot", snapshot, snapshot),
	OPTIONAL(fdmap_document, "error", error, error),
	OPTIONAL(fdmap_document, "via", via, integer),
	OPTIONAL(fdmap_document, "ids", addresses, ids),
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
	WORD(fdmap_file, "KIND", kind,
	     "reg|dir|lnk|chr|blk|pipe|fifo|socket|epoll|eventfd|signalfd|"
	     "timerfd|userfaultfd|inotify|fanotify|memfd|secretmem|pidfd|"
	     "pty-master|pty-slave|tty|tun|io_uring|mqueue|bpf-map|bpf-prog|"
	     "bpf-link|bpf-iter|btf|perf_event|ns|mount|fscontext|seccomp|"
	     "landlock|dma-buf|sync_file|anon"),
	WORD(fdmap_file, "MODE", mode, "r|w|rw|-"),
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
	WORD(fdmap_inode, "TYPE", type, "reg|dir|lnk|chr|blk|fifo|sock|-"),
	COLUMN(fdmap_inode, "MODE", mode, octal),
	COLUMN(fdmap_inode, "NLINK", nlink, decimal),
	COLUMN(fdmap_inode, "UID", uid, decimal),
	COLUMN(fdmap_inode, "GID", gid, decimal),
	COLUMN(fdmap_inode, "SIZE", size, decimal),
	COLUMN(fdmap_inode, "REFS", refs, decimal),
	COLUMN(fdmap_inode, "RDEV", rdev, device),
};

static const struct column pipe_columns[] = {
	COLUMN(fdmap_pipe, "INODE", inode, id),
	COLUMN(fdmap_pipe, "READERS", readers, decimal),
	COLUMN(fdmap_pipe, "WRITERS", writers, decimal),
	COLUMN(fdmap_pipe, "SLOTS", slots, decimal),
	COLUMN(fdmap_pipe, "USED", used, decimal),
	EITHER(fdmap_pipe, "BYTES", bytes, decimal, "busy|more"),
};

static const struct column socket_columns[] = {
	COLUMN(fdmap_socket, "INODE", inode, id),
	COLUMN(fdmap_socket, "FAMILY", family, text),
	COLUMN(fdmap_socket, "TYPE", type, text),
	COLUMN(fdmap_socket, "PROTO", proto, text),
	COLUMN(fdmap_socket, "STATE", state, text),
	WORD(fdmap_socket, "SHUT", shut, "r|w|rw|-"),
	EITHER(fdmap_socket, "PEER", peer, id, "gone|busy|-"),
	EITHER(fdmap_socket, "RECVQ", recvq, decimal, "busy|more|-"),
	COLUMN(fdmap_socket, "SENDQ", sendq, decimal),
	COLUMN(fdmap_socket, "BACKLOG", backlog, backlog),
	EITHER(fdmap_socket, "FDS", fds, decimal, "-"),
	COLUMN(fdmap_socket, "NETNS", netns, decimal),
	COLUMN(fdmap_socket, "LOCAL", local, string),
	COLUMN(fdmap_socket, "REMOTE", remote, string),
};

static const struct column detail_columns[] = {
	COLUMN(fdmap_detail, "FILE", file, id),
	COLUMN(fdmap_detail, "KEY", key, string),
	COLUMN(fdmap_detail, "VALUE", value, string),
};

static const struct column epoll_columns[] = {
	COLUMN(fdmap_epoll, "EPOLL", epoll, id),
	COLUMN(fdmap_epoll, "TFD", tfd, integer),
	COLUMN(fdmap_epoll, "EVENTS", events, hex),
	COLUMN(fdmap_epoll, "DATA", data, id),
	EITHER(fdmap_epoll, "TARGET", target, id, "-"),
	COLUMN(fdmap_epoll, "DEV", dev, device),
	COLUMN(fdmap_epoll, "INO", ino, decimal),
};

static const struct column watch_columns[] = {
	COLUMN(fdmap_watch, "FILE", file, id),
	EITHER(fdmap_watch, "WD", wd, decimal, "-"),
	WORD(fdmap_watch, "ON", on, "inode|mount|filesystem|namespace"),
	COLUMN(fdmap_watch, "DEV", dev, device),
	EITHER(fdmap_watch, "INO", ino, decimal, "-"),
	COLUMN(fdmap_watch, "MASK", mask, hex),
	COLUMN(fdmap_watch, "IGNORED", ignored, hex),
};

static const struct column lock_columns[] = {
	COLUMN(fdmap_lock, "INODE", inode, id),
	WORD(fdmap_lock, "KIND", kind, "posix|ofd|flock|lease|deleg|layout|"
	     "more|busy"),
	WORD(fdmap_lock, "MODE", mode, "r|w|-"),
	EITHER(fdmap_lock, "START", start, decimal, "-"),
	EITHER(fdmap_lock, "END", end, decimal, "eof|-"),
	EITHER(fdmap_lock, "OWNER", owner, id, "-"),
	EITHER(fdmap_lock, "PID", pid, decimal, "-"),
	COLUMN(fdmap_lock, "WAITED", waited, yes),
};

static const struct column owner_columns[] = {
	COLUMN(fdmap_owner, "FILE", file, id),
	WORD(fdmap_owner, "TYPE", type, "tid|pid|pgrp|-"),
	EITHER(fdmap_owner, "PID", pid, decimal, "gone|busy|-"),
	COLUMN(fdmap_owner, "SIGNAL", signal, decimal),
};

static const struct column inflight_columns[] = {
	COLUMN(fdmap_inflight, "SOCKET", socket, id),
	EITHER(fdmap_inflight, "EMBRYO", embryo, id, "-"),
	EITHER(fdmap_inflight, "FILE", file, id, "-"),
	WORD(fdmap_inflight, "STATE", state,
	     "queued|waiting|busy|more|deep|private"),
};

static const struct column map_columns[] = {
	EITHER(fdmap_map, "MM", mm, id, "-"),
	EITHER(fdmap_map, "FILE", file, id, "-"),
	WORD(fdmap_map, "AS", as, "map|exe|busy|more|torn"),
	COLUMN(fdmap_map, "COUNT", count, decimal),
};

static const struct column task_columns[] = {
	COLUMN(fdmap_task, "TID", tid, decimal),
	COLUMN(fdmap_task, "TGID", tgid, decimal),
	COLUMN(fdmap_task, "COMM", comm, string),
};

static const struct column path_columns[] = {
	WORD(fdmap_path, "AS", as, "cwd|root|busy"),
	EITHER(fdmap_path, "INODE", inode, id, "-"),
	COLUMN(fdmap_path, "NAME", name, name),
};

#define TABLE(name, member, row, columns)                                   \
	{                                                                   \
		name, sizeof(struct row),                                   \
			offsetof(struct fdmap_document, member), columns,   \
			ARRAY_SIZE(columns)                                 \
	}

const struct table_format fdmap_formats[] = {
	TABLE("[table]", table, fdmap_table, table_columns),
	TABLE("[descriptors]", descriptors, fdmap_descriptor,
	      descriptor_columns),
	TABLE("[files]", files, fdmap_file, file_columns),
	TABLE("[inodes]", inodes, fdmap_inode, inode_columns),
	TABLE("[pipes]", pipes, fdmap_pipe, pipe_columns),
	TABLE("[sockets]", sockets, fdmap_socket, socket_columns),
	TABLE("[details]", details, fdmap_detail, detail_columns),
	TABLE("[epoll]", epoll, fdmap_epoll, epoll_columns),
	TABLE("[watches]", watches, fdmap_watch, watch_columns),
	TABLE("[locks]", locks, fdmap_lock, lock_columns),
	TABLE("[owners]", owners, fdmap_owner, owner_columns),
	TABLE("[inflight]", inflight, fdmap_inflight, inflight_columns),
	TABLE("[maps]", maps, fdmap_map, map_columns),
	TABLE("[tasks]", tasks, fdmap_task, task_columns),
	TABLE("[paths]", paths, fdmap_path, path_columns),
};

const size_t fdmap_n_formats = ARRAY_SIZE(fdmap_formats);

static const struct table_format unknown_table;

const struct table_format fdmap_first_line = {
	.columns = keys,
	.n_columns = ARRAY_SIZE(keys),
};

const struct table_format *fdmap_find_format(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(fdmap_formats); i++)
		if (!strcmp(fdmap_formats[i].name, name))
			return &fdmap_formats[i];
	return &unknown_table;
}

struct fdmap_rows *fdmap_rows(struct fdmap_document *document,
			      const struct table_format *format)
{
	return (struct fdmap_rows *)((char *)document + format->offset);
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

bool fdmap_parse_column(const struct column *column, char *value, void *record)
{
	void *field = (char *)record + column->offset;
	struct fdmap_number *number = field;

	if (column->words && fdmap_is_one_of(value, column->words)) {
		*(char **)field = value;
		return true;
	}
	if (!column->words)
		return column->parse(value, field);
	return column->parse && column->parse(value, &number->value);
}
