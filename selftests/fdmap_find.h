/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Looking things up in a document.  What is asked for by the number of a
 * descriptor is NULL if that is not open.
 */
#ifndef FDMAP_FIND_H
#define FDMAP_FIND_H

#include <stddef.h>
#include <stdint.h>

#include "fdmap_rows.h"

struct fdmap_document;

/* The only row of [table], NULL if there is none. */
const struct fdmap_table *fdmap_table(const struct fdmap_document *document);

/* The row of descriptor @fd. */
const struct fdmap_descriptor *
fdmap_descriptor(const struct fdmap_document *document, int fd);

/* The open file that descriptor @fd refers to. */
const struct fdmap_file *fdmap_file(const struct fdmap_document *document,
				    int fd);

/* The inode of that open file; its pipe; its socket: NULL if it is none. */
const struct fdmap_inode *fdmap_inode(const struct fdmap_document *document,
				      int fd);
const struct fdmap_pipe *fdmap_pipe(const struct fdmap_document *document,
				    int fd);
const struct fdmap_socket *fdmap_socket(const struct fdmap_document *document,
					int fd);

/* The value in [details] of that open file under @key, NULL if there is none. */
const char *fdmap_detail(const struct fdmap_document *document, int fd,
			 const char *key);

/* The open file, or the inode, of this id, NULL if there is none. */
const struct fdmap_file *
fdmap_file_of(const struct fdmap_document *document, uint64_t id);
const struct fdmap_inode *
fdmap_inode_of(const struct fdmap_document *document, uint64_t id);

/* The pipe, or the socket, whose inode has this id, NULL if there is none. */
const struct fdmap_pipe *
fdmap_pipe_of(const struct fdmap_document *document, uint64_t inode);
const struct fdmap_socket *
fdmap_socket_of(const struct fdmap_document *document, uint64_t inode);

/* Row @i of [descriptors] or [files]. */
const struct fdmap_descriptor *
fdmap_descriptor_row(const struct fdmap_document *document, size_t i);
const struct fdmap_file *
fdmap_file_row(const struct fdmap_document *document, size_t i);

#endif
