/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Open files that have one holder each: a descriptor that was never duplicated,
 * a mapping, or a socket's queue.  What is dropped is freed, and what is taken
 * next may get its memory.
 */
#ifndef LONERS_H
#define LONERS_H

#include <stdbool.h>

#include "fdmap_reader.h"

/*
 * struct loner - a place that is the only holder of an open file
 * @fds: its descriptor, a pipe's two, or the socket pair that it is queued in
 * @mapped: its mapping
 */
struct loner {
	int fds[2];
	void *mapped;
};

/*
 * struct loner_sort - a sort of them
 * @kind: what such a descriptor is in the text; NULL if it is none
 * @per_inode: descriptors that have an inode in common; 0: all of them
 * @begin: makes what is kept when files come and go; may be NULL
 * @take: makes the open file, or two; no other descriptor is left of it
 * @drop: the holder ends
 * @fits: whether what the document says of an inode of that kind is of that
 *	  one; NULL if it tells of none
 *
 * The working directory must be the test's own, with LONER_FILE in it.
 */
struct loner_sort {
	const char *kind;
	size_t per_inode;
	void (*begin)(struct loner *loner);
	void (*take)(struct loner *loner);
	void (*drop)(struct loner *loner);
	bool (*fits)(const struct fdmap_document *document,
		     const struct fdmap_inode *inode);
};

#define LONER_FILE "opened again and again"

extern const struct loner_sort loner_regular, loner_eventfd, loner_epoll,
	loner_memfd, loner_pipe, loner_socket, loner_mapped, loner_queued;

#endif
