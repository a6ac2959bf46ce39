// SPDX-License-Identifier: GPL-2.0-only
/* Ties between objects, beyond those that the columns of a drawing are. */
#include "base/buf.h"
#include "model/parts.h"

static size_t add_edge(struct model *model, enum model_tie tie,
		       struct model_node from, struct model_node to)
{
	if (from.at == IDMAP_NONE || to.at == IDMAP_NONE)
		return IDMAP_NONE;
	model->edges = array_grow(model->edges, model->n_edges,
				  &model->alloc_edges, sizeof(*model->edges));
	model->edges[model->n_edges] = (struct model_edge){ tie, from, to };
	return model->n_edges++;
}

static struct model_node node(enum model_sort sort, size_t at)
{
	return (struct model_node){ sort, at };
}

static struct model_node file_of(const struct model *model, uint64_t id)
{
	return node(SORT_FILE, id ? idmap_get(&model->file_ids, id) :
				    IDMAP_NONE);
}

static void add_peers(struct model *model)
{
	for (size_t i = 0; i < model->n_inodes; i++) {
		const struct model_inode *inode = &model->inodes[i];

		if (inode->peer != IDMAP_NONE && inode->peer > i)
			add_edge(model, TIE_PEER, node(SORT_INODE, i),
				 node(SORT_INODE, inode->peer));
		add_edge(model, TIE_WAITS, node(SORT_INODE, i),
			 node(SORT_INODE, inode->listener));
	}
}

static void add_queues(struct model *model)
{
	for (size_t i = 0; i < model->n_queues; i++)
		model->queues[i].inode = idmap_get(&model->inode_ids,
						   model->queues[i].socket);
	for (size_t i = 0; i < model->n_files; i++) {
		size_t queued = model->files[i].first_queued;
		size_t last = IDMAP_NONE;

		for (; queued != IDMAP_NONE;
		     queued = model->queued[queued].next_of_file) {
			size_t queue = model->queued[queued].queue;

			if (queue != last)
				add_edge(model, TIE_CARRIES,
					 node(SORT_INODE,
					      model->queues[queue].inode),
					 node(SORT_FILE, i));
			last = queue;
		}
	}
}

/* A POSIX lock is a table's, any other lock an open file's. */
static struct model_node owner_of(const struct model *model,
				  const struct doc_lock *lock)
{
	if (strcmp(lock->kind, "posix"))
		return file_of(model, lock->owner);
	return node(SORT_TABLE, idmap_get(&model->table_ids, lock->owner));
}

static size_t add_fact(struct model *model, struct model_node about,
		       const struct model_fact *fact)
{
	uint64_t other;

	if (fact->table == DOC_EPOLL) {
		const struct doc_epoll *epoll = fact->row;

		return add_edge(model, TIE_WATCHES, about,
				file_of(model, epoll->target.id));
	}
	if (fact->table == DOC_LOCKS)
		return add_edge(model, TIE_LOCKED, about,
				owner_of(model, fact->row));
	if (fact->table == DOC_DETAILS && detail_other(fact->row, &other))
		return add_edge(model, TIE_PERHAPS, about,
				file_of(model, other));
	return IDMAP_NONE;
}

static void add_facts(struct model *model, struct model_node about,
		      const struct model_facts *facts)
{
	for (size_t i = facts->first; i != IDMAP_NONE;
	     i = model->facts[i].next)
		model->facts[i].edge = add_fact(model, about,
						&model->facts[i]);
}

static void add_directories(struct model *model, size_t table)
{
	const struct model_table *t = &model->tables[table];

	for (size_t i = 0; i < t->n_docs; i++) {
		const struct doc_path *paths =
			DOC_ROWS(t->docs[i], PATHS, doc_path);

		for (size_t j = 0; j < DOC_N(t->docs[i], PATHS); j++)
			add_edge(model, TIE_DIRECTORY, node(SORT_TABLE, table),
				 node(SORT_INODE,
				      idmap_get(&model->inode_ids,
						paths[j].inode.id)));
	}
}

void edges_find(struct model *model)
{
	add_peers(model);
	add_queues(model);
	for (size_t i = 0; i < model->n_files; i++)
		add_facts(model, node(SORT_FILE, i), &model->files[i].facts);
	for (size_t i = 0; i < model->n_inodes; i++)
		add_facts(model, node(SORT_INODE, i), &model->inodes[i].facts);
	for (size_t i = 0; i < model->n_tables; i++)
		add_directories(model, i);
}
