/* SPDX-License-Identifier: GPL-2.0-only */
/* Phrases that descriptions are made of. */
#ifndef FDMAP_DESCRIBE_PARTS_H
#define FDMAP_DESCRIBE_PARTS_H

#include "words/phrases.h"

/* Bytes of a value that stands in one piece with what it is a value of. */
#define SHORT 7

/**
 * add_label() - add a label, "F1" or "F2-F9"
 * @to: the description
 * @kind: letter
 * @first: number of the first object that it stands for
 * @count: their number
 * @symbols: as in struct term
 */
void add_label(struct phrases *to, char kind, size_t first, size_t count,
	       const struct symbols *symbols);

/** add_reference() - add a label that stands for an arrow */
void add_reference(struct phrases *to, char kind, size_t first, size_t count,
		   const struct symbols *symbols);

/** add_escaped() - add a value of the text, safely; it may be shortened */
void add_escaped(struct phrases *to, enum style style, const char *word,
		 const struct symbols *symbols);

/** add_word() - the same, as a word that goes on the one before */
void add_word(struct phrases *to, enum style style, const char *word,
	      const struct symbols *symbols);

/** add_pair() - add "KEY VALUE", which may be shortened if it is long */
void add_pair(struct phrases *to, enum style style, const char *key,
	      const char *value, const struct symbols *symbols);

#endif
