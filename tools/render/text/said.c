// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "render/text/said.h"

void said_init(struct said *said, size_t n)
{
	*said = (struct said){
		.first = array_make(n + 1, sizeof(*said->first)), .n = n
	};
}

void said_free(struct said *said)
{
	phrases_free(&said->text);
	free(said->first);
}

void said_clear(struct said *said)
{
	phrases_clear(&said->text);
}

void said_end(struct said *said, size_t item)
{
	said->first[item + 1] = said->text.n;
}

size_t said_lines(const struct said *said, size_t item, size_t width)
{
	return phrases_lines(&said->text, said->first[item],
			     said->first[item + 1], width);
}

/* Lines that some phrases begin are needed at any width. */
static bool fits(const struct said *said, size_t item, size_t width,
		 size_t lines)
{
	const struct phrase *phrase = said->text.phrase;
	size_t first = said->first[item];
	size_t needed = 1;

	for (size_t i = first; i < said->first[item + 1]; i++) {
		if (phrase[i].width > width)
			return false;
		needed += i > first && phrase[i].new_line;
	}
	return said_lines(said, item, width) <=
	       (needed > lines ? needed : lines);
}

size_t said_natural(const struct said *said, size_t width, size_t limit,
		    size_t lines)
{
	for (size_t i = 0; i < said->n && width < limit; i++)
		while (width < limit && !fits(said, i, width, lines))
			width++;
	return width < limit ? width : limit;
}

size_t said_least(const struct said *said, size_t width)
{
	for (size_t i = 0; i < said->text.n; i++) {
		const struct phrase *phrase = &said->text.phrase[i];

		if (!phrase->may_cut && phrase->width > width)
			width = phrase->width;
	}
	return width;
}
