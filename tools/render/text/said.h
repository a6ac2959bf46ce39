/* SPDX-License-Identifier: GPL-2.0-only */
/* What is said of the items of a column, and the room that it needs. */
#ifndef FDMAP_SAID_H
#define FDMAP_SAID_H

#include "words/phrases.h"

/**
 * struct said - the descriptions of a column's items, one after another
 * @text: all of them
 * @first: for each item its first phrase; one more is the end of the last
 * @n: items
 */
struct said {
	struct phrases text;
	size_t *first;
	size_t n;
};

void said_init(struct said *said, size_t n);
void said_free(struct said *said);

/** said_clear() - forget what was said */
void said_clear(struct said *said);

/** said_end() - end what was appended to @said->text about the next item */
void said_end(struct said *said, size_t item);

/** said_lines() - lines that an item takes at a width */
size_t said_lines(const struct said *said, size_t item, size_t width);

/**
 * said_natural() - find a width at which nothing takes many lines
 * @said: what is said
 * @width: the least that may be
 * @limit: the most that may be
 * @lines: lines that an item may take, if not more of its phrases begin one
 *
 * Return: the least such width, or @limit.
 */
size_t said_natural(const struct said *said, size_t width, size_t limit,
		    size_t lines);

/** said_least() - the least width from @width on that needs no forbidden cut */
size_t said_least(const struct said *said, size_t width);

#endif
