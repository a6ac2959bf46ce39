// SPDX-License-Identifier: GPL-2.0-only
/* References between the rows of one document. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "idmap.h"
#include "parse.h"
#include "report.h"
#include "tables.h"

/* Every id once, each mapped to its row; see tables.c for where it is. */
static bool map_ids(const struct doc *doc, enum doc_table_index index,
		    struct idmap *map)
{
	const struct doc_rows *rows = &doc->rows[index];
	size_t size = doc_tables[index].record_size;
	const char *base = rows->base;

	for (size_t i = 0; i < rows->n; i++) {
		unsigned long line, first;
		uint64_t id;
		size_t other;

		memcpy(&line, base + i * size, sizeof(line));
		memcpy(&id, base + i * size + sizeof(line), sizeof(id));
		other = idmap_add(map, id, i);
		if (other == IDMAP_NONE)
			continue;
		memcpy(&first, base + other * size, sizeof(first));
		report_at(doc->source, line, "[%s]: id '%016llx' appears "
			  "twice, first on line %lu", doc_tables[index].name,
			  (unsigned long long)id, first);
		return false;
	}
	return true;
}

static bool link_fds(struct doc *doc, const struct idmap *files)
{
	struct doc_fd *fds = doc_fds(doc);

	for (size_t i = 0; i < doc->rows[DOC_FDS].n; i++) {
		struct doc_fd *fd = &fds[i];

		fd->file_row = idmap_get(files, fd->file);
		if (fd->file_row == IDMAP_NONE) {
			report_at(doc->source, fd->line, "descriptor %u refers "
				  "to file '%016llx', which [files] lacks",
				  fd->fd, (unsigned long long)fd->file);
			return false;
		}
		if (i && fd->fd <= fds[i - 1].fd) {
			report_at(doc->source, fd->line, "expected a "
				  "descriptor above %u, found %u",
				  fds[i - 1].fd, fd->fd);
			return false;
		}
	}
	return true;
}

static bool link_files(struct doc *doc, const struct idmap *inodes)
{
	struct doc_file *files = doc_files(doc);

	for (size_t i = 0; i < doc->rows[DOC_FILES].n; i++) {
		struct doc_file *file = &files[i];

		file->inode_row = idmap_get(inodes, file->inode);
		if (file->inode_row == IDMAP_NONE) {
			report_at(doc->source, file->line, "file '%016llx' "
				  "refers to inode '%016llx', which [inodes] "
				  "lacks", (unsigned long long)file->id,
				  (unsigned long long)file->inode);
			return false;
		}
	}
	return true;
}

/* [table] has one row and says how many rows follow; else some are lost. */
static bool check_table(const struct doc *doc)
{
	const struct doc_rows *rows = &doc->rows[DOC_TABLE];
	const struct doc_table *table = doc_table(doc);
	const char *snapshot = doc->head.snapshot;
	char found[32];

	if (rows->n > 1) {
		report_at(doc->source, table[1].line,
			  "expected one row in [table], found another");
		return false;
	}
	if (!table && snapshot && strcmp(snapshot, "none")) {
		report_at(doc->source, doc->head.line, "text was cut: expected "
			  "[table] after 'snapshot %s', found none", snapshot);
		return false;
	}
	snprintf(found, sizeof(found), "%zu", doc->rows[DOC_FDS].n);
	if (table && table->open && strcmp(table->open, found)) {
		report_at(doc->source, table->line, "text was cut: expected %s "
			  "rows in [descriptors], found %s", table->open,
			  found);
		return false;
	}
	return true;
}

bool link_rows(struct doc *doc)
{
	struct idmap files = { 0 };
	struct idmap inodes = { 0 };
	bool ok;

	ok = check_table(doc) && map_ids(doc, DOC_FILES, &files) &&
	     map_ids(doc, DOC_INODES, &inodes) && link_fds(doc, &files) &&
	     link_files(doc, &inodes);
	idmap_free(&files);
	idmap_free(&inodes);
	return ok;
}
