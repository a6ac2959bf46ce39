// SPDX-License-Identifier: GPL-2.0-only
/* References between the rows of one document. */
#include <stdio.h>
#include <stdlib.h>

#include "base/idmap.h"
#include "base/report.h"
#include "text/parse.h"
#include "text/tables.h"

/* Every id once, each mapped to its row. */
static bool map_ids(const struct doc *doc, enum doc_table_index table,
		    struct idmap *map)
{
	for (size_t i = 0; i < doc->rows[table].n; i++) {
		const void *row = table_row(doc, table, i);
		size_t other = idmap_add(map, row_id(row), i);

		if (other == IDMAP_NONE)
			continue;
		report_at(doc->source, row_line_number(row), "[%s]: id "
			  "'%016llx' appears twice, first on line %lu",
			  doc_tables[table].name,
			  (unsigned long long)row_id(row),
			  row_line_number(table_row(doc, table, other)));
		return false;
	}
	return true;
}

static bool map_tables(const struct doc *doc, struct idmap *maps)
{
	for (size_t i = 0; i < DOC_TABLES; i++)
		if (doc_tables[i].has_id && !map_ids(doc, i, &maps[i]))
			return false;
	return true;
}

/* The references of one column. */
static bool link_column(struct doc *doc, enum doc_table_index table,
			const struct column *column, const struct idmap *map)
{
	const struct doc_rows *rows = &doc->rows[table];
	size_t size = doc_tables[table].record_size;

	for (size_t i = 0; i < rows->n; i++) {
		char *row = (char *)rows->base + i * size;
		struct doc_ref *ref = (void *)(row + column->offset);

		ref->row = IDMAP_NONE;
		if (column->type->optional && !ref->id)
			continue;
		ref->row = idmap_get(map, ref->id);
		if (ref->row != IDMAP_NONE)
			continue;
		report_at(doc->source, row_line_number(row), "[%s]: %s "
			  "'%016llx' is not in [%s]", doc_tables[table].name,
			  column->name, (unsigned long long)ref->id,
			  doc_tables[column->refers].name);
		return false;
	}
	return true;
}

static bool link_tables(struct doc *doc, const struct idmap *maps)
{
	for (size_t i = 0; i < DOC_TABLES; i++) {
		const struct table_desc *desc = &doc_tables[i];

		for (size_t j = 0; j < desc->n_columns; j++) {
			const struct column *column = &desc->columns[j];

			if (column->refers != DOC_TABLES &&
			    !link_column(doc, i, column,
					 &maps[column->refers]))
				return false;
		}
	}
	return true;
}

static bool check_order(const struct doc *doc)
{
	const struct doc_fd *fds = doc_fds(doc);

	for (size_t i = 1; i < DOC_N(doc, FDS); i++) {
		if (fds[i].fd > fds[i - 1].fd)
			continue;
		report_at(doc->source, fds[i].line, "expected a descriptor "
			  "above %u, found %u", fds[i - 1].fd, fds[i].fd);
		return false;
	}
	return true;
}

/* [table] has one row and says how many rows follow; else some are lost. */
static bool check_table(const struct doc *doc)
{
	const struct doc_table *table = doc_table(doc);
	const char *snapshot = doc->head.snapshot;
	char found[32];

	if (DOC_N(doc, TABLE) > 1) {
		report_at(doc->source, table[1].line,
			  "expected one row in [table], found another");
		return false;
	}
	if (!table && snapshot && strcmp(snapshot, "none") &&
	    !doc_failed(doc)) {
		report_at(doc->source, doc->head.line, "text was cut: expected "
			  "[table] after snapshot %s, found none",
			  report_word(snapshot));
		return false;
	}
	snprintf(found, sizeof(found), "%zu", DOC_N(doc, FDS));
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
	struct idmap maps[DOC_TABLES] = { 0 };
	bool ok;

	ok = check_table(doc) && map_tables(doc, maps) &&
	     link_tables(doc, maps) && check_order(doc);
	for (size_t i = 0; i < DOC_TABLES; i++)
		idmap_free(&maps[i]);
	return ok;
}
