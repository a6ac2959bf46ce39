/* SPDX-License-Identifier: GPL-2.0-only */
/* What the tables that tell more of a file or an inode say in a drawing. */
#ifndef FDMAP_DESCRIBE_FACTS_H
#define FDMAP_DESCRIBE_FACTS_H

#include "model/model.h"
#include "words/describe_parts.h"

/**
 * describe_facts() - add what is told of an object
 * @to: its description
 * @model: the model
 * @facts: what is told
 * @symbols: as in struct term
 *
 * Of each table the first few rows are shown, and how many more there are.
 */
void describe_facts(struct phrases *to, const struct model *model,
		    const struct model_facts *facts,
		    const struct symbols *symbols);

/** describe_queued() - add where a file is in flight */
void describe_queued(struct phrases *to, const struct model *model,
		     const struct model_file *file);

/* Each adds what a fact of the table that it is named for says. */
typedef void fact_describer(struct phrases *to, const struct model *model,
			    const struct model_fact *fact,
			    const struct symbols *symbols);

fact_describer describe_pipe;
fact_describer describe_socket;
fact_describer describe_detail;
fact_describer describe_epoll;
fact_describer describe_watch;
fact_describer describe_lock;
fact_describer describe_owner;

#endif
