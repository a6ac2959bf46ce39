/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What kind of file a file is, and what more there is to copy of it.
 *
 * A new kind is a row in kinds.c, and, if it has more to say than its name, a
 * describer of its own under kinds/.
 */
#ifndef FDMAP_KINDS_H
#define FDMAP_KINDS_H

#include <linux/types.h>

struct fdmap_file;
struct fdmap_snapshot;
struct file;

/**
 * struct fdmap_kind - a kind of file
 * @name:	its KIND word
 * @type:	type of its inode, S_IF*, 0 for any
 * @fs:		type of its file system, NULL for any
 * @dname:	name of its dentry, NULL for any; only where @fs is one whose
 *		names the kernel gives
 * @is:		further test, or NULL
 * @ops:	symbol of its file_operations, NULL for any; known after the
 *		hold
 * @copy:	copies what more there is; false: no room. Called with the locks
 *		held under which the file stays; must not sleep. Or NULL.
 * @inspect:	adds what only the file's own methods tell. Called with no lock
 *		and a reference on the file; may sleep, but not wait for the
 *		target. Return 0 or -ENOMEM. Or NULL.
 */
struct fdmap_kind {
	const char *name;
	umode_t type;
	const char *fs;
	const char *dname;
	bool (*is)(const struct file *file);
	const char *ops;
	bool (*copy)(struct fdmap_snapshot *snap, struct file *file,
		     const struct fdmap_file *row);
	int (*inspect)(struct fdmap_snapshot *snap, struct file *file,
		       const struct fdmap_file *row);
};

const struct fdmap_kind *fdmap_kind_of(const struct file *file);
const struct fdmap_kind *fdmap_kind_refine(const struct fdmap_file *row);

/* kinds/pipe.c */
bool fdmap_pipe_copy(struct fdmap_snapshot *snap, struct file *file,
		     const struct fdmap_file *row);

/* kinds/socket.c */
bool fdmap_socket_copy(struct fdmap_snapshot *snap, struct file *file,
		       const struct fdmap_file *row);

/* kinds/memfd.c */
bool fdmap_memfd_is(const struct file *file);
bool fdmap_memfd_copy(struct fdmap_snapshot *snap, struct file *file,
		      const struct fdmap_file *row);

/* kinds/pidfd.c */
bool fdmap_pidfd_copy(struct fdmap_snapshot *snap, struct file *file,
		      const struct fdmap_file *row);

/* kinds/pty.c */
bool fdmap_pty_is_master(const struct file *file);
bool fdmap_pty_is_slave(const struct file *file);
bool fdmap_pty_copy(struct fdmap_snapshot *snap, struct file *file,
		    const struct fdmap_file *row);

/* kinds/epoll.c */
int fdmap_epoll_inspect(struct fdmap_snapshot *snap, struct file *file,
			const struct fdmap_file *row);

/* kinds/notify.c */
int fdmap_notify_inspect(struct fdmap_snapshot *snap, struct file *file,
			 const struct fdmap_file *row);

/* kinds/counter.c */
int fdmap_counter_inspect(struct fdmap_snapshot *snap, struct file *file,
			  const struct fdmap_file *row);

#endif /* FDMAP_KINDS_H */
