// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "base/buf.h"
#include "model/refs.h"

static size_t *no_places(size_t n)
{
	size_t *places = array_make(n, sizeof(*places));

	for (size_t i = 0; i < n; i++)
		places[i] = IDMAP_NONE;
	return places;
}

static struct refs_holder *add_holder(struct refs *refs, size_t file,
				      enum refs_hold hold, size_t at)
{
	struct refs_file *of = &refs->files[file];

	refs->holders = array_grow(refs->holders, refs->n_holders,
				   &refs->alloc_holders,
				   sizeof(*refs->holders));
	refs->holders[refs->n_holders] = (struct refs_holder){
		.hold = hold,
		.at = at,
		.first_fd = IDMAP_NONE,
		.last_fd = IDMAP_NONE,
		.next = IDMAP_NONE,
	};
	if (of->first == IDMAP_NONE)
		of->first = refs->n_holders;
	else
		refs->holders[of->last].next = refs->n_holders;
	of->last = refs->n_holders;
	return &refs->holders[refs->n_holders++];
}

/* The holder that was added to a file last, if it is this one, or a new one. */
static struct refs_holder *get_holder(struct refs *refs, size_t file,
				      enum refs_hold hold, size_t at)
{
	size_t last = refs->files[file].last;

	if (last != IDMAP_NONE && refs->holders[last].hold == hold &&
	    refs->holders[last].at == at)
		return &refs->holders[last];
	return add_holder(refs, file, hold, at);
}

static void add_fds(struct refs *refs, size_t table)
{
	const struct model *model = refs->model;
	size_t end = model->tables[table].first_fd +
		     model->tables[table].n_fds;

	for (size_t i = model->tables[table].first_fd; i < end; i++) {
		struct refs_holder *holder =
			get_holder(refs, model->fds[i].file, HOLD_DESCRIPTOR,
				   table);

		if (holder->count++)
			refs->next_fd[holder->last_fd] = i;
		else
			holder->first_fd = i;
		holder->last_fd = i;
	}
}

static void add_tables(struct refs *refs)
{
	const struct model *model = refs->model;

	for (size_t i = 0; i < model->n_tables; i++)
		if (model->tables[i].twin != IDMAP_NONE)
			refs->old[model->tables[i].twin] = true;
	for (size_t i = 0; i < model->n_tables; i++)
		if (!refs->old[i])
			add_fds(refs, i);
}

/* One that was left has no id, and is no other process's. */
static struct refs_mm *get_mm(struct refs *refs, uint64_t id)
{
	size_t i = id ? idmap_add(&refs->mm_ids, id, refs->n_mms) : IDMAP_NONE;

	if (i != IDMAP_NONE)
		return &refs->mms[i];
	refs->mms = array_grow(refs->mms, refs->n_mms, &refs->alloc_mms,
			       sizeof(*refs->mms));
	refs->mms[refs->n_mms] = (struct refs_mm){ 0 };
	return &refs->mms[refs->n_mms++];
}

/* The row that stands for mappings that could not be told, or NULL. */
static const struct doc_map *find_gap(const struct doc *doc)
{
	const struct doc_map *rows = DOC_ROWS(doc, MAPS, doc_map);

	for (size_t i = 0; i < DOC_N(doc, MAPS); i++)
		if (!rows[i].file.id)
			return &rows[i];
	return NULL;
}

/* Which document tells of an address space: rows of one document are one's. */
static void add_mm(struct refs *refs, const struct doc *doc, uint64_t id,
		   const struct doc_map *gap)
{
	struct refs_mm *mm = get_mm(refs, id);

	if (mm->n_docs && mm->docs[mm->n_docs - 1] == doc)
		return;
	mm->docs = array_grow(mm->docs, mm->n_docs, &mm->alloc_docs,
			      sizeof(*mm->docs));
	mm->docs[mm->n_docs++] = doc;
	if (mm->doc && gap && !mm->gap)
		return;
	mm->doc = doc;
	mm->gap = gap;
}

static void find_mms(struct refs *refs)
{
	const struct model *model = refs->model;

	for (size_t i = 0; i < model->n_docs; i++) {
		const struct doc *doc = model->docs[i];
		const struct doc_map *rows = DOC_ROWS(doc, MAPS, doc_map);
		const struct doc_map *gap = find_gap(doc);

		for (size_t j = 0; j < DOC_N(doc, MAPS); j++)
			add_mm(refs, doc, rows[j].mm, gap);
	}
}

static void add_map(struct refs *refs, const struct doc *doc,
		    const struct doc_map *row)
{
	size_t mm = idmap_get(&refs->mm_ids, row->mm);
	enum refs_hold hold = strcmp(row->as, "exe") ? HOLD_MAPPING :
						       HOLD_EXECUTABLE;
	size_t file;

	if (!row->file.id || mm == IDMAP_NONE || refs->mms[mm].doc != doc)
		return;
	file = model_file_of(refs->model, &doc_files(doc)[row->file.row]);
	if (file != IDMAP_NONE)
		get_holder(refs, file, hold, mm)->count += row->count;
}

/* In two passes, so that mappings of a file come before executables. */
static void add_maps(struct refs *refs, enum refs_hold hold)
{
	const struct model *model = refs->model;

	for (size_t i = 0; i < model->n_docs; i++) {
		const struct doc *doc = model->docs[i];
		const struct doc_map *rows = DOC_ROWS(doc, MAPS, doc_map);

		for (size_t j = 0; j < DOC_N(doc, MAPS); j++)
			if (!strcmp(rows[j].as, "exe") ==
			    (hold == HOLD_EXECUTABLE))
				add_map(refs, doc, &rows[j]);
	}
}

static void add_queued(struct refs *refs, size_t file)
{
	const struct model *model = refs->model;
	const struct model_queued *last = NULL;
	struct refs_holder *holder = NULL;

	for (size_t i = model->files[file].first_queued; i != IDMAP_NONE;
	     i = model->queued[i].next_of_file) {
		const struct model_queued *queued = &model->queued[i];

		if (!last || last->queue != queued->queue ||
		    last->row->embryo != queued->row->embryo)
			holder = add_holder(refs, file, HOLD_INFLIGHT, i);
		holder->count++;
		last = queued;
	}
}

static void index_inodes(struct refs *refs)
{
	const struct model *model = refs->model;

	for (size_t i = model->n_files; i--;) {
		size_t inode = model->files[i].inode;

		refs->files[i].next_of_inode = refs->inode_file[inode];
		refs->inode_file[inode] = i;
	}
}

void refs_make(struct refs *refs, const struct model *model)
{
	*refs = (struct refs){
		.model = model,
		.files = array_make(model->n_files, sizeof(*refs->files)),
		.inode_file = no_places(model->n_inodes),
		.next_fd = no_places(model->n_fds),
		.old = array_make(model->n_tables, sizeof(*refs->old)),
	};
	for (size_t i = 0; i < model->n_files; i++)
		refs->files[i].first = refs->files[i].last = IDMAP_NONE;
	index_inodes(refs);
	find_mms(refs);
	add_tables(refs);
	add_maps(refs, HOLD_MAPPING);
	add_maps(refs, HOLD_EXECUTABLE);
	for (size_t i = 0; i < model->n_files; i++)
		add_queued(refs, i);
}

void refs_free(struct refs *refs)
{
	for (size_t i = 0; i < refs->n_mms; i++)
		free(refs->mms[i].docs);
	free(refs->mms);
	free(refs->holders);
	free(refs->files);
	free(refs->inode_file);
	free(refs->next_fd);
	free(refs->old);
	idmap_free(&refs->mm_ids);
	*refs = (struct refs){ 0 };
}

struct refs_sum refs_add_up(const struct refs *refs, size_t file)
{
	const char *word = refs->model->files[file].row->refs;
	struct refs_sum sum = { 0 };
	uint64_t found = 0;

	for (size_t i = refs->files[file].first; i != IDMAP_NONE;
	     i = refs->holders[i].next) {
		sum.count[refs->holders[i].hold] += refs->holders[i].count;
		found += refs->holders[i].count;
	}
	sum.known = word;
	sum.refs = word ? strtoull(word, NULL, 10) : found;
	sum.rest = sum.refs - found;
	return sum;
}
