// SPDX-License-Identifier: GPL-2.0-only
/*
 * The escapes of the text format: see Documentation/ABI/text-format.md.
 */
#include <linux/kernel.h>
#include <linux/seq_file.h>
#include <linux/string.h>

#include "escape.h"

/**
 * struct fdmap_range - code points
 * @first:	first one
 * @last:	last one
 */
struct fdmap_range {
	u32 first;
	u32 last;
};

/*
 * Past ASCII: what controls terminals, breaks lines, turns text around, or
 * looks like a blank or like nothing.
 */
static const struct fdmap_range fdmap_unsafe[] = {
	{ 0x0080, 0x00a0 },	/* C1 controls, no-break space */
	{ 0x061c, 0x061c },	/* Arabic letter mark */
	{ 0x1680, 0x1680 },	/* Ogham space */
	{ 0x2000, 0x200b },	/* spaces of many widths, and of none */
	{ 0x200e, 0x200f },	/* left-to-right and right-to-left marks */
	{ 0x2028, 0x202f },	/* separators, embeddings, overrides, space */
	{ 0x205f, 0x2069 },	/* space, invisible operators, isolates */
	{ 0x3000, 0x3000 },	/* ideographic space */
	{ 0xfeff, 0xfeff },	/* zero width no-break space */
};

static bool fdmap_code_is_safe(u32 code)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(fdmap_unsafe); i++) {
		if (code >= fdmap_unsafe[i].first &&
		    code <= fdmap_unsafe[i].last)
			return false;
	}
	return true;
}

/* Bytes of the UTF-8 sequence that a lead byte announces, 0 if it is none. */
static size_t fdmap_utf8_length(u8 lead)
{
	if (lead >= 0xc2 && lead <= 0xdf)
		return 2;
	if (lead >= 0xe0 && lead <= 0xef)
		return 3;
	if (lead >= 0xf0 && lead <= 0xf4)
		return 4;
	return 0;
}

/* Whether a sequence of that length may hold that code (RFC 3629). */
static bool fdmap_utf8_code_is_valid(u32 code, size_t length)
{
	static const u32 least[] = { 0, 0, 0x80, 0x800, 0x10000 };

	return code >= least[length] && code <= 0x10ffff &&
	       (code < 0xd800 || code > 0xdfff);
}

/* Bytes of the valid and safe sequence that @s begins with, 0 for none. */
static size_t fdmap_utf8_safe(const u8 *s)
{
	size_t length = fdmap_utf8_length(s[0]);
	u32 code = s[0] & (0x7f >> length);
	size_t i;

	for (i = 1; i < length; i++) {
		if ((s[i] & 0xc0) != 0x80)	/* the final NUL ends here */
			return 0;
		code = code << 6 | (s[i] & 0x3f);
	}
	if (!length || !fdmap_utf8_code_is_valid(code, length) ||
	    !fdmap_code_is_safe(code))
		return 0;
	return length;
}

/* Bytes at @s that are written as they are. */
static size_t fdmap_escape_span(const u8 *s)
{
	const u8 *start = s;
	size_t length;

	for (;;) {
		while (*s > ' ' && *s < 0x7f && *s != '\\')
			s++;
		length = fdmap_utf8_safe(s);
		if (!length)
			return s - start;
		s += length;
	}
}

/* Whether the first byte would be taken for something else. */
static bool fdmap_escape_first(const char *s, char reserved)
{
	return !strcmp(s, "-") || (reserved && s[0] == reserved);
}

static void fdmap_escape_byte(struct seq_file *m, u8 byte)
{
	char octal[4] = {
		'\\', '0' + (byte >> 6), '0' + (byte >> 3 & 7), '0' + (byte & 7)
	};

	seq_write(m, octal, sizeof(octal));
}

/**
 * fdmap_escape_width() - bytes that fdmap_escape_put() will write
 * @string:	string
 * @reserved:	as there
 *
 * Context: any.
 */
size_t fdmap_escape_width(const char *string, char reserved)
{
	bool first = fdmap_escape_first(string, reserved);
	const char *s = string + first;
	size_t width = first ? 4 : 0;

	if (!*string)
		return 1;
	while (*s) {
		size_t span = fdmap_escape_span(s);

		width += span;
		s += span;
		if (*s) {
			width += 4;
			s++;
		}
	}
	return width;
}

/**
 * fdmap_escape_put() - write a string as one value
 * @m:		where to
 * @string:	string; an empty one is written as no value
 * @reserved:	a first byte that has a meaning in this column and is escaped
 *		therefore, or 0
 *
 * Context: that of @m.
 */
void fdmap_escape_put(struct seq_file *m, const char *string, char reserved)
{
	const char *s = string;

	if (!*s) {
		seq_putc(m, '-');
		return;
	}
	if (fdmap_escape_first(s, reserved))
		fdmap_escape_byte(m, *s++);
	while (*s) {
		size_t span = fdmap_escape_span(s);

		seq_write(m, s, span);
		s += span;
		if (*s)
			fdmap_escape_byte(m, *s++);
	}
}
