/* SPDX-License-Identifier: GPL-2.0-only */
/* Texts that are good but for one place, to try the tests' own reader. */
#ifndef TEXTS_H
#define TEXTS_H

#include <stddef.h>

#include "fdmap_reader.h"

/* struct change - a place, what to put there, and what is to be said of it */
struct change {
	const char *from, *to, *error;
};

/* text_parse() - as fdmap_parse(), of a copy of the first @length bytes */
struct fdmap_document *text_parse(const char *text, size_t length);

/* text_parse_changed() - likewise with the first @from replaced by @to */
struct fdmap_document *text_parse_changed(const char *text, const char *from,
					  const char *to);

/*
 * text_accepts() - find the first change that does not break the text
 *
 * Return: what is wrong, in a static buffer, or NULL if the text is refused
 * with each of @n changes, and for the reason that goes with it.
 */
const char *text_accepts(const char *text, const struct change *changes,
			 size_t n);

#endif
