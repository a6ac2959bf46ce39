// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tables of the text and their columns. A new column is a member of its row
 * in rows.h, a line here, and a line in Documentation/ABI/text-format.md.
 */
#include <linux/stddef.h>

#include "table.h"

#define COLUMN(_name, _type, _record, _member) {		\
	.name = _name,						\
	.type = &fdmap_type_##_type,				\
	.offset = offsetof(struct _record, _member),		\
}

const struct fdmap_layout fdmap_layouts[FDMAP_NR_TABLES] = {
	[FDMAP_TABLE] = { "table", 6, {
		COLUMN("TABLE", id, fdmap_table, id),
		COLUMN("USERS", u32, fdmap_table, users),
		COLUMN("OPEN", u32, fdmap_table, open),
		COLUMN("MAX", u32, fdmap_table, max),
		COLUMN("NEXT", u32, fdmap_table, next),
		COLUMN("LIMIT", limit, fdmap_table, limit),
	} },
	[FDMAP_DESCS] = { "descriptors", 3, {
		COLUMN("FD", u32, fdmap_desc, fd),
		COLUMN("FLAGS", cloexec, fdmap_desc, cloexec),
		COLUMN("FILE", file, fdmap_desc, file),
	} },
	[FDMAP_FILES] = { "files", 9, {
		COLUMN("FILE", id, fdmap_file, id),
		COLUMN("INODE", inode, fdmap_file, inode),
		COLUMN("REFS", u64, fdmap_file, refs),
		COLUMN("KIND", kind, fdmap_file, kind),
		COLUMN("MODE", fmode, fdmap_file, mode),
		COLUMN("FLAGS", oflags, fdmap_file, flags),
		COLUMN("POS", s64, fdmap_file, pos),
		COLUMN("OPS", ops, fdmap_file, ops),
		COLUMN("NAME", name, fdmap_file, name),
	} },
	[FDMAP_INODES] = { "inodes", 12, {
		COLUMN("INODE", id, fdmap_inode, id),
		COLUMN("FS", string, fdmap_inode, fs),
		COLUMN("DEV", device, fdmap_inode, dev),
		COLUMN("INO", u64, fdmap_inode, ino),
		COLUMN("TYPE", itype, fdmap_inode, mode),
		COLUMN("MODE", perm, fdmap_inode, mode),
		COLUMN("NLINK", u32, fdmap_inode, nlink),
		COLUMN("UID", u32, fdmap_inode, uid),
		COLUMN("GID", u32, fdmap_inode, gid),
		COLUMN("SIZE", s64, fdmap_inode, size),
		COLUMN("REFS", u32, fdmap_inode, refs),
		COLUMN("RDEV", device, fdmap_inode, rdev),
	} },
	[FDMAP_PIPES] = { "pipes", 6, {
		COLUMN("INODE", inode, fdmap_pipe, inode),
		COLUMN("READERS", u32, fdmap_pipe, readers),
		COLUMN("WRITERS", u32, fdmap_pipe, writers),
		COLUMN("SLOTS", u32, fdmap_pipe, slots),
		COLUMN("USED", u32, fdmap_pipe, used),
		COLUMN("BYTES", count, fdmap_pipe, bytes),
	} },
	[FDMAP_SOCKETS] = { "sockets", 14, {
		COLUMN("INODE", inode, fdmap_socket, inode),
		COLUMN("FAMILY", string, fdmap_socket, family),
		COLUMN("TYPE", string, fdmap_socket, type),
		COLUMN("PROTO", string, fdmap_socket, proto),
		COLUMN("STATE", string, fdmap_socket, state),
		COLUMN("SHUT", shut, fdmap_socket, shut),
		COLUMN("PEER", ref, fdmap_socket, peer),
		COLUMN("RECVQ", count, fdmap_socket, recvq),
		COLUMN("SENDQ", u64, fdmap_socket, sendq),
		COLUMN("BACKLOG", string, fdmap_socket, backlog),
		COLUMN("FDS", count, fdmap_socket, fds),
		COLUMN("NETNS", u64, fdmap_socket, netns),
		COLUMN("LOCAL", string, fdmap_socket, local),
		COLUMN("REMOTE", string, fdmap_socket, remote),
	} },
	[FDMAP_DETAILS] = { "details", 3, {
		COLUMN("FILE", file, fdmap_detail, file),
		COLUMN("KEY", string, fdmap_detail, key),
		COLUMN("VALUE", string, fdmap_detail, value),
	} },
	[FDMAP_EPOLL] = { "epoll", 7, {
		COLUMN("EPOLL", file, fdmap_epoll, epoll),
		COLUMN("TFD", s32, fdmap_epoll, tfd),
		COLUMN("EVENTS", hex, fdmap_epoll, events),
		COLUMN("DATA", hex64, fdmap_epoll, data),
		COLUMN("TARGET", file, fdmap_epoll, target),
		COLUMN("DEV", device, fdmap_epoll, dev),
		COLUMN("INO", u64, fdmap_epoll, ino),
	} },
	[FDMAP_WATCHES] = { "watches", 7, {
		COLUMN("FILE", file, fdmap_watch, file),
		COLUMN("WD", count, fdmap_watch, wd),
		COLUMN("ON", string, fdmap_watch, on),
		COLUMN("DEV", device, fdmap_watch, dev),
		COLUMN("INO", count, fdmap_watch, ino),
		COLUMN("MASK", hex, fdmap_watch, mask),
		COLUMN("IGNORED", hex, fdmap_watch, ignored),
	} },
	[FDMAP_LOCKS] = { "locks", 8, {
		COLUMN("INODE", inode, fdmap_lock, inode),
		COLUMN("KIND", string, fdmap_lock, kind),
		COLUMN("MODE", lockmode, fdmap_lock, mode),
		COLUMN("START", count, fdmap_lock, start),
		COLUMN("END", count, fdmap_lock, end),
		COLUMN("OWNER", ref, fdmap_lock, owner),
		COLUMN("PID", count, fdmap_lock, pid),
		COLUMN("WAITED", yes, fdmap_lock, waited),
	} },
	[FDMAP_OWNERS] = { "owners", 4, {
		COLUMN("FILE", file, fdmap_owner, file),
		COLUMN("TYPE", string, fdmap_owner, type),
		COLUMN("PID", count, fdmap_owner, pid),
		COLUMN("SIGNAL", u32, fdmap_owner, signal),
	} },
	[FDMAP_INFLIGHT] = { "inflight", 4, {
		COLUMN("SOCKET", inode, fdmap_inflight, socket),
		COLUMN("EMBRYO", ref, fdmap_inflight, embryo),
		COLUMN("FILE", file, fdmap_inflight, file),
		COLUMN("STATE", string, fdmap_inflight, state),
	} },
	[FDMAP_MAPS] = { "maps", 4, {
		COLUMN("MM", ref, fdmap_map, mm),
		COLUMN("FILE", file, fdmap_map, file),
		COLUMN("AS", string, fdmap_map, as),
		COLUMN("COUNT", u64, fdmap_map, count),
	} },
	[FDMAP_TASKS] = { "tasks", 3, {
		COLUMN("TID", u32, fdmap_task, tid),
		COLUMN("TGID", u32, fdmap_task, tgid),
		COLUMN("COMM", string, fdmap_task, comm),
	} },
	[FDMAP_PATHS] = { "paths", 3, {
		COLUMN("AS", string, fdmap_path, as),
		COLUMN("INODE", inode, fdmap_path, inode),
		COLUMN("NAME", name, fdmap_path, name),
	} },
};
