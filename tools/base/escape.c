// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "base/escape.h"
#include "base/utf8.h"

/* Printable ASCII is what it is, one column wide, in every locale. */
static bool is_ascii(char c)
{
	return c >= ' ' && c < 0x7f;
}

static bool is_octal(char c)
{
	return c >= '0' && c <= '7';
}

static bool is_escape(const char *s)
{
	return s[1] >= '0' && s[1] <= '3' && is_octal(s[2]) && is_octal(s[3]) &&
	       memcmp(s + 1, "000", 3);
}

bool escape_valid(const char *word)
{
	for (; *word; word++)
		if (*word == '\\' && !is_escape(word))
			return false;
	return true;
}

static void decode(struct buf *raw, const char *word)
{
	while (*word) {
		char c = *word;

		if (c == '\\') {
			c = (word[1] & 7) << 6 | (word[2] & 7) << 3 |
			    (word[3] & 7);
			word += 3;
		}
		buf_put(raw, c);
		word++;
	}
}

static void show(struct buf *out, const char *s, size_t n, bool ascii)
{
	for (size_t i = 0, len; i < n; i += len) {
		uint32_t c = 0;
		bool safe;

		len = utf8_decode(s + i, n - i, &c);
		safe = len && c != '\\' && utf8_width(c) &&
		       (!ascii || len == 1);
		if (!len)
			len = 1;
		if (safe) {
			buf_add(out, s + i, len);
			continue;
		}
		for (size_t j = i; j < i + len; j++)
			buf_printf(out, "\\%03o", (unsigned char)s[j]);
	}
}

/* Most words are plain to the end, and nothing is allocated for these. */
void escape_show(struct buf *out, const char *word, bool ascii)
{
	struct buf raw = { 0 };
	size_t plain = 0;

	while (is_ascii(word[plain]) && word[plain] != '\\')
		plain++;
	buf_add(out, word, plain);
	if (!word[plain])
		return;
	decode(&raw, word + plain);
	show(out, raw.data, raw.len, ascii);
	buf_free(&raw);
}

/*
 * Bytes and columns of the character at @s; both are 1 where it is no UTF-8.
 * The NUL at a string's end is no part of a sequence, so no byte after it is
 * read.
 */
static size_t step(const char *s, size_t *columns)
{
	uint32_t c = 0;
	size_t len;

	if (is_ascii(*s)) {
		*columns = 1;
		return 1;
	}
	len = utf8_decode(s, 4, &c);
	*columns = len ? utf8_width(c) : 1;
	return len ? len : 1;
}

size_t text_width(const char *string)
{
	size_t width = 0;
	size_t columns;

	for (; *string; width += columns)
		string += step(string, &columns);
	return width;
}

/* The longest beginning that fits: its bytes; @width is what it leaves over. */
static size_t head_length(const char *string, size_t *width)
{
	const char *s = string;
	size_t columns;

	while (*s) {
		size_t len = step(s, &columns);

		if (columns > *width)
			break;
		*width -= columns;
		s += len;
	}
	return s - string;
}

/* The longest end that fits. */
static const char *tail(const char *string, size_t total, size_t width)
{
	size_t columns;

	while (total > width) {
		string += step(string, &columns);
		total -= columns;
	}
	return string;
}

size_t text_shorten(struct buf *out, const char *string, size_t width,
		    const char *ellipsis)
{
	size_t total = text_width(string);
	size_t dots = text_width(ellipsis);
	size_t start = out->len;
	size_t head;

	if (total <= width) {
		buf_puts(out, string);
		return total;
	}
	head = width > dots ? (width - dots) / 2 : width;
	width -= head;
	buf_add(out, string, head_length(string, &head));
	if (width) {
		buf_puts(out, ellipsis);
		buf_puts(out, tail(string, total, width - dots + head));
	}
	return text_width(out->data + start);
}
