// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names and their escapes.  A name is accepted only in the one form that the
 * ABI page gives it: what need not be escaped must not be.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fdmap_reader.h"
#include "fdmap_values.h"

/* Lead bytes with what may follow; RFC 3629, section 4, made into a table. */
static const struct lead {
	unsigned char first, last;	/* range of the lead byte */
	unsigned char length;
	unsigned char low, high;	/* range of the second byte */
} leads[] = {
	{ 0x00, 0x7f, 1, 0x00, 0xff },
	{ 0xc2, 0xdf, 2, 0x80, 0xbf },
	{ 0xe0, 0xe0, 3, 0xa0, 0xbf },
	{ 0xe1, 0xec, 3, 0x80, 0xbf },
	{ 0xed, 0xed, 3, 0x80, 0x9f },
	{ 0xee, 0xef, 3, 0x80, 0xbf },
	{ 0xf0, 0xf0, 4, 0x90, 0xbf },
	{ 0xf1, 0xf3, 4, 0x80, 0xbf },
	{ 0xf4, 0xf4, 4, 0x80, 0x8f },
};

/* Characters that are valid and yet written as escapes, first to last. */
static const struct range {
	uint32_t first, last;
} escaped[] = {
	{ 0x0000, 0x0020 },	/* control characters and the blank */
	{ '\\', '\\' },
	{ 0x007f, 0x009f },	/* DEL and the C1 controls */
	{ 0x00a0, 0x00a0 },	/* no-break space */
	{ 0x061c, 0x061c },	/* Arabic letter mark */
	{ 0x1680, 0x1680 },	/* Ogham space mark */
	{ 0x2000, 0x200a },	/* en quad to hair space */
	{ 0x200b, 0x200b },	/* zero width space */
	{ 0x200e, 0x200f },	/* left-to-right and right-to-left mark */
	{ 0x2028, 0x2029 },	/* line and paragraph separator */
	{ 0x202a, 0x202e },	/* embeddings and overrides of direction */
	{ 0x202f, 0x202f },	/* narrow no-break space */
	{ 0x205f, 0x205f },	/* medium mathematical space */
	{ 0x2060, 0x2065 },	/* word joiner, invisible operators */
	{ 0x2066, 0x2069 },	/* isolates of direction */
	{ 0x3000, 0x3000 },	/* ideographic space */
	{ 0xfeff, 0xfeff },	/* zero width no-break space */
};

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

static const struct lead *lead_of(unsigned char byte)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(leads); i++)
		if (byte >= leads[i].first && byte <= leads[i].last)
			return &leads[i];
	return NULL;
}

size_t fdmap_utf8_length(const char *s, size_t left)
{
	const unsigned char *u = (const unsigned char *)s;
	const struct lead *lead = left ? lead_of(u[0]) : NULL;
	size_t i;

	if (!lead || lead->length > left)
		return 0;
	if (lead->length > 1 && (u[1] < lead->low || u[1] > lead->high))
		return 0;
	for (i = 2; i < lead->length; i++)
		if ((u[i] & 0xc0) != 0x80)
			return 0;
	return lead->length;
}

static uint32_t code_point(const char *s, size_t length)
{
	static const unsigned char masks[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	uint32_t code = (unsigned char)s[0] & masks[length];
	size_t i;

	for (i = 1; i < length; i++)
		code = code << 6 | ((unsigned char)s[i] & 0x3f);
	return code;
}

bool fdmap_must_escape(const char *s, size_t length)
{
	uint32_t code;
	size_t i;

	if (!length)
		return true;
	code = code_point(s, length);
	for (i = 0; i < ARRAY_SIZE(escaped); i++)
		if (code >= escaped[i].first && code <= escaped[i].last)
			return true;
	return false;
}

/* One octal escape to its byte; false unless it is \ and digits up to \377. */
static bool unescape_one(const char *s, unsigned char *byte)
{
	if (s[1] < '0' || s[1] > '3' || s[2] < '0' || s[2] > '7' ||
	    s[3] < '0' || s[3] > '7')
		return false;
	*byte = (s[1] - '0') << 6 | (s[2] - '0') << 3 | (s[3] - '0');
	return *byte != 0;
}

static char *unescape(const char *value)
{
	char *bytes = malloc(strlen(value) + 1), *out = bytes;
	unsigned char byte;

	while (*value) {
		if (*value != '\\') {
			*out++ = *value++;
			continue;
		}
		if (!unescape_one(value, &byte)) {
			free(bytes);
			return NULL;
		}
		*out++ = byte;
		value += 4;
	}
	*out = 0;
	return bytes;
}

/* The ABI page's form of @bytes; a name must not look like an error marker. */
static char *escape(const char *bytes, bool is_name)
{
	char *value = malloc(4 * strlen(bytes) + 1), *out = value;
	size_t left = strlen(bytes), length, n;
	bool first = (is_name && bytes[0] == '!') || !strcmp(bytes, "-");

	for (; left; bytes += n, left -= n, first = false) {
		length = fdmap_utf8_length(bytes, left);
		n = length ? length : 1;
		if (first || fdmap_must_escape(bytes, length))
			for (length = 0; length < n; length++)
				out += sprintf(out, "\\%03o",
					       (unsigned char)bytes[length]);
		else
			out = mempcpy(out, bytes, n);
	}
	*out = 0;
	return value;
}

static bool is_error_name(const char *s)
{
	return s[0] == 'E' && s[1] &&
	       !s[strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")];
}

static bool parse_escaped(char *value, struct fdmap_name *name, bool is_name)
{
	char *bytes, *again;
	bool same;

	*name = (struct fdmap_name){ .bytes = value + strlen(value) };
	if (!strcmp(value, "-"))
		return true;
	bytes = unescape(value);
	if (!bytes)
		return false;
	again = escape(bytes, is_name);
	same = !strcmp(again, value);
	name->bytes = strcpy(value, bytes);
	free(bytes);
	free(again);
	return same;
}

bool fdmap_value_string(char *value, void *field)
{
	return parse_escaped(value, field, false);
}

bool fdmap_value_name(char *value, void *field)
{
	struct fdmap_name *name = field;

	if (value[0] != '!')
		return parse_escaped(value, name, true);
	name->bytes = value + strlen(value);
	name->error = value + 1;
	return is_error_name(name->error);
}

bool fdmap_value_error(char *value, void *field)
{
	*(char **)field = value;
	return is_error_name(value);
}
