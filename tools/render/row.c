// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "base/escape.h"
#include "render/row.h"

#define STYLE_OFF "\033[0m"

static void set_style(struct row *row, enum style style)
{
	if (!row->term->colour || style == row->style)
		return;
	if (*style_on(row->style))
		buf_puts(&row->text, STYLE_OFF);
	buf_puts(&row->text, style_on(style));
	row->style = style;
}

void row_blanks(struct row *row, size_t columns)
{
	row->blanks += columns;
}

/* The blanks and the style that are due before what comes next. */
static void begin(struct row *row, enum style style)
{
	if (row->blanks) {
		set_style(row, STYLE_PLAIN);
		buf_fill(&row->text, ' ', row->blanks);
		row->blanks = 0;
	}
	set_style(row, style);
}

void row_text(struct row *row, enum style style, const char *text)
{
	begin(row, style);
	buf_puts(&row->text, text);
}

void row_lines(struct row *row, enum style style, unsigned int directions,
	       size_t n)
{
	const struct symbols *symbols = row->term->symbols;
	size_t len = symbols->line_len;
	char *to;

	if (!directions) {
		row_blanks(row, n);
		return;
	}
	begin(row, style);
	to = buf_reserve(&row->text, n * SYMBOL_SIZE);
	/* The bytes after each are overwritten by the next: one move a cell. */
	for (size_t i = 0; i < n; i++)
		memcpy(to + i * len, symbols->line[directions],
		       SYMBOL_SIZE);
	row->text.len += n * len;
}

void row_line(struct row *row, enum style style, unsigned int directions)
{
	row_lines(row, style, directions, 1);
}

void row_phrases(struct row *row, const struct phrases *phrases, size_t i,
		 size_t end, size_t width)
{
	const char *ellipsis = row->term->symbols->ellipsis;

	for (size_t first = i; i < end && width; i++) {
		const struct phrase *phrase = &phrases->phrase[i];
		const char *text = phrase_text(phrases, i);
		size_t gap = i > first ? phrase->gap : 0;
		size_t columns = phrase->width;

		if (gap >= width)
			break;
		row_blanks(row, gap);
		width -= gap;
		if (columns > width) {
			buf_clear(&row->shown);
			columns = text_shorten(&row->shown, text, width,
					       ellipsis);
			text = row->shown.data;
		}
		row_text(row, phrase->style, text);
		width -= columns;
	}
	row_blanks(row, width);
}

void row_print(struct row *row)
{
	set_style(row, STYLE_PLAIN);
	buf_put(&row->text, '\n');
	fwrite(row->text.data, 1, row->text.len, row->out);
	buf_clear(&row->text);
	row->blanks = 0;
}

void row_free(struct row *row)
{
	buf_free(&row->text);
	buf_free(&row->shown);
}
