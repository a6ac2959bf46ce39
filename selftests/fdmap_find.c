// SPDX-License-Identifier: GPL-2.0-only
/* Rows that begin with the id that they are sorted by, or with a number. */
#include <stdlib.h>
#include <string.h>

#include "fdmap_check.h"
#include "fdmap_reader.h"

static const void *find(const struct fdmap_rows *rows, size_t size, uint64_t id)
{
	if (!rows->count)
		return NULL;
	return bsearch(&id, rows->rows, rows->count, size, fdmap_compare_ids);
}

#define FIND(type, table, id) find(&document->table, sizeof(struct type), id)

const struct fdmap_file *
fdmap_file_of(const struct fdmap_document *document, uint64_t id)
{
	return FIND(fdmap_file, files, id);
}

const struct fdmap_inode *
fdmap_inode_of(const struct fdmap_document *document, uint64_t id)
{
	return FIND(fdmap_inode, inodes, id);
}

const struct fdmap_pipe *
fdmap_pipe_of(const struct fdmap_document *document, uint64_t inode)
{
	return FIND(fdmap_pipe, pipes, inode);
}

const struct fdmap_socket *
fdmap_socket_of(const struct fdmap_document *document, uint64_t inode)
{
	return FIND(fdmap_socket, sockets, inode);
}

const struct fdmap_table *fdmap_table(const struct fdmap_document *document)
{
	return document->table.count ? document->table.rows : NULL;
}

const struct fdmap_descriptor *
fdmap_descriptor(const struct fdmap_document *document, int fd)
{
	return FIND(fdmap_descriptor, descriptors, fd);
}

const struct fdmap_file *fdmap_file(const struct fdmap_document *document,
				    int fd)
{
	const struct fdmap_descriptor *descriptor;

	descriptor = fdmap_descriptor(document, fd);
	return descriptor ? fdmap_file_of(document, descriptor->file) : NULL;
}

const struct fdmap_inode *fdmap_inode(const struct fdmap_document *document,
				      int fd)
{
	const struct fdmap_file *file = fdmap_file(document, fd);

	return file ? fdmap_inode_of(document, file->inode) : NULL;
}

const struct fdmap_pipe *fdmap_pipe(const struct fdmap_document *document,
				    int fd)
{
	const struct fdmap_file *file = fdmap_file(document, fd);

	return file ? fdmap_pipe_of(document, file->inode) : NULL;
}

const struct fdmap_socket *fdmap_socket(const struct fdmap_document *document,
					int fd)
{
	const struct fdmap_file *file = fdmap_file(document, fd);

	return file ? fdmap_socket_of(document, file->inode) : NULL;
}

const char *fdmap_detail(const struct fdmap_document *document, int fd,
			 const char *key)
{
	const struct fdmap_file *file = fdmap_file(document, fd);
	const struct fdmap_detail *detail;

	FDMAP_EACH(detail, &document->details)
		if (file && detail->file == file->id &&
		    !strcmp(detail->key.bytes, key))
			return detail->value.bytes;
	return NULL;
}

const struct fdmap_descriptor *
fdmap_descriptor_row(const struct fdmap_document *document, size_t i)
{
	const struct fdmap_descriptor *rows = document->descriptors.rows;

	return &rows[i];
}

const struct fdmap_file *
fdmap_file_row(const struct fdmap_document *document, size_t i)
{
	const struct fdmap_file *rows = document->files.rows;

	return &rows[i];
}
