/* SPDX-License-Identifier: GPL-2.0-only */
/* Short pieces of text that flow into lines: how an object is described. */
#ifndef FDMAP_PHRASES_H
#define FDMAP_PHRASES_H

#include "base/buf.h"
#include "base/term.h"
#include "model/model.h"
#include "words/book.h"

/**
 * struct phrase - a piece of text that no line break divides
 * @at: its place in the text, where a NUL ends it
 * @width: its terminal columns
 * @gap: columns between it and the phrase before it in the same line
 * @style: how it looks
 * @new_line: it begins a line
 * @may_cut: it may be shortened; what may not, makes its column wider
 *
 * Small, as there are a few for each of perhaps a million objects.
 */
struct phrase {
	size_t at;
	unsigned int width;
	unsigned char gap;
	enum style style : 8;
	bool new_line;
	bool may_cut;
};

/** struct phrase_object - the object that a phrase names */
struct phrase_object {
	size_t phrase;
	struct model_node node;
};

/**
 * struct phrases - descriptions; all zero is an empty one
 * @book: whose words are used, or NULL
 * @objects: what phrases name, in their order; few name anything
 */
struct phrases {
	const struct book *book;
	struct buf text;
	struct phrase *phrase;
	size_t n;
	size_t alloc;
	struct phrase_object *objects;
	size_t n_objects, alloc_objects;
};

/* Columns between two phrases of a line, unless they are words of one. */
#define PHRASE_GAP 2

void phrases_clear(struct phrases *phrases);
void phrases_free(struct phrases *phrases);

/**
 * phrase_begin() - begin a phrase, to which the caller then appends text
 *
 * Return: where to append to, with the functions of buf.h and escape.h.
 */
struct buf *phrase_begin(struct phrases *phrases, enum style style);

/** phrase_end() - end the phrase; nothing remains of one without text */
void phrase_end(struct phrases *phrases);

/** phrase_usual() - how the book of a description says something */
const char *phrase_usual(const struct phrases *phrases, const char *usual);

/** phrase_add() - begin, fill and end a phrase; the book may say it its way */
__attribute__((format(printf, 3, 4)))
void phrase_add(struct phrases *phrases, enum style style, const char *format,
		...);

/** phrase_word() - add a phrase that goes on the one before, one blank apart */
__attribute__((format(printf, 3, 4)))
void phrase_word(struct phrases *phrases, enum style style, const char *format,
		 ...);

/** phrase_words() - add each word of a sentence as a phrase */
__attribute__((format(printf, 3, 4)))
void phrase_words(struct phrases *phrases, enum style style,
		  const char *format, ...);

/** phrase_names() - tell that the last phrase names an object */
void phrase_names(struct phrases *phrases, enum model_sort sort, size_t at);

/** phrase_object() - the object that a phrase names, or NULL */
const struct model_node *phrase_object(const struct phrases *phrases,
				       size_t i);

const char *phrase_text(const struct phrases *phrases, size_t i);

/**
 * phrases_flow() - find the phrases of the next line
 * @phrases: the description
 * @i: first phrase of the line
 * @end: the phrase after the description's last
 * @width: columns to be had
 *
 * Return: the phrase after the line's last. A line holds at least one phrase,
 * however wide: who prints it shortens it with text_shorten().
 */
size_t phrases_flow(const struct phrases *phrases, size_t i, size_t end,
		    size_t width);

/** phrases_lines() - lines that phrases @i up to @end take at a width */
size_t phrases_lines(const struct phrases *phrases, size_t i, size_t end,
		     size_t width);

#endif
