// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every reference finds its row, every row is referred to, nothing is there
 * twice; and the look-ups that stand on that.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fdmap_check.h"

char fdmap_check_error[256];

static bool __attribute__((format(printf, 1, 2)))
refuse(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(fdmap_check_error, sizeof(fdmap_check_error), format, args);
	va_end(args);
	return false;
}

/* Files and inodes begin with their id, descriptors with their number. */
static int compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static const void *find(const struct fdmap_rows *rows, size_t size, uint64_t id)
{
	if (!rows->count)
		return NULL;
	return bsearch(&id, rows->rows, rows->count, size, compare);
}

static const void *row(const struct fdmap_rows *rows, size_t size, size_t i)
{
	return (const char *)rows->rows + i * size;
}

static bool sort_unique(struct fdmap_rows *rows, size_t size, const char *what)
{
	size_t i;

	if (!rows->count)
		return true;
	qsort(rows->rows, rows->count, size, compare);
	for (i = 1; i < rows->count; i++)
		if (!compare(row(rows, size, i - 1), row(rows, size, i)))
			return refuse("%s %016" PRIx64 " is there twice", what,
				      *(const uint64_t *)row(rows, size, i));
	return true;
}

static bool check_tables(const struct fdmap_document *document)
{
	if (document->snapshot == FDMAP_NONE)
		return !document->table.count && !document->descriptors.count &&
		       !document->files.count && !document->inodes.count ?
			true : refuse("tables after 'snapshot none'");
	if (document->table.count != 1)
		return refuse("not one row in [table]");
	if (fdmap_table(document)->open != document->descriptors.count)
		return refuse("OPEN is not the number of descriptors");
	return true;
}

/* A table that was copied in one hold agrees with itself. */
static bool check_whole(const struct fdmap_document *document)
{
	const struct fdmap_table *table = fdmap_table(document);
	size_t n = document->descriptors.count;

	if (!table->users)
		return refuse("a table that nobody uses");
	if (n && fdmap_descriptor_row(document, n - 1)->fd >= table->max)
		return refuse("a descriptor beyond MAX");
	if (table->next > table->max)
		return refuse("NEXT beyond MAX");
	return true;
}

/*
 * References to each file are counted in @uses, in the order of the files.
 */
static bool check_descriptors(const struct fdmap_document *document,
			      uint64_t *uses)
{
	const struct fdmap_file *files = document->files.rows, *file;
	const struct fdmap_descriptor *descriptor;
	uint64_t next = 0;
	size_t i;

	for (i = 0; i < document->descriptors.count; i++) {
		descriptor = fdmap_descriptor_row(document, i);
		if (descriptor->fd < next)
			return refuse("descriptors do not ascend at %" PRIu64,
				      descriptor->fd);
		next = descriptor->fd + 1;
		file = find(&document->files, sizeof(*file), descriptor->file);
		if (!file)
			return refuse("descriptor %" PRIu64 " has no file",
				      descriptor->fd);
		uses[file - files]++;
	}
	return true;
}

static bool check_file(const struct fdmap_document *document,
		       const struct fdmap_file *file, uint64_t uses)
{
	if (!uses)
		return refuse("file %016" PRIx64 " has no descriptor",
			      file->id);
	if (document->snapshot == FDMAP_WHOLE && file->refs < uses)
		return refuse("file %016" PRIx64 " has %" PRIu64
			      " references but %" PRIu64 " descriptors",
			      file->id, file->refs, uses);
	if (!find(&document->inodes, sizeof(struct fdmap_inode), file->inode))
		return refuse("file %016" PRIx64 " has no inode", file->id);
	return true;
}

static bool check_files(const struct fdmap_document *document)
{
	uint64_t *uses = calloc(document->files.count + 1, sizeof(*uses));
	bool good = check_descriptors(document, uses);
	size_t i;

	for (i = 0; good && i < document->files.count; i++)
		good = check_file(document, fdmap_file_row(document, i),
				  uses[i]);
	free(uses);
	return good;
}

/* Each inode has a file, and a device of its own only if it is a device. */
static bool check_inodes(const struct fdmap_document *document)
{
	size_t n = document->files.count, i;
	uint64_t *used = calloc(n + 1, sizeof(*used));
	const struct fdmap_inode *inode;
	bool good = true;

	for (i = 0; i < n; i++)
		used[i] = fdmap_file_row(document, i)->inode;
	qsort(used, n, sizeof(*used), compare);
	for (i = 0; good && i < document->inodes.count; i++) {
		inode = row(&document->inodes, sizeof(*inode), i);
		if (!bsearch(&inode->id, used, n, sizeof(*used), compare))
			good = refuse("inode %016" PRIx64 " has no file",
				      inode->id);
		else if (inode->rdev.none == (!strcmp(inode->type, "chr") ||
					      !strcmp(inode->type, "blk")))
			good = refuse("inode %016" PRIx64 ": RDEV does not "
				      "fit TYPE", inode->id);
	}
	free(used);
	return good;
}

bool fdmap_check(struct fdmap_document *document)
{
	return check_tables(document) &&
	       sort_unique(&document->files, sizeof(struct fdmap_file),
			   "file") &&
	       sort_unique(&document->inodes, sizeof(struct fdmap_inode),
			   "inode") &&
	       check_files(document) && check_inodes(document) &&
	       (document->snapshot != FDMAP_WHOLE || check_whole(document));
}

const struct fdmap_table *fdmap_table(const struct fdmap_document *document)
{
	return document->table.count ? document->table.rows : NULL;
}

const struct fdmap_descriptor *
fdmap_descriptor(const struct fdmap_document *document, int fd)
{
	return find(&document->descriptors, sizeof(struct fdmap_descriptor),
		    fd);
}

const struct fdmap_file *fdmap_file(const struct fdmap_document *document,
				    int fd)
{
	const struct fdmap_descriptor *descriptor;

	descriptor = fdmap_descriptor(document, fd);
	return descriptor ? find(&document->files, sizeof(struct fdmap_file),
				 descriptor->file) : NULL;
}

const struct fdmap_inode *fdmap_inode(const struct fdmap_document *document,
				      int fd)
{
	const struct fdmap_file *file = fdmap_file(document, fd);

	return file ? find(&document->inodes, sizeof(struct fdmap_inode),
			   file->inode) : NULL;
}

const struct fdmap_descriptor *
fdmap_descriptor_row(const struct fdmap_document *document, size_t i)
{
	return row(&document->descriptors, sizeof(struct fdmap_descriptor), i);
}

const struct fdmap_file *fdmap_file_row(const struct fdmap_document *document,
					size_t i)
{
	return row(&document->files, sizeof(struct fdmap_file), i);
}
