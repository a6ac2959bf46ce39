/* SPDX-License-Identifier: GPL-2.0-only */
/* What lines, arrows and marks look like, in UTF-8 and in ASCII. */
#ifndef FDMAP_SYMBOLS_H
#define FDMAP_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>

/* The directions in which lines leave a cell; their sum is the line drawn. */
enum {
	LINE_UP = 1,
	LINE_DOWN = 2,
	LINE_LEFT = 4,
	LINE_RIGHT = 8,
	LINE_ALL = 15
};

/* Bytes that hold any of the lines, with a NUL. */
#define SYMBOL_SIZE 4

/**
 * struct symbols - one character set
 * @line: the line for each sum of directions. In a drawing LINE_ALL is always
 *	two lines that cross, never a junction: see lanes.h.
 * @line_len: bytes of each line; a cell that no line leaves is a blank
 * @head: head of an arrow that ends at a box
 * @refer: stands before a label that replaces an arrow
 * @both: stands before the label of the other end
 * @ellipsis: stands for a part left out
 * @dash: between the first and the last of a range
 * @ascii: the set is ASCII
 */
struct symbols {
	char line[LINE_ALL + 1][SYMBOL_SIZE];
	size_t line_len;
	const char *head;
	const char *refer;
	const char *both;
	const char *ellipsis;
	const char *dash;
	bool ascii;
};

extern const struct symbols symbols_utf8;
extern const struct symbols symbols_ascii;

#endif
