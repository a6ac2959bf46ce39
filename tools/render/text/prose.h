/* SPDX-License-Identifier: GPL-2.0-only */
/* What is said of the items of a column, and the room that it needs. */
#ifndef FDMAP_PROSE_H
#define FDMAP_PROSE_H

#include "words/phrases.h"

/**
 * struct prose - the descriptions of a column's items, one after another
 * @text: all of them
 * @first: for each item its first phrase; one more is the end of the last
 * @n: items
 */
struct prose {
	struct phrases text;
	size_t *first;
	size_t n;
};

void prose_init(struct prose *prose, size_t n);
void prose_free(struct prose *prose);

/** prose_clear() - forget what was said */
void prose_clear(struct prose *prose);

/** prose_end() - end what was appended to @prose->text about the next item */
void prose_end(struct prose *prose, size_t item);

/** prose_lines() - lines that an item takes at a width */
size_t prose_lines(const struct prose *prose, size_t item, size_t width);

/**
 * prose_natural() - find a width at which nothing takes many lines
 * @prose: what is said
 * @width: the least that may be
 * @limit: the most that may be
 * @lines: lines that an item may take, if not more of its phrases begin one
 *
 * Return: the least such width, or @limit.
 */
size_t prose_natural(const struct prose *prose, size_t width, size_t limit,
		     size_t lines);

/** prose_least() - the least width from @width on without forbidden cuts */
size_t prose_least(const struct prose *prose, size_t width);

#endif
