/* SPDX-License-Identifier: GPL-2.0-only */
/* One row of output: styled text, blanks only where something follows. */
#ifndef FDMAP_CELLS_H
#define FDMAP_CELLS_H

#include <stdio.h>

#include "words/phrases.h"

/**
 * struct cells - the row that is being filled
 * @term: how it looks
 * @out: what it is printed to
 * @text: what was put into it
 * @shown: memory for a phrase that is being shortened
 * @blanks: columns to be left empty before the next text
 * @style: style that is on at the end of @text
 */
struct cells {
	const struct term *term;
	FILE *out;
	struct buf text;
	struct buf shown;
	size_t blanks;
	enum style style;
};

/** cells_blanks() - leave columns empty */
void cells_blanks(struct cells *row, size_t columns);

/** cells_text() - put text that is safe to show */
void cells_text(struct cells *row, enum style style, const char *text);

/** cells_line() - put one cell of a line, by the directions of symbols.h */
void cells_line(struct cells *row, enum style style, unsigned int directions);

/** cells_lines() - put the same cell several times */
void cells_lines(struct cells *row, enum style style, unsigned int directions,
		 size_t n);

/**
 * cells_phrases() - put phrases of a line, shortened to a width
 * @row: the row
 * @phrases: the description
 * @i: first phrase
 * @end: phrase after the last
 * @width: columns that they take, blanks after them included
 */
void cells_phrases(struct cells *row, const struct phrases *phrases, size_t i,
		   size_t end, size_t width);

/** cells_print() - write the row to its stream and begin the next */
void cells_print(struct cells *row);

void cells_free(struct cells *row);

#endif
