/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rows that a snapshot is made of: what is copied, as it was copied. The
 * tables that they fill, and what each column means to a reader, are in
 * Documentation/ABI/text-format.md.
 */
#ifndef FDMAP_ROWS_H
#define FDMAP_ROWS_H

#include <linux/fs.h>
#include <linux/sched.h>
#include <linux/types.h>

#include "set.h"

struct fdmap_file;
struct fdmap_inode;
struct fdmap_kind;
struct proto_ops;
struct sock;

/**
 * struct fdmap_limit - a resource limit
 * @soft:	RLIM_INFINITY for none
 * @hard:	RLIM_INFINITY for none
 */
struct fdmap_limit {
	unsigned long soft;
	unsigned long hard;
};

/**
 * struct fdmap_device - a device number
 * @dev:	device number
 * @valid:	false for "there is none"
 */
struct fdmap_device {
	dev_t dev;
	bool valid;
};

/**
 * struct fdmap_name - a path
 * @string:	the path, or an error's name
 * @error:	which of the two
 */
struct fdmap_name {
	const char *string;
	bool error;
};

/**
 * struct fdmap_ref - another object, or why none is named
 * @object:	its address, never looked into
 * @word:	what to say instead, or NULL
 */
struct fdmap_ref {
	const void *object;
	const char *word;
};

/**
 * struct fdmap_count - a number that there may be none of
 * @value:	the number
 * @word:	what to say instead, or NULL
 */
struct fdmap_count {
	u64 value;
	const char *word;
};

/**
 * struct fdmap_table - a descriptor table, files_struct
 * @id:		its id
 * @users:	references to it
 * @open:	descriptors copied
 * @max:	descriptors that the present arrays hold
 * @next:	no descriptor below is free
 * @limit:	RLIMIT_NOFILE of the task
 */
struct fdmap_table {
	u64 id;
	u32 users;
	u32 open;
	u32 max;
	u32 next;
	struct fdmap_limit limit;
};

/**
 * struct fdmap_desc - an open descriptor
 * @file:	row of its open file
 * @fd:		its number
 * @older:	1 + index of the row of the descriptor of that file before it, 0
 *		for none
 * @cloexec:	whether exec closes it
 */
struct fdmap_desc {
	const struct fdmap_file *file;
	u32 fd;
	u32 older;
	bool cloexec;
};

/**
 * struct fdmap_ops - a struct file_operations
 * @key:	set key
 * @name:	its symbol, NULL if it has none or until it was looked up
 */
struct fdmap_ops {
	struct fdmap_key key;
	const char *name;
};

/**
 * struct fdmap_file - an open file description, struct file
 * @key:	set key
 * @id:		its id, filled in when all is copied
 * @inode:	row of its inode
 * @refs:	reference count without our own
 * @pos:	offset in bytes
 * @kind:	what it is
 * @ops:	its operations
 * @name:	path
 * @flags:	O_* status flags of the kernel
 * @fd:		the last descriptor that was seen to refer to it
 * @desc:	1 + index of the row of that, 0 for none
 * @nr_descs:	how many descriptors were
 * @checked:	fdmap_turn_since() when all of them were seen to refer to it
 * @map:	1 + index of its row in [maps], 0 for none
 * @address:	where it is mapped, if it has a row there
 * @since:	fdmap_turn_since() when it was copied
 * @depth:	fdmap_turn.depth then
 * @perhaps:	address of the open file that this one may be too, or NULL
 * @watched:	whether an epoll instance watches it
 * @mode:	FMODE_READ and FMODE_WRITE count
 */
struct fdmap_file {
	struct fdmap_key key;
	u64 id;
	const struct fdmap_inode *inode;
	u64 refs;
	s64 pos;
	const struct fdmap_kind *kind;
	const struct fdmap_ops *ops;
	struct fdmap_name name;
	unsigned int flags;
	unsigned int fd;
	u32 desc;
	u32 nr_descs;
	u64 checked;
	u32 map;
	unsigned long address;
	u64 since;
	const void *perhaps;
	u8 depth;
	bool watched;
	fmode_t mode;
};

/**
 * struct fdmap_inode - an inode
 * @key:	set key
 * @id:		its id, filled in when all is copied
 * @ino:	inode number
 * @size:	size in bytes
 * @fs:		file system type, with its subtype
 * @dev:	device of its file system
 * @rdev:	device that it stands for
 * @nlink:	hard links
 * @refs:	reference count
 * @uid:	owner, in the initial user namespace
 * @gid:	owner's group, likewise
 * @generation:	tells apart inodes that had the same number
 * @mode:	type and permissions
 */
struct fdmap_inode {
	struct fdmap_key key;
	u64 id;
	u64 ino;
	s64 size;
	const char *fs;
	struct fdmap_device dev;
	struct fdmap_device rdev;
	u32 nlink;
	u32 refs;
	u32 uid;
	u32 gid;
	u32 generation;
	umode_t mode;
};

/**
 * struct fdmap_pipe - a pipe or FIFO
 * @key:	set key: its inode
 * @inode:	row of that
 * @readers:	open files that can read
 * @writers:	open files that can write
 * @slots:	buffers it can hold
 * @used:	buffers that hold data
 * @bytes:	bytes in them
 */
struct fdmap_pipe {
	struct fdmap_key key;
	const struct fdmap_inode *inode;
	u32 readers;
	u32 writers;
	u32 slots;
	u32 used;
	struct fdmap_count bytes;
};

/**
 * struct fdmap_socket - a socket
 * @key:	set key: its inode
 * @inode:	row of that
 * @family:	address family
 * @type:	socket type
 * @proto:	protocol
 * @state:	state of the connection
 * @local:	own address
 * @remote:	address of the other end
 * @backlog:	connections waiting and their bound
 * @shut:	directions shut down, as SHUTDOWN_MASK
 * @peer:	inode of the socket at the other end
 * @peer_ino:	its number, 0 if the other end has no inode
 * @recvq:	bytes waiting to be read
 * @sendq:	bytes that the other end has not taken
 * @fds:	files in flight in the receive queue
 * @netns:	inode number of the network namespace
 * @late_sk:	the sock, if its name is asked at the end of the hold, else NULL
 * @late_ops:	its operations then
 *
 * Strings are empty for no value.
 */
struct fdmap_socket {
	struct fdmap_key key;
	const struct fdmap_inode *inode;
	const char *family;
	const char *type;
	const char *proto;
	const char *state;
	const char *local;
	const char *remote;
	const char *backlog;
	u32 shut;
	struct fdmap_ref peer;
	u64 peer_ino;
	struct fdmap_count recvq;
	u64 sendq;
	struct fdmap_count fds;
	u64 netns;
	struct sock *late_sk;
	const struct proto_ops *late_ops;
};

/**
 * struct fdmap_detail - a fact about an open file
 * @file:	row of the file
 * @key:	what it says
 * @value:	what that is
 */
struct fdmap_detail {
	const struct fdmap_file *file;
	const char *key;
	const char *value;
};

/**
 * struct fdmap_epoll - a file that an epoll instance watches
 * @epoll:	row of the instance's open file
 * @target:	row of the open file watched, or NULL
 * @data:	user data
 * @ino:	inode number of the file watched
 * @dev:	device of its file system
 * @tfd:	descriptor under which it was added
 * @events:	event mask
 */
struct fdmap_epoll {
	const struct fdmap_file *epoll;
	const struct fdmap_file *target;
	u64 data;
	u64 ino;
	struct fdmap_device dev;
	s32 tfd;
	u32 events;
};

/**
 * struct fdmap_watch - a mark of an inotify or fanotify instance
 * @file:	row of the instance's open file
 * @wd:		watch descriptor
 * @on:		sort of the object watched
 * @dev:	device of its file system
 * @ino:	its inode number, or a mount's id
 * @mask:	events
 * @ignored:	events ignored
 */
struct fdmap_watch {
	const struct fdmap_file *file;
	struct fdmap_count wd;
	const char *on;
	struct fdmap_device dev;
	struct fdmap_count ino;
	u32 mask;
	u32 ignored;
};

/**
 * struct fdmap_lock - a lock on an inode
 * @inode:	row of the inode
 * @kind:	sort of lock
 * @mode:	F_RDLCK, F_WRLCK or F_UNLCK
 * @start:	first byte
 * @end:	last byte
 * @owner:	open file or descriptor table that owns it
 * @since:	fdmap_turn_since() when it was copied
 * @pid:	who took it
 * @waited:	whether somebody waits for it
 */
struct fdmap_lock {
	const struct fdmap_inode *inode;
	const char *kind;
	u32 mode;
	struct fdmap_count start;
	struct fdmap_count end;
	struct fdmap_ref owner;
	u64 since;
	struct fdmap_count pid;
	bool waited;
};

/**
 * struct fdmap_owner - who gets a file's SIGIO
 * @file:	row of the file
 * @type:	tid, pid or pgrp
 * @pid:	its number
 * @signal:	signal, 0 for the usual
 */
struct fdmap_owner {
	const struct fdmap_file *file;
	const char *type;
	struct fdmap_count pid;
	u32 signal;
};

/**
 * struct fdmap_inflight - a file in flight, or why it is not told
 * @socket:	row of the socket's inode
 * @embryo:	id of the connection waiting at that socket
 * @file:	row of the file, or NULL
 * @state:	what the row says
 */
struct fdmap_inflight {
	const struct fdmap_inode *socket;
	struct fdmap_ref embryo;
	const struct fdmap_file *file;
	const char *state;
};

/**
 * struct fdmap_map - a file in an address space
 * @mm:		the address space
 * @file:	row of the file, or NULL
 * @as:		how it is held
 * @count:	references
 */
struct fdmap_map {
	struct fdmap_ref mm;
	const struct fdmap_file *file;
	const char *as;
	u64 count;
};

/**
 * struct fdmap_task - a task that shares the descriptor table
 * @tid:	its number
 * @tgid:	its thread group
 * @comm:	its command name
 */
struct fdmap_task {
	u32 tid;
	u32 tgid;
	const char *comm;
};

/**
 * struct fdmap_path - a directory that a task holds
 * @as:		what for
 * @inode:	row of its inode, or NULL
 * @name:	its path
 */
struct fdmap_path {
	const char *as;
	const struct fdmap_inode *inode;
	struct fdmap_name name;
};

#endif /* FDMAP_ROWS_H */
