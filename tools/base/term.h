/* SPDX-License-Identifier: GPL-2.0-only */
/* What we print on: how wide, in which characters and colours. */
#ifndef FDMAP_TERM_H
#define FDMAP_TERM_H

#include "base/symbols.h"

/* What a piece of text is, and so how it looks in colour. */
enum style {
	STYLE_PLAIN,
	STYLE_FRAME,	/* lines of boxes */
	STYLE_LABEL,	/* F1, I1, process 812 */
	STYLE_NAME,
	STYLE_FAINT,	/* what is ordinary */
	STYLE_ALERT,	/* what a reader must not miss */
	STYLE_LANE,	/* this and the next STYLE_LANES - 1: arrows */
	STYLE_LANES = 6,
	STYLES = STYLE_LANE + STYLE_LANES
};

/* The values of --color. */
enum colour {
	COLOUR_AUTO,
	COLOUR_ALWAYS,
	COLOUR_NEVER
};

/**
 * struct term - properties of standard output
 * @symbols: the characters to draw with
 * @width: columns to be had
 * @colour: whether to use colours
 */
struct term {
	const struct symbols *symbols;
	unsigned int width;
	bool colour;
};

/**
 * term_init() - find out about standard output
 * @term: filled in
 * @width: columns that were asked for, or 0 for the terminal's: else those that
 *	COLUMNS in the environment says, else 80
 * @ascii: ASCII was asked for; it is used too if the locale is not UTF-8
 * @colour: with COLOUR_AUTO colours are used on a terminal, but not where
 *	NO_COLOR is set (no-color.org) or TERM is dumb
 */
void term_init(struct term *term, unsigned int width, bool ascii,
	       enum colour colour);

/** style_on() - what begins a style (ECMA-48 SGR), "" for a plain one */
const char *style_on(enum style style);

#endif
