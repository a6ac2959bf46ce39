// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "base/escape.h"
#include "render/cells.h"

#define STYLE_OFF "\033[0m"

static void set_style(struct cells *row, enum style style)
{
	if (!row->term->colour || style == row->style)
		return;
	if (*style_on(row->style))
		buf_puts(&row->text, STYLE_OFF);
	buf_puts(&row->text, style_on(style));
	row->style = style;
}

void cells_blanks(struct cells *row, size_t columns)
{
	row->blanks += columns;
}

/* The blanks and the style that are due before what comes next. */
static void begin(struct cells *row, enum style style)
{
	if (row->blanks) {
		set_style(row, STYLE_PLAIN);
		buf_fill(&row->text, ' ', row->blanks);
		row->blanks = 0;
	}
	set_style(row, style);
}

void cells_text(struct cells *row, enum style style, const char *text)
{
	begin(row, style);
	buf_puts(&row->text, text);
}

void cells_lines(struct cells *row, enum style style, unsigned int directions,
		 size_t n)
{
	const struct symbols *symbols = row->term->symbols;
	size_t len = symbols->line_len;
	char *to;

	if (!directions) {
		cells_blanks(row, n);
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

void cells_line(struct cells *row, enum style style, unsigned int directions)
{
	cells_lines(row, style, directions, 1);
}

void cells_phrases(struct cells *row, const struct phrases *phrases, size_t i,
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
		cells_blanks(row, gap);
		width -= gap;
		if (columns > width) {
			buf_clear(&row->shown);
			columns = text_shorten(&row->shown, text, width,
					       ellipsis);
			text = row->shown.data;
		}
		cells_text(row, phrase->style, text);
		width -= columns;
	}
	cells_blanks(row, width);
}

void cells_print(struct cells *row)
{
	set_style(row, STYLE_PLAIN);
	buf_put(&row->text, '\n');
	fwrite(row->text.data, 1, row->text.len, row->out);
	buf_clear(&row->text);
	row->blanks = 0;
}

void cells_free(struct cells *row)
{
	buf_free(&row->text);
	buf_free(&row->shown);
}
