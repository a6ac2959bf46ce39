// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "render/text/prose.h"

void prose_init(struct prose *prose, size_t n)
{
	*prose = (struct prose){
		.first = array_make(n + 1, sizeof(*prose->first)), .n = n
	};
}

void prose_free(struct prose *prose)
{
	phrases_free(&prose->text);
	free(prose->first);
}

void prose_clear(struct prose *prose)
{
	phrases_clear(&prose->text);
}

void prose_end(struct prose *prose, size_t item)
{
	prose->first[item + 1] = prose->text.n;
}

size_t prose_lines(const struct prose *prose, size_t item, size_t width)
{
	return phrases_lines(&prose->text, prose->first[item],
			     prose->first[item + 1], width);
}

/* Lines that some phrases begin are needed at any width. */
static bool fits(const struct prose *prose, size_t item, size_t width,
		 size_t lines)
{
	const struct phrase *phrase = prose->text.phrase;
	size_t first = prose->first[item];
	size_t needed = 1;

	for (size_t i = first; i < prose->first[item + 1]; i++) {
		if (phrase[i].width > width)
			return false;
		needed += i > first && phrase[i].new_line;
	}
	return prose_lines(prose, item, width) <=
	       (needed > lines ? needed : lines);
}

size_t prose_natural(const struct prose *prose, size_t width, size_t limit,
		     size_t lines)
{
	for (size_t i = 0; i < prose->n && width < limit; i++)
		while (width < limit && !fits(prose, i, width, lines))
			width++;
	return width < limit ? width : limit;
}

size_t prose_least(const struct prose *prose, size_t width)
{
	for (size_t i = 0; i < prose->text.n; i++) {
		const struct phrase *phrase = &prose->text.phrase[i];

		if (!phrase->may_cut && phrase->width > width)
			width = phrase->width;
	}
	return width;
}
