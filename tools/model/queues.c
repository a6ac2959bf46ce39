// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is in flight. A socket that several processes reach has its queue in
 * each of their documents, so each queue is taken from one document alone: from
 * the last one, unless that could list less than an earlier one.
 */
#include "base/buf.h"
#include "model/parts.h"

bool queued_is_gap(const struct doc_inflight *row)
{
	return strcmp(row->state, "queued") && strcmp(row->state, "waiting");
}

const struct model_queue *queue_of(const struct model *model, uint64_t socket)
{
	size_t i = idmap_get(&model->queue_ids, socket);

	return i == IDMAP_NONE ? NULL : &model->queues[i];
}

static struct model_queue *get_queue(struct model *model, uint64_t socket)
{
	size_t i = idmap_add(&model->queue_ids, socket, model->n_queues);

	if (i != IDMAP_NONE)
		return &model->queues[i];
	model->queues = array_grow(model->queues, model->n_queues,
				   &model->alloc_queues,
				   sizeof(*model->queues));
	model->queues[model->n_queues] = (struct model_queue){
		.socket = socket, .inode = IDMAP_NONE, .first = IDMAP_NONE
	};
	return &model->queues[model->n_queues++];
}

/* Every socket of a document is told of, be it that nothing is in it. */
static void begin(struct model *model, const struct doc *doc, uint64_t socket)
{
	struct model_queue *queue = get_queue(model, socket);

	if (queue->next_doc == doc)
		return;
	queue->next_doc = doc;
	queue->next_gaps = 0;
}

static void add_row(struct model *model, const struct doc_inflight *row)
{
	struct model_queue *queue = get_queue(model, row->socket.id);

	model->queued = array_grow(model->queued, model->n_queued,
				   &model->alloc_queued,
				   sizeof(*model->queued));
	model->queued[model->n_queued] = (struct model_queued){
		row, queue - model->queues, IDMAP_NONE, IDMAP_NONE
	};
	if (queue->first == IDMAP_NONE)
		queue->first = model->n_queued;
	else
		model->queued[queue->last].next = model->n_queued;
	queue->last = model->n_queued++;
}

/* Whether the document that is taken in tells of a queue; drop the other. */
static bool take(struct model_queue *queue, const struct doc *doc)
{
	if (queue->doc == doc)
		return true;
	if (queue->doc && queue->next_gaps > queue->gaps)
		return false;
	queue->doc = doc;
	queue->gaps = queue->next_gaps;
	queue->first = IDMAP_NONE;
	return true;
}

void queues_add(struct model *model, const struct doc *doc)
{
	const struct doc_socket *sockets = DOC_ROWS(doc, SOCKETS, doc_socket);
	const struct doc_inflight *rows =
		DOC_ROWS(doc, INFLIGHT, doc_inflight);

	for (size_t i = 0; i < DOC_N(doc, SOCKETS); i++)
		begin(model, doc, sockets[i].inode.id);
	for (size_t i = 0; i < DOC_N(doc, INFLIGHT); i++) {
		begin(model, doc, rows[i].socket.id);
		get_queue(model, rows[i].socket.id)->next_gaps +=
			queued_is_gap(&rows[i]);
	}
	for (size_t i = 0; i < DOC_N(doc, SOCKETS); i++)
		take(get_queue(model, sockets[i].inode.id), doc);
	for (size_t i = 0; i < DOC_N(doc, INFLIGHT); i++)
		if (take(get_queue(model, rows[i].socket.id), doc))
			add_row(model, &rows[i]);
}
