// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "escape.h"
#include "phrases.h"

void phrases_clear(struct phrases *phrases)
{
	buf_clear(&phrases->text);
	phrases->n = 0;
}

void phrases_free(struct phrases *phrases)
{
	buf_free(&phrases->text);
	free(phrases->phrase);
	*phrases = (struct phrases){ 0 };
}

struct buf *phrase_begin(struct phrases *phrases, enum style style)
{
	phrases->phrase = array_grow(phrases->phrase, phrases->n,
				     &phrases->alloc, sizeof(struct phrase));
	phrases->phrase[phrases->n] = (struct phrase){
		.at = phrases->text.len, .gap = PHRASE_GAP, .style = style
	};
	return &phrases->text;
}

void phrase_end(struct phrases *phrases)
{
	struct phrase *phrase = &phrases->phrase[phrases->n];

	if (phrases->text.len == phrase->at)
		return;
	phrase->width = text_width(phrases->text.data + phrase->at);
	buf_add(&phrases->text, "", 1);
	phrases->n++;
}

static void add(struct phrases *phrases, enum style style, size_t gap,
		const char *format, va_list args)
{
	struct buf *text = phrase_begin(phrases, style);

	phrases->phrase[phrases->n].gap = gap;
	buf_vprintf(text, format, args);
	phrase_end(phrases);
}

void phrase_add(struct phrases *phrases, enum style style, const char *format,
		...)
{
	va_list args;

	va_start(args, format);
	add(phrases, style, PHRASE_GAP, format, args);
	va_end(args);
}

void phrase_word(struct phrases *phrases, enum style style, const char *format,
		 ...)
{
	va_list args;

	va_start(args, format);
	add(phrases, style, 1, format, args);
	va_end(args);
}

void phrase_words(struct phrases *phrases, enum style style,
		  const char *format, ...)
{
	struct buf text = { 0 };
	char *rest, *word;
	va_list args;

	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	rest = text.data;
	for (size_t first = phrases->n; (word = strsep(&rest, " "));) {
		phrase_word(phrases, style, "%s", word);
		phrases->phrase[first].gap = PHRASE_GAP;
	}
	buf_free(&text);
}

const char *phrase_text(const struct phrases *phrases, size_t i)
{
	return phrases->text.data + phrases->phrase[i].at;
}

size_t phrases_flow(const struct phrases *phrases, size_t i, size_t width)
{
	size_t used = phrases->phrase[i].width;

	for (i++; i < phrases->n; i++) {
		const struct phrase *phrase = &phrases->phrase[i];

		used += phrase->gap + phrase->width;
		if (phrase->new_line || used > width)
			break;
	}
	return i;
}

size_t phrases_lines(const struct phrases *phrases, size_t width)
{
	size_t n = 0;

	for (size_t i = 0; i < phrases->n; n++)
		i = phrases_flow(phrases, i, width);
	return n;
}
