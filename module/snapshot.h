/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A copy of one task's descriptor table, its open files and their inodes.
 *
 * All locking of the target lives in snapshot.c. What is copied holds no
 * reference to anything: addresses are kept for comparing only, and nothing
 * here may look into them.
 */
#ifndef FDMAP_SNAPSHOT_H
#define FDMAP_SNAPSHOT_H

#include <linux/fs.h>
#include <linux/sched.h>
#include <linux/types.h>
#include <linux/uidgid.h>

#include "arena.h"
#include "set.h"
#include "vec.h"

struct pid;
struct pid_namespace;

/**
 * enum fdmap_copy - how a table was copied, "snapshot" in the text
 * @FDMAP_COPY_NONE:	the task has no table
 * @FDMAP_COPY_WHOLE:	in one hold of its lock
 * @FDMAP_COPY_CHUNKED:	in several
 * @FDMAP_COPY_TORN:	in several, and the task left its table or called exec
 *			between two of them
 */
enum fdmap_copy {
	FDMAP_COPY_NONE,
	FDMAP_COPY_WHOLE,
	FDMAP_COPY_CHUNKED,
	FDMAP_COPY_TORN,
};

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
 * struct fdmap_table - the descriptor table, files_struct
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
 * @file:	id of its open file
 * @fd:		its number
 * @cloexec:	whether exec closes it
 */
struct fdmap_desc {
	u64 file;
	u32 fd;
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
 * struct fdmap_name - a file's name
 * @string:	path, or an error's name
 * @error:	which of the two
 */
struct fdmap_name {
	const char *string;
	bool error;
};

/**
 * struct fdmap_file - an open file description, struct file
 * @key:	set key
 * @id:		its id
 * @inode:	id of its inode
 * @refs:	reference count
 * @pos:	offset in bytes
 * @ops:	its operations
 * @name:	path
 * @flags:	O_* status flags of the kernel
 * @mode:	FMODE_READ and FMODE_WRITE count
 */
struct fdmap_file {
	struct fdmap_key key;
	u64 id;
	u64 inode;
	u64 refs;
	s64 pos;
	const struct fdmap_ops *ops;
	struct fdmap_name name;
	unsigned int flags;
	fmode_t mode;
};

/**
 * struct fdmap_device - a device number and whether there is one
 * @dev:	device number
 * @valid:	false for an inode that stands for no device
 */
struct fdmap_device {
	dev_t dev;
	bool valid;
};

/**
 * struct fdmap_inode - an inode
 * @key:	set key
 * @id:		its id
 * @ino:	inode number
 * @size:	size in bytes
 * @fs:		file system type, with its subtype
 * @dev:	device of its file system
 * @rdev:	device that it stands for
 * @nlink:	hard links
 * @refs:	reference count
 * @uid:	owner
 * @gid:	owner's group
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
	kuid_t uid;
	kgid_t gid;
	umode_t mode;
};

/**
 * struct fdmap_snapshot - the copy
 * @pid:	number that was asked for, in the reader's PID namespace
 * @tgid:	its thread group there
 * @via:	TID of the thread whose table this is, if not @pid; else 0
 * @comm:	command name
 * @copy:	how the table was copied
 * @table:	the table: one struct fdmap_table, or none
 * @descs:	struct fdmap_desc, ascending
 * @files:	struct fdmap_file, by first descriptor
 * @inodes:	struct fdmap_inode, by first file
 * @ops:	struct fdmap_ops
 * @strings:	what name and fs members point to
 * @scratch:	FDMAP_SCRATCH_SIZE bytes to make a name in
 */
struct fdmap_snapshot {
	pid_t pid;
	pid_t tgid;
	pid_t via;
	char comm[TASK_COMM_LEN];
	enum fdmap_copy copy;
	struct fdmap_vec table;
	struct fdmap_vec descs;
	struct fdmap_set files;
	struct fdmap_set inodes;
	struct fdmap_set ops;
	struct fdmap_arena strings;
	char *scratch;
};

int fdmap_snapshot_init(struct fdmap_snapshot *snap);
void fdmap_snapshot_exit(struct fdmap_snapshot *snap);
int fdmap_snapshot_take(struct fdmap_snapshot *snap, struct pid *pid,
			struct pid_namespace *ns);

#endif /* FDMAP_SNAPSHOT_H */
