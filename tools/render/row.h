/* SPDX-License-Identifier: GPL-2.0-only */
/* One row of output: styled text, blanks only where something follows. */
#ifndef FDMAP_ROW_H
#define FDMAP_ROW_H

#include <stdio.h>

#include "words/phrases.h"

/**
 * struct row - the row that is being filled
 * @term: how it looks
 * @out: what it is printed to
 * @text: what was put into it
 * @shown: memory for a phrase that is being shortened
 * @blanks: columns to be left empty before the next text
 * @style: style that is on at the end of @text
 */
struct row {
	const struct term *term;
	FILE *out;
	struct buf text;
	struct buf shown;
	size_t blanks;
	enum style style;
};

/** row_blanks() - leave columns empty */
void row_blanks(struct row *row, size_t columns);

/** row_text() - put text that is safe to show */
void row_text(struct row *row, enum style style, const char *text);

/** row_line() - put one cell of a line, by the directions of symbols.h */
void row_line(struct row *row, enum style style, unsigned int directions);

/** row_lines() - put the same cell several times */
void row_lines(struct row *row, enum style style, unsigned int directions,
	       size_t n);

/**
 * row_phrases() - put phrases of a line, shortened to a width
 * @row: the row
 * @phrases: the description
 * @i: first phrase
 * @end: phrase after the last
 * @width: columns that they take, blanks after them included
 */
void row_phrases(struct row *row, const struct phrases *phrases, size_t i,
		 size_t end, size_t width);

/** row_print() - write the row to its stream and begin the next */
void row_print(struct row *row);

void row_free(struct row *row);

#endif
