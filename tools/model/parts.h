/* SPDX-License-Identifier: GPL-2.0-only */
/* The steps in which a model is made. */
#ifndef FDMAP_PARTS_H
#define FDMAP_PARTS_H

#include "model/model.h"

/** queues_add() - take in what a document says of sockets' queues */
void queues_add(struct model *model, const struct doc *doc);

/** queue_of() - what is known to be in flight in a socket, or NULL */
const struct model_queue *queue_of(const struct model *model, uint64_t socket);

/** queued_is_gap() - whether a row stands for what could not be listed */
bool queued_is_gap(const struct doc_inflight *row);

/** facts_add() - tie the rows that tell more of an object to it */
void facts_add(struct model *model);

/** peers_find() - find the other ends of sockets */
void peers_find(struct model *model);

/** edges_find() - derive all ties, from what the other steps have found */
void edges_find(struct model *model);

#endif
