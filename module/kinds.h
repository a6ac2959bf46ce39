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
 * @read:	adds rows for a line of what show_fdinfo() says; it may write to
 *		the line, which has no newline. There is room for a few rows. Or
 *		NULL: such a file is not asked.
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
	void (*read)(struct fdmap_snapshot *snap, const struct fdmap_file *row,
		     char *line);
};

const struct fdmap_kind *fdmap_kind_of(const struct file *file);
const struct fdmap_kind *fdmap_kind_refine(const struct fdmap_file *row);

/* kinds/pipe.c */
bool fdmap_pipe_copy(struct fdmap_snapshot *snap, struct file *file,
		     const struct fdmap_file *row);

/* kinds/socket.c */
bool fdmap_socket_copy(struct fdmap_snapshot *snap, struct file *file,
		       const struct fdmap_file *row);
void fdmap_socket_finish(struct fdmap_snapshot *snap);
void fdmap_socket_finish_peers(struct fdmap_snapshot *snap);

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
void fdmap_epoll_read(struct fdmap_snapshot *snap, const struct fdmap_file *row,
		      char *line);

/* kinds/notify.c */
void fdmap_notify_read(struct fdmap_snapshot *snap,
		       const struct fdmap_file *row, char *line);

/* kinds/counter.c */
void fdmap_counter_read(struct fdmap_snapshot *snap,
			const struct fdmap_file *row, char *line);

#endif /* FDMAP_KINDS_H */
