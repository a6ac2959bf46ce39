// SPDX-License-Identifier: GPL-2.0-only
#define _XOPEN_SOURCE 700
#include <wchar.h>

#include "base/utf8.h"

struct range {
	uint32_t first;
	uint32_t last;
};

/*
 * Characters that C libraries give a width to, yet that show as nothing or as
 * a blank, or that change the direction of text (Unicode's property
 * Default_Ignorable_Code_Point, and the separators of lines).
 */
static const struct range deceptive[] = {
	{ 0x0080, 0x00a0 }, { 0x00ad, 0x00ad }, { 0x034f, 0x034f },
	{ 0x061c, 0x061c }, { 0x115f, 0x1160 }, { 0x17b4, 0x17b5 },
	{ 0x180b, 0x180f }, { 0x2000, 0x200f }, { 0x2028, 0x202f },
	{ 0x205f, 0x206f }, { 0x2800, 0x2800 }, { 0x3000, 0x3000 },
	{ 0x3164, 0x3164 }, { 0xe000, 0xf8ff }, { 0xfe00, 0xfe0f },
	{ 0xfeff, 0xfeff }, { 0xffa0, 0xffa0 }, { 0xfff0, 0xfffb },
	{ 0xe0000, 0x10ffff },
};

/* The least character that needs a sequence of this many bytes. */
static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };

static size_t sequence_length(unsigned char c)
{
	if (c < 0x80)
		return 1;
	if (c < 0xc2)
		return 0;
	if (c < 0xe0)
		return 2;
	return c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;
}

size_t utf8_decode(const char *s, size_t n, uint32_t *c)
{
	size_t len = sequence_length(*s);

	if (!len || len > n)
		return 0;
	*c = len == 1 ? (unsigned char)*s : *s & (0x7f >> len);
	for (size_t i = 1; i < len; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		*c = *c << 6 | (s[i] & 0x3f);
	}
	if (*c < least[len] || (*c >= 0xd800 && *c < 0xe000) || *c > 0x10ffff)
		return 0;
	return len;
}

unsigned int utf8_width(uint32_t c)
{
	int width;

	if (c < 0x80)
		return c >= ' ' && c != 0x7f;
	for (size_t i = 0; i < sizeof(deceptive) / sizeof(*deceptive); i++)
		if (c >= deceptive[i].first && c <= deceptive[i].last)
			return 0;
	width = wcwidth(c);
	return width > 0 ? width : 0;
}
