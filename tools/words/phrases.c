// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "words/phrases.h"

void phrases_clear(struct phrases *phrases)
{
	buf_clear(&phrases->text);
	phrases->n = 0;
	phrases->n_objects = 0;
}

void phrases_free(struct phrases *phrases)
{
	buf_free(&phrases->text);
	free(phrases->phrase);
	free(phrases->objects);
	*phrases = (struct phrases){ .book = phrases->book };
}

static void begin(struct phrases *phrases, enum style style, size_t gap,
		  size_t at)
{
	phrases->phrase = array_grow(phrases->phrase, phrases->n,
				     &phrases->alloc, sizeof(struct phrase));
	phrases->phrase[phrases->n] = (struct phrase){
		.at = at, .gap = gap, .style = style
	};
}

struct buf *phrase_begin(struct phrases *phrases, enum style style)
{
	begin(phrases, style, PHRASE_GAP, phrases->text.len);
	return &phrases->text;
}

/* The phrase that was begun ends at a NUL; nothing remains of an empty one. */
static void end(struct phrases *phrases)
{
	struct phrase *phrase = &phrases->phrase[phrases->n];

	phrase->width = text_width(phrases->text.data + phrase->at);
	phrases->n += phrases->text.data[phrase->at] != '\0';
}

void phrase_end(struct phrases *phrases)
{
	if (phrases->text.len == phrases->phrase[phrases->n].at)
		return;
	end(phrases);
	buf_put(&phrases->text, '\0');
}

const char *phrase_usual(const struct phrases *phrases, const char *usual)
{
	return book_word(phrases->book, usual);
}

static void add(struct phrases *phrases, enum style style, size_t gap,
		const char *format, va_list args)
{
	begin(phrases, style, gap, phrases->text.len);
	buf_vprintf(&phrases->text, phrase_usual(phrases, format), args);
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
	size_t first = phrases->n;
	struct buf *text = phrase_begin(phrases, style);
	size_t at = text->len;
	va_list args;
	char *blank;

	va_start(args, format);
	buf_vprintf(text, phrase_usual(phrases, format), args);
	va_end(args);
	buf_put(text, '\0');
	while ((blank = strchr(text->data + at, ' '))) {
		*blank = '\0';
		end(phrases);
		at = blank + 1 - text->data;
		begin(phrases, style, phrases->n > first ? 1 : PHRASE_GAP, at);
	}
	end(phrases);
}

void phrase_names(struct phrases *phrases, enum model_sort sort, size_t at)
{
	phrases->objects = array_grow(phrases->objects, phrases->n_objects,
				      &phrases->alloc_objects,
				      sizeof(*phrases->objects));
	phrases->objects[phrases->n_objects++] = (struct phrase_object){
		phrases->n - 1, { sort, at }
	};
}

static int compare(const void *key, const void *element)
{
	const size_t *i = key;
	const struct phrase_object *object = element;

	return *i < object->phrase ? -1 : *i > object->phrase;
}

const struct model_node *phrase_object(const struct phrases *phrases, size_t i)
{
	const struct phrase_object *found = NULL;

	if (phrases->n_objects)
		found = bsearch(&i, phrases->objects, phrases->n_objects,
				sizeof(*found), compare);
	return found ? &found->node : NULL;
}

const char *phrase_text(const struct phrases *phrases, size_t i)
{
	return phrases->text.data + phrases->phrase[i].at;
}

size_t phrases_flow(const struct phrases *phrases, size_t i, size_t end,
		    size_t width)
{
	size_t used = phrases->phrase[i].width;

	for (i++; i < end; i++) {
		const struct phrase *phrase = &phrases->phrase[i];

		used += phrase->gap + phrase->width;
		if (phrase->new_line || used > width)
			break;
	}
	return i;
}

size_t phrases_lines(const struct phrases *phrases, size_t i, size_t end,
		     size_t width)
{
	size_t n = 0;

	for (; i < end; n++)
		i = phrases_flow(phrases, i, end, width);
	return n;
}
