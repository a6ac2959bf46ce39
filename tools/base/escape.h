/* SPDX-License-Identifier: GPL-2.0-only */
/* From the text's octal escapes to strings that are safe to show. */
#ifndef FDMAP_ESCAPE_H
#define FDMAP_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/**
 * escape_valid() - whether every backslash begins an octal escape
 * @word: a value of the text
 *
 * A NUL, \000, is no valid escape: no name can hold it.
 */
bool escape_valid(const char *word);

/**
 * escape_show() - append a value of the text in a form that cannot mislead
 * @out: where to
 * @word: a value for which escape_valid() is true
 * @ascii: show nothing but ASCII
 *
 * Blanks and printable characters are decoded. Everything that a terminal
 * could take for a command, that has no width or that changes the direction of
 * text, backslashes, and bytes that are no UTF-8, are shown as octal escapes
 * of their bytes. What is printable is asked of wcwidth(3), so of the locale.
 */
void escape_show(struct buf *out, const char *word, bool ascii);

/**
 * text_width() - terminal columns that a string takes
 * @string: a string made by escape_show(), or literal text
 */
size_t text_width(const char *string);

/**
 * text_shorten() - append a string, shortened in the middle if it is too wide
 * @out: where to
 * @string: a string made by escape_show(), or literal text
 * @width: terminal columns to be had, at least 1
 * @ellipsis: what stands for the part left out
 *
 * The end of a path tells more than its beginning, so it gets the odd column.
 *
 * Return: columns taken, at most @width.
 */
size_t text_shorten(struct buf *out, const char *string, size_t width,
		    const char *ellipsis);

#endif
