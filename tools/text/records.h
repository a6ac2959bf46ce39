/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Records: one for each row of a document's tables.
 *
 * A record holds every column of the ABI page. Values that are only shown stay
 * strings and point into the text, which must outlive the records; NULL is "no
 * value" ("-") or a column that the text does not have.
 */
#ifndef FDMAP_RECORDS_H
#define FDMAP_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * struct doc_ref - an object that a row is about or refers to
 * @id: its id; 0 for none, as no object has that address
 * @row: its row in the table that the column refers to, see struct column;
 *	filled by link_rows()
 */
struct doc_ref {
	uint64_t id;
	size_t row;
};

/** struct doc_peer - the other end of a connection */
struct doc_peer {
	uint64_t id;	/* of an inode, or of an embryo; 0 for none */
	bool gone;	/* it has been closed */
	bool busy;	/* a lock was held, so that it is not known */
};

/** struct doc_head - the first line */
struct doc_head {
	unsigned long line;
	const char *pid;
	const char *tgid;
	const char *comm;	/* with escapes */
	const char *snapshot;
	const char *error;
	const char *via;
	const char *ids;
};

/** struct doc_table - the row of [table]: a files_struct */
struct doc_table {
	unsigned long line;
	uint64_t id;
	const char *users;
	const char *open;
	const char *max;
	const char *next;
	const char *limit;	/* soft:hard */
};

/** struct doc_fd - a row of [descriptors] */
struct doc_fd {
	unsigned long line;
	struct doc_ref file;
	const char *flags;
	unsigned int fd;
};

/** struct doc_file - a row of [files]: a struct file */
struct doc_file {
	unsigned long line;
	uint64_t id;
	struct doc_ref inode;
	const char *refs;
	const char *kind;
	const char *mode;
	const char *flags;
	const char *pos;	/* bytes */
	const char *ops;	/* with escapes */
	const char *name;	/* with escapes */
};

/** struct doc_inode - a row of [inodes] */
struct doc_inode {
	unsigned long line;
	uint64_t id;
	const char *fs;
	const char *dev;
	const char *ino;
	const char *type;	/* "-" for an inode without a type */
	const char *mode;	/* octal */
	const char *nlink;
	const char *uid;
	const char *gid;
	const char *size;	/* bytes */
	const char *refs;
	const char *rdev;
};

/** struct doc_pipe - a row of [pipes] */
struct doc_pipe {
	unsigned long line;
	struct doc_ref inode;
	const char *readers;
	const char *writers;
	const char *slots;
	const char *used;
	const char *bytes;	/* or "busy" */
};

/** struct doc_socket - a row of [sockets] */
struct doc_socket {
	unsigned long line;
	struct doc_ref inode;
	struct doc_peer peer;
	const char *family;
	const char *type;
	const char *proto;
	const char *state;
	const char *shut;
	const char *recvq;	/* bytes, or why they are not known */
	const char *sendq;	/* bytes */
	const char *backlog;
	const char *fds;
	const char *netns;
	const char *local;	/* with escapes */
	const char *remote;	/* with escapes */
};

/** struct doc_detail - a row of [details] */
struct doc_detail {
	unsigned long line;
	struct doc_ref file;
	const char *key;
	const char *value;	/* with escapes */
};

/** struct doc_epoll - a row of [epoll] */
struct doc_epoll {
	unsigned long line;
	struct doc_ref epoll;
	struct doc_ref target;
	const char *tfd;
	const char *events;
	const char *data;
	const char *dev;
	const char *ino;
};

/** struct doc_watch - a row of [watches] */
struct doc_watch {
	unsigned long line;
	struct doc_ref file;
	const char *wd;
	const char *on;
	const char *dev;
	const char *ino;
	const char *mask;
	const char *ignored;
};

/** struct doc_lock - a row of [locks] */
struct doc_lock {
	unsigned long line;
	struct doc_ref inode;
	uint64_t owner;		/* of a file or a table; 0 for none */
	const char *kind;
	const char *mode;
	const char *start;
	const char *end;
	const char *pid;
	const char *waited;
};

/** struct doc_owner - a row of [owners] */
struct doc_owner {
	unsigned long line;
	struct doc_ref file;
	const char *type;
	const char *pid;	/* or "gone", "busy" */
	const char *signal;
};

/** struct doc_inflight - a row of [inflight] */
struct doc_inflight {
	unsigned long line;
	struct doc_ref socket;
	struct doc_ref file;
	uint64_t embryo;	/* 0 for none */
	const char *state;
};

/** struct doc_map - a row of [maps] */
struct doc_map {
	unsigned long line;
	uint64_t mm;		/* 0 if the process had left it */
	struct doc_ref file;
	const char *as;
	unsigned int count;
};

/** struct doc_task - a row of [tasks] */
struct doc_task {
	unsigned long line;
	const char *tid;
	const char *tgid;
	const char *comm;	/* with escapes */
};

/** struct doc_path - a row of [paths] */
struct doc_path {
	unsigned long line;
	struct doc_ref inode;	/* none if they were busy */
	const char *as;
	const char *name;	/* with escapes */
};

#endif
