/* SPDX-License-Identifier: GPL-2.0-only */
/* A record for each row of the tables of Documentation/ABI/text-format.md. */
#ifndef FDMAP_ROWS_H
#define FDMAP_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The rows of one table. */
struct fdmap_rows {
	void *rows;
	size_t count;
};

/*
 * struct fdmap_name - a value that the kernel took from elsewhere
 * @bytes: unescaped; "" where the text says "-"
 * @error: for "!ENAMETOOLONG" and its like the name of the error, else NULL
 */
struct fdmap_name {
	char *bytes;
	char *error;
};

/* struct fdmap_number - a number or an id, or @word in its place, else NULL */
struct fdmap_number {
	char *word;
	uint64_t value;
};

/* struct fdmap_device - MAJOR:MINOR, both 0 where the text says "-" */
struct fdmap_device {
	uint64_t major, minor;
	bool none;
};

/* struct fdmap_backlog - WAITING:BOUND, likewise */
struct fdmap_backlog {
	uint64_t waiting, bound;
	bool none;
};

/* struct fdmap_limit - SOFT:HARD, RLIM_INFINITY where it says "unlimited" */
struct fdmap_limit {
	uint64_t soft, hard;
};

struct fdmap_table {
	uint64_t id, users, open, max, next;
	struct fdmap_limit limit;
};

struct fdmap_descriptor {
	uint64_t fd;
	bool cloexec;
	uint64_t file;
};

/* @kind, @mode and @ops as in the text, @flags as open(2)'s bits */
struct fdmap_file {
	uint64_t id, inode, refs;
	char *kind, *mode;
	uint64_t flags;
	int64_t pos;
	char *ops;
	struct fdmap_name name;
};

/* @fs and @type as in the text */
struct fdmap_inode {
	uint64_t id;
	struct fdmap_name fs;
	struct fdmap_device dev;
	uint64_t ino;
	char *type;
	uint64_t mode, nlink, uid, gid, size, refs;
	struct fdmap_device rdev;
};

struct fdmap_pipe {
	uint64_t inode, readers, writers, slots, used;
	struct fdmap_number bytes;
};

/* Words as in the text. */
struct fdmap_socket {
	uint64_t inode;
	char *family, *type, *proto, *state, *shut;
	struct fdmap_number peer, recvq;
	uint64_t sendq;
	struct fdmap_backlog backlog;
	struct fdmap_number fds;
	uint64_t netns;
	struct fdmap_name local, remote;
};

struct fdmap_detail {
	uint64_t file;
	struct fdmap_name key, value;
};

struct fdmap_epoll {
	uint64_t epoll;
	int64_t tfd;
	uint64_t events, data;
	struct fdmap_number target;
	struct fdmap_device dev;
	uint64_t ino;
};

struct fdmap_watch {
	uint64_t file;
	struct fdmap_number wd;
	char *on;
	struct fdmap_device dev;
	struct fdmap_number ino;
	uint64_t mask, ignored;
};

/* @end: the number of the last byte, or the word "eof" */
struct fdmap_lock {
	uint64_t inode;
	char *kind, *mode;
	struct fdmap_number start, end, owner, pid;
	bool waited;
};

struct fdmap_owner {
	uint64_t file;
	char *type;
	struct fdmap_number pid;
	uint64_t signal;
};

struct fdmap_inflight {
	uint64_t socket;
	struct fdmap_number embryo, file;
	char *state;
};

struct fdmap_map {
	struct fdmap_number mm;
	struct fdmap_number file;
	char *as;
	uint64_t count;
};

struct fdmap_task {
	uint64_t tid, tgid;
	struct fdmap_name comm;
};

struct fdmap_path {
	char *as;
	struct fdmap_number inode;
	struct fdmap_name name;
};

#endif
