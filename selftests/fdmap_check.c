// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every reference finds its row, every row is referred to, nothing is there
 * twice.  Here for descriptors, files and inodes.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fdmap_check.h"
#include "fdmap_values.h"

char fdmap_check_error[256];

bool fdmap_refuse(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(fdmap_check_error, sizeof(fdmap_check_error), format, args);
	va_end(args);
	return false;
}

int fdmap_compare_ids(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static const uint64_t *id_of(const struct fdmap_rows *rows, size_t size,
			     size_t i)
{
	return (const uint64_t *)((const char *)rows->rows + i * size);
}

static bool sort_unique(struct fdmap_rows *rows, size_t size, const char *what)
{
	size_t i;

	if (!rows->count)
		return true;
	qsort(rows->rows, rows->count, size, fdmap_compare_ids);
	for (i = 1; i < rows->count; i++)
		if (*id_of(rows, size, i - 1) == *id_of(rows, size, i))
			return fdmap_refuse("%s %016" PRIx64 " is there twice",
					    what, *id_of(rows, size, i));
	return true;
}

#define SORT(type, table, what)                                             \
	sort_unique(&document->table, sizeof(struct type), what)

static bool sort_all(struct fdmap_document *document)
{
	return SORT(fdmap_file, files, "file") &&
	       SORT(fdmap_inode, inodes, "inode") &&
	       SORT(fdmap_pipe, pipes, "pipe") &&
	       SORT(fdmap_socket, sockets, "socket");
}

/* Whether there is nothing but a first line. */
static bool is_empty(const struct fdmap_document *document)
{
	return !document->table.count && !document->descriptors.count &&
	       !document->files.count && !document->inodes.count &&
	       !document->maps.count && !document->tasks.count &&
	       !document->paths.count;
}

static bool check_table(const struct fdmap_document *document)
{
	if ((document->snapshot == FDMAP_ERROR) != !!document->error)
		return fdmap_refuse("'snapshot error' or 'error' alone");
	if (document->snapshot == FDMAP_NONE ||
	    document->snapshot == FDMAP_ERROR)
		return is_empty(document) ||
		       fdmap_refuse("tables after such a snapshot");
	if (document->table.count != 1)
		return fdmap_refuse("not one row in [table]");
	if (fdmap_table(document)->open != document->descriptors.count)
		return fdmap_refuse("OPEN is not the number of descriptors");
	return true;
}

/* A table that was copied in one hold agrees with itself. */
static bool check_whole(const struct fdmap_document *document)
{
	const struct fdmap_table *table = fdmap_table(document);
	size_t n = document->descriptors.count;

	if (!table->users)
		return fdmap_refuse("a table that nobody uses");
	if (n && fdmap_descriptor_row(document, n - 1)->fd >= table->max)
		return fdmap_refuse("a descriptor beyond MAX");
	if (table->next > table->max)
		return fdmap_refuse("NEXT beyond MAX");
	return true;
}

/*
 * struct uses - who refers to a file
 * @descriptors: how many
 * @held: whether a mapping or a queue does
 */
struct uses {
	uint64_t descriptors;
	bool held;
};

/* The entry of a file in @uses, which are in the order of the files. */
static struct uses *uses_of(const struct fdmap_document *document,
			    struct uses *uses, uint64_t id)
{
	const struct fdmap_file *file = fdmap_file_of(document, id);

	return file ? &uses[file - fdmap_file_row(document, 0)] : NULL;
}

static bool count_descriptors(const struct fdmap_document *document,
			      struct uses *uses)
{
	const struct fdmap_descriptor *descriptor;
	uint64_t next = 0;
	struct uses *use;

	FDMAP_EACH(descriptor, &document->descriptors) {
		if (descriptor->fd < next)
			return fdmap_refuse("descriptors do not ascend at %"
					    PRIu64, descriptor->fd);
		next = descriptor->fd + 1;
		use = uses_of(document, uses, descriptor->file);
		if (!use)
			return fdmap_refuse("descriptor %" PRIu64
					    " has no file", descriptor->fd);
		use->descriptors++;
	}
	return true;
}

static bool note_held(const struct fdmap_document *document, struct uses *uses,
		      const struct fdmap_number *file)
{
	struct uses *use;

	if (file->word)
		return true;
	use = uses_of(document, uses, file->value);
	if (!use)
		return fdmap_refuse("file %016" PRIx64 " is held but not there",
				    file->value);
	return use->held = true;
}

static bool note_all_held(const struct fdmap_document *document,
			  struct uses *uses)
{
	const struct fdmap_inflight *inflight;
	const struct fdmap_map *map;

	FDMAP_EACH(inflight, &document->inflight)
		if (!note_held(document, uses, &inflight->file))
			return false;
	FDMAP_EACH(map, &document->maps)
		if (!note_held(document, uses, &map->file))
			return false;
	return true;
}

/* What is open as a pipe or a socket has its row; O_PATH does not open. */
static bool check_kind(const struct fdmap_document *document,
		       const struct fdmap_file *file)
{
	if (!strcmp(file->mode, "-"))
		return true;
	if (fdmap_is_one_of(file->kind, "pipe|fifo") &&
	    !fdmap_pipe_of(document, file->inode))
		return fdmap_refuse("file %016" PRIx64 " is in no [pipes]",
				    file->id);
	if (!strcmp(file->kind, "socket") &&
	    !fdmap_socket_of(document, file->inode))
		return fdmap_refuse("file %016" PRIx64 " is in no [sockets]",
				    file->id);
	return true;
}

static bool check_file(const struct fdmap_document *document,
		       const struct fdmap_file *file, const struct uses *uses)
{
	if (!uses->descriptors && !uses->held)
		return fdmap_refuse("file %016" PRIx64
				    " has no descriptor, mapping or queue",
				    file->id);
	if (document->snapshot == FDMAP_WHOLE &&
	    file->refs < uses->descriptors)
		return fdmap_refuse("file %016" PRIx64 " has %" PRIu64
				    " references but %" PRIu64 " descriptors",
				    file->id, file->refs, uses->descriptors);
	if (!fdmap_inode_of(document, file->inode))
		return fdmap_refuse("file %016" PRIx64 " has no inode",
				    file->id);
	return check_kind(document, file);
}

static bool check_files(const struct fdmap_document *document)
{
	struct uses *uses = calloc(document->files.count + 1, sizeof(*uses));
	bool good = count_descriptors(document, uses) &&
		    note_all_held(document, uses);
	size_t i;

	for (i = 0; good && i < document->files.count; i++)
		good = check_file(document, fdmap_file_row(document, i),
				  &uses[i]);
	free(uses);
	return good;
}

/* The inodes of files and paths, sorted, to be freed. */
static uint64_t *used_inodes(const struct fdmap_document *document, size_t *n)
{
	uint64_t *used = calloc(document->files.count + document->paths.count +
				1, sizeof(*used));
	const struct fdmap_file *file;
	const struct fdmap_path *path;

	*n = 0;
	FDMAP_EACH(file, &document->files)
		used[(*n)++] = file->inode;
	FDMAP_EACH(path, &document->paths)
		if (!path->inode.word)
			used[(*n)++] = path->inode.value;
	qsort(used, *n, sizeof(*used), fdmap_compare_ids);
	return used;
}

/* Each inode has a user, and a device of its own only if it is a device. */
static bool check_inodes(const struct fdmap_document *document)
{
	const struct fdmap_inode *inode;
	bool good = true;
	uint64_t *used;
	size_t n;

	used = used_inodes(document, &n);
	FDMAP_EACH(inode, &document->inodes) {
		if (!good)
			break;
		if (!bsearch(&inode->id, used, n, sizeof(*used),
			     fdmap_compare_ids))
			good = fdmap_refuse("inode %016" PRIx64
					    " has no file or path", inode->id);
		else if (inode->rdev.none == fdmap_is_one_of(inode->type,
							     "chr|blk"))
			good = fdmap_refuse("inode %016" PRIx64 ": RDEV does "
					    "not fit TYPE", inode->id);
	}
	free(used);
	return good;
}

bool fdmap_check(struct fdmap_document *document)
{
	return check_table(document) && sort_all(document) &&
	       check_files(document) && check_inodes(document) &&
	       (document->snapshot != FDMAP_WHOLE || check_whole(document)) &&
	       fdmap_check_tables(document) && fdmap_check_details(document);
}
