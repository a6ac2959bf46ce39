// SPDX-License-Identifier: GPL-2.0-only
/* Rows that tell more of a file or an inode: which ones are about which. */
#include "base/buf.h"
#include "model/parts.h"
#include "text/tables.h"

static void add_fact(struct model *model, struct model_facts *facts,
		     enum doc_table_index table, const void *row)
{
	model->facts = array_grow(model->facts, model->n_facts,
				  &model->alloc_facts, sizeof(*model->facts));
	model->facts[model->n_facts] = (struct model_fact){
		table, row, IDMAP_NONE, IDMAP_NONE
	};
	if (facts->n++)
		model->facts[facts->last].next = model->n_facts;
	else
		facts->first = model->n_facts;
	facts->last = model->n_facts++;
}

/* What is shown of an object is of its last document, so that alone counts. */
static struct model_facts *facts_about(struct model *model,
				       const struct doc *doc,
				       enum doc_table_index table, uint64_t id)
{
	size_t i;

	if (doc_tables[table].about == DOC_FILES) {
		i = idmap_get(&model->file_ids, id);
		return i != IDMAP_NONE && model->files[i].doc == doc ?
			       &model->files[i].facts : NULL;
	}
	i = idmap_get(&model->inode_ids, id);
	return i != IDMAP_NONE && model->inodes[i].doc == doc ?
		       &model->inodes[i].facts : NULL;
}

static void add_table(struct model *model, const struct doc *doc,
		      enum doc_table_index table)
{
	for (size_t i = 0; i < doc->rows[table].n; i++) {
		const void *row = table_row(doc, table, i);
		struct model_facts *facts =
			facts_about(model, doc, table, row_id(row));

		if (facts)
			add_fact(model, facts, table, row);
	}
}

void facts_add(struct model *model)
{
	for (size_t i = 0; i < model->n_docs; i++)
		for (size_t table = 0; table < DOC_TABLES; table++)
			if (doc_tables[table].about != DOC_TABLES)
				add_table(model, model->docs[i], table);
}
