// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "model.h"
#include "report.h"

bool same_word(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

static bool same_inode(const struct doc_inode *a, const struct doc_inode *b)
{
	return same_word(a->dev, b->dev) && same_word(a->ino, b->ino) &&
	       same_word(a->type, b->type);
}

static void warn_reused(const struct doc *doc, unsigned long line,
			const char *what, uint64_t id)
{
	report_at(doc->source, line, "%s '%016llx' is another one than in an "
		  "earlier document: its memory was used again", what,
		  (unsigned long long)id);
}

static size_t add_inode(struct model *model, const struct doc *doc,
			const struct doc_inode *row)
{
	size_t old = idmap_get(&model->inode_ids, row->id);

	if (old != IDMAP_NONE) {
		if (same_inode(model->inodes[old].row, row)) {
			model->inodes[old].row = row;
			return old;
		}
		warn_reused(doc, row->line, "inode", row->id);
	}
	model->inodes = array_grow(model->inodes, model->n_inodes,
				   &model->alloc_inodes,
				   sizeof(*model->inodes));
	model->inodes[model->n_inodes] = (struct model_inode){
		.row = row, .was = row
	};
	idmap_set(&model->inode_ids, row->id, model->n_inodes);
	return model->n_inodes++;
}

/* An inode has no name of its own: it is shown by its files' if they agree. */
static void name_inode(struct model_inode *inode, const char *name)
{
	if (!inode->n_files++)
		inode->name = name;
	else if (!same_word(inode->name, name))
		inode->many_names = true;
}

static size_t add_file(struct model *model, const struct doc *doc,
		       const struct doc_file *row)
{
	const struct doc_inode *inode = &doc_inodes(doc)[row->inode_row];
	size_t old = idmap_get(&model->file_ids, row->id);

	if (old != IDMAP_NONE) {
		struct model_file *file = &model->files[old];

		if (file->row == row)
			return old;
		if (add_inode(model, doc, inode) == file->inode) {
			file->row = row;
			return old;
		}
		warn_reused(doc, row->line, "file", row->id);
	}
	model->files = array_grow(model->files, model->n_files,
				  &model->alloc_files, sizeof(*model->files));
	model->files[model->n_files] = (struct model_file){
		.row = row, .was = row, .inode = add_inode(model, doc, inode)
	};
	name_inode(&model->inodes[model->files[model->n_files].inode],
		   row->name);
	idmap_set(&model->file_ids, row->id, model->n_files);
	return model->n_files++;
}

static void add_fd(struct model *model, const struct doc *doc,
		   const struct doc_fd *row)
{
	size_t file = add_file(model, doc, &doc_files(doc)[row->file_row]);

	model->fds = array_grow(model->fds, model->n_fds, &model->alloc_fds,
				sizeof(*model->fds));
	model->fds[model->n_fds++] = (struct model_fd){ row, file };
	model->files[file].n_fds++;
}

static void add_process(struct model_table *table, const struct doc *doc)
{
	table->docs = array_grow(table->docs, table->n_docs,
				 &table->alloc_docs, sizeof(*table->docs));
	table->docs[table->n_docs++] = doc;
}

static size_t add_table(struct model *model, const struct doc *doc)
{
	const struct doc_fd *fds = doc_fds(doc);
	struct model_table *table;

	model->tables = array_grow(model->tables, model->n_tables,
				   &model->alloc_tables,
				   sizeof(*model->tables));
	table = &model->tables[model->n_tables];
	*table = (struct model_table){
		.first_fd = model->n_fds,
		.n_fds = doc->rows[DOC_FDS].n,
		.twin = IDMAP_NONE,
	};
	add_process(table, doc);
	for (size_t i = 0; i < table->n_fds; i++)
		add_fd(model, doc, &fds[i]);
	return model->n_tables++;
}

static bool same_fds(const struct model *model, const struct model_table *table,
		     const struct doc *doc)
{
	const struct doc_fd *fds = doc_fds(doc);

	if (table->n_fds != doc->rows[DOC_FDS].n)
		return false;
	for (size_t i = 0; i < table->n_fds; i++) {
		const struct doc_fd *row = model->fds[table->first_fd + i].row;

		if (row->fd != fds[i].fd || row->file != fds[i].file ||
		    !same_word(row->flags, fds[i].flags))
			return false;
	}
	return true;
}

/* Open files and inodes that no descriptor led to, and later values. */
static void add_rest(struct model *model, const struct doc *doc)
{
	const struct doc_file *files = doc_files(doc);
	const struct doc_inode *inodes = doc_inodes(doc);

	for (size_t i = 0; i < doc->rows[DOC_FILES].n; i++)
		add_file(model, doc, &files[i]);
	for (size_t i = 0; i < doc->rows[DOC_INODES].n; i++)
		add_inode(model, doc, &inodes[i]);
}

/* A process that shares a table that is there already. */
static void join_table(struct model_table *table, const struct doc *doc)
{
	for (size_t i = 0; i < table->n_docs; i++)
		if (same_word(table->docs[i]->head.pid, doc->head.pid) &&
		    same_word(table->docs[i]->head.comm, doc->head.comm))
			return;
	add_process(table, doc);
}

void model_add(struct model *model, const struct doc *doc)
{
	size_t table = IDMAP_NONE;
	size_t new;

	if (doc_table_has_id(doc))
		table = idmap_get(&model->table_ids, doc_table(doc)->id);
	if (table != IDMAP_NONE &&
	    same_fds(model, &model->tables[table], doc)) {
		join_table(&model->tables[table], doc);
		add_rest(model, doc);
		return;
	}
	new = add_table(model, doc);
	model->tables[new].twin = table;
	if (doc_table_has_id(doc))
		idmap_set(&model->table_ids, doc_table(doc)->id, new);
	add_rest(model, doc);
}

void model_free(struct model *model)
{
	for (size_t i = 0; i < model->n_tables; i++)
		free(model->tables[i].docs);
	free(model->tables);
	free(model->fds);
	free(model->files);
	free(model->inodes);
	idmap_free(&model->table_ids);
	idmap_free(&model->file_ids);
	idmap_free(&model->inode_ids);
	*model = (struct model){ 0 };
}
