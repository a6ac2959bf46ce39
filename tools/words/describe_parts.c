// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "base/escape.h"
#include "words/describe_parts.h"

static void label(struct buf *to, char kind, size_t first, size_t count,
		  const struct symbols *symbols)
{
	buf_put(to, kind);
	buf_number(to, first);
	if (count == 1)
		return;
	buf_puts(to, symbols->dash);
	buf_put(to, kind);
	buf_number(to, first + count - 1);
}

void add_label(struct phrases *to, char kind, size_t first,
		      size_t count, const struct symbols *symbols)
{
	label(phrase_begin(to, STYLE_LABEL), kind, first, count, symbols);
	phrase_end(to);
}

void add_reference(struct phrases *to, char kind, size_t first,
			  size_t count, const struct symbols *symbols)
{
	struct buf *text = phrase_begin(to, STYLE_LABEL);

	buf_printf(text, "%s ", symbols->refer);
	label(text, kind, first, count, symbols);
	phrase_end(to);
	to->phrase[to->n - 1].gap = 1;
}

void add_escaped(struct phrases *to, enum style style, const char *word,
			const struct symbols *symbols)
{
	size_t n = to->n;

	escape_show(phrase_begin(to, style), word, symbols->ascii);
	phrase_end(to);
	if (to->n > n)
		to->phrase[n].may_cut = true;
}

void add_word(struct phrases *to, enum style style, const char *word,
	      const struct symbols *symbols)
{
	size_t n = to->n;

	add_escaped(to, style, word, symbols);
	if (to->n > n)
		to->phrase[n].gap = 1;
}

void add_pair(struct phrases *to, enum style style, const char *key,
	      const char *value, const struct symbols *symbols)
{
	struct buf *text = phrase_begin(to, style);

	escape_show(text, phrase_usual(to, key), symbols->ascii);
	buf_put(text, ' ');
	escape_show(text, value, symbols->ascii);
	phrase_end(to);
	to->phrase[to->n - 1].may_cut = strlen(value) > SHORT;
}
