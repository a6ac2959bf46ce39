// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/report.h"
#include "model/parts.h"

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

/*
 * An id that was used again in one model is another object's. Labels that are
 * this model's alone are numbers in turn, and need no memory.
 */
static size_t give_label(struct label_set *shared, size_t *own, uint64_t id,
			 bool used)
{
	if (!shared)
		return ++*own;
	return used ? labels_renew(shared, id) : labels_keep(shared, id);
}

static size_t add_inode(struct model *model, const struct doc *doc,
			const struct doc_inode *row)
{
	size_t old = idmap_get(&model->inode_ids, row->id);

	if (old != IDMAP_NONE) {
		struct model_inode *inode = &model->inodes[old];

		if (same_inode(inode->row, row)) {
			inode->row = row;
			inode->doc = doc;
			return old;
		}
		warn_reused(doc, row->line, "inode", row->id);
	}
	model->inodes = array_grow(model->inodes, model->n_inodes,
				   &model->alloc_inodes,
				   sizeof(*model->inodes));
	model->inodes[model->n_inodes] = (struct model_inode){
		.row = row,
		.was = row,
		.doc = doc,
		.label = give_label(model->labels ? &model->labels->inodes :
						    NULL, &model->last_inode,
				    row->id, old != IDMAP_NONE),
		.facts.first = IDMAP_NONE,
		.peer = IDMAP_NONE,
		.listener = IDMAP_NONE,
	};
	idmap_set(&model->inode_ids, row->id, model->n_inodes);
	return model->n_inodes++;
}

/*
 * An inode has no name of its own, and not always one kind: it is shown by its
 * files' if they agree.
 */
static void name_inode(struct model_inode *inode, const struct doc_file *file)
{
	if (!inode->n_files++) {
		inode->name = file->name;
		inode->kind = file->kind;
	}
	inode->many_names |= !same_word(inode->name, file->name);
	inode->many_kinds |= !same_word(inode->kind, file->kind);
}

size_t model_file_of(const struct model *model, const struct doc_file *row)
{
	size_t i = idmap_get(&model->file_ids, row->id);

	if (i == IDMAP_NONE || model->files[i].row->inode.id != row->inode.id)
		return IDMAP_NONE;
	return i;
}

static size_t new_file(struct model *model, const struct doc *doc,
		       const struct doc_file *row, size_t inode)
{
	model->files = array_grow(model->files, model->n_files,
				  &model->alloc_files, sizeof(*model->files));
	model->files[model->n_files] = (struct model_file){
		.row = row,
		.was = row,
		.doc = doc,
		.label = give_label(model->labels ? &model->labels->files :
						    NULL, &model->last_file,
				    row->id,
				    idmap_get(&model->file_ids, row->id) !=
				    IDMAP_NONE),
		.inode = inode,
		.first_queued = IDMAP_NONE,
		.facts.first = IDMAP_NONE,
	};
	name_inode(&model->inodes[inode], row);
	idmap_set(&model->file_ids, row->id, model->n_files);
	return model->n_files++;
}

static size_t add_file(struct model *model, const struct doc *doc,
		       const struct doc_file *row)
{
	size_t old = idmap_get(&model->file_ids, row->id);
	struct model_file *file;
	size_t inode;

	if (old != IDMAP_NONE && model->files[old].row == row)
		return old;
	inode = add_inode(model, doc, &doc_inodes(doc)[row->inode.row]);
	if (old == IDMAP_NONE)
		return new_file(model, doc, row, inode);
	file = &model->files[old];
	if (inode == file->inode) {
		file->row = row;
		file->doc = doc;
		return old;
	}
	warn_reused(doc, row->line, "file", row->id);
	return new_file(model, doc, row, inode);
}

static void add_fd(struct model *model, const struct doc *doc,
		   const struct doc_fd *row)
{
	size_t file = add_file(model, doc, &doc_files(doc)[row->file.row]);

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
		.n_fds = DOC_N(doc, FDS),
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

	if (table->n_fds != DOC_N(doc, FDS))
		return false;
	for (size_t i = 0; i < table->n_fds; i++) {
		const struct doc_fd *row = model->fds[table->first_fd + i].row;

		if (row->fd != fds[i].fd || row->file.id != fds[i].file.id ||
		    !same_word(row->flags, fds[i].flags))
			return false;
	}
	return true;
}

/* Later values of files, and of their inodes, that are there already. */
static void add_values(struct model *model, const struct doc *doc)
{
	const struct doc_file *files = doc_files(doc);

	for (size_t i = 0; i < DOC_N(doc, FILES); i++)
		if (model_file_of(model, &files[i]) != IDMAP_NONE)
			add_file(model, doc, &files[i]);
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

static void add_descriptors(struct model *model, const struct doc *doc)
{
	size_t table = IDMAP_NONE;
	size_t new;

	if (doc_table_has_id(doc) && doc_table(doc))
		table = idmap_get(&model->table_ids, doc_table(doc)->id);
	if (table != IDMAP_NONE &&
	    same_fds(model, &model->tables[table], doc)) {
		join_table(&model->tables[table], doc);
		return;
	}
	new = add_table(model, doc);
	model->tables[new].twin = table;
	if (doc_table_has_id(doc) && doc_table(doc))
		idmap_set(&model->table_ids, doc_table(doc)->id, new);
}

void model_add(struct model *model, const struct doc *doc)
{
	model->docs = array_grow(model->docs, model->n_docs,
				 &model->alloc_docs, sizeof(*model->docs));
	model->docs[model->n_docs++] = doc;
	add_descriptors(model, doc);
	add_values(model, doc);
	queues_add(model, doc);
}

/* The file that is in flight, added to the model if it is not there. */
static void add_queued(struct model *model, size_t i)
{
	struct model_queued *queued = &model->queued[i];
	const struct doc *doc = model->queues[queued->queue].doc;
	const struct doc_file *row;
	size_t file;

	if (!queued->row->file.id)
		return;
	row = &doc_files(doc)[queued->row->file.row];
	file = model_file_of(model, row);
	if (file == IDMAP_NONE &&
	    idmap_get(&model->file_ids, row->id) == IDMAP_NONE)
		file = add_file(model, doc, row);
	if (file == IDMAP_NONE)
		return;		/* of a file that is no more */
	if (model->files[file].first_queued == IDMAP_NONE)
		model->files[file].first_queued = i;
	else
		model->queued[model->files[file].last_queued].next_of_file = i;
	model->files[file].last_queued = i;
}

void model_finish(struct model *model)
{
	for (size_t i = 0; i < model->n_queues; i++)
		for (size_t j = model->queues[i].first; j != IDMAP_NONE;
		     j = model->queued[j].next)
			add_queued(model, j);
	facts_add(model);
	peers_find(model);
	edges_find(model);
}

void model_own(struct model *model, const struct doc *own)
{
	const struct doc_fd *fds = own ? doc_fds(own) : NULL;

	model->own = own;
	for (size_t i = 0; i < model->n_docs; i++)
		if (model->docs[i] == own)
			return;
	for (size_t i = 0; fds && i < DOC_N(own, FDS); i++) {
		size_t file = model_file_of(model,
					    &doc_files(own)[fds[i].file.row]);

		if (file != IDMAP_NONE)
			model->files[file].n_own++;
	}
}

void model_free(struct model *model)
{
	for (size_t i = 0; i < model->n_tables; i++)
		free(model->tables[i].docs);
	free(model->docs);
	free(model->tables);
	free(model->fds);
	free(model->files);
	free(model->inodes);
	free(model->facts);
	free(model->edges);
	free(model->queues);
	free(model->queued);
	idmap_free(&model->table_ids);
	idmap_free(&model->file_ids);
	idmap_free(&model->inode_ids);
	idmap_free(&model->queue_ids);
	*model = (struct model){ 0 };
}
