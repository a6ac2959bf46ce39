/* SPDX-License-Identifier: GPL-2.0-only */
/* From text to records. */
#ifndef FDMAP_PARSE_H
#define FDMAP_PARSE_H

#include "source/source.h"
#include "text/doc.h"

/** struct docs - documents in the order of the texts */
struct docs {
	struct doc *doc;
	size_t n;
	size_t alloc;
};

/**
 * parse_text() - add the documents of a text
 * @text: the text; the records point into it
 * @docs: where the documents go
 *
 * What is wrong is reported with its line, at most one thing a document, and
 * such a document is left out; the others are added.
 *
 * Return: documents that were left out.
 */
size_t parse_text(const struct text *text, struct docs *docs);

/**
 * link_rows() - find the rows that rows refer to
 * @doc: the document; in its records the row of each struct doc_ref is filled
 *	in, with IDMAP_NONE where there is no reference
 *
 * Return: false after a report if an id appears twice or is not listed, if
 * descriptors do not ascend, or if rows are missing.
 */
bool link_rows(struct doc *doc);

void docs_free(struct docs *docs);

#endif
