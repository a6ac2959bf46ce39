// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "base/escape.h"
#include "unit.h"

static bool shows(const char *word, bool ascii, const char *expected)
{
	struct buf out = { 0 };
	bool same;

	buf_clear(&out);
	escape_show(&out, word, ascii);
	same = !strcmp(out.data, expected);
	if (!same)
		fprintf(tap, "# found for '%s': '%s'\n", word, out.data);
	buf_free(&out);
	return same;
}

void test_escape_valid(void)
{
	check(escape_valid("plain"));
	check(escape_valid("a\\040b\\134"));
	check(escape_valid("\\377"));
	check(!escape_valid("\\"));
	check(!escape_valid("a\\04"));
	check(!escape_valid("\\048"));
	check(!escape_valid("\\400"));
	check(!escape_valid("\\000"));
	check(!escape_valid("\\x20"));
}

void test_escape_show(void)
{
	check(shows("a\\040b", false, "a b"));
	check(shows("\\033[31m", false, "\\033[31m"));
	check(shows("\\134", false, "\\134"));
	check(shows("\\303\\244", false, "ä"));
	check(shows("\\303\\244", true, "\\303\\244"));
	check(shows("ä", true, "\\303\\244"));
	check(shows("\\303", false, "\\303"));
	check(shows("\\300\\200", false, "\\300\\200"));
	check(shows("\\355\\240\\200", false, "\\355\\240\\200"));
	check(shows("\\364\\220\\200\\200", false, "\\364\\220\\200\\200"));
	/* Right-to-left override, zero-width space, combining acute. */
	check(shows("\xe2\x80\xae", false, "\\342\\200\\256"));
	check(shows("\\342\\200\\213", false, "\\342\\200\\213"));
	check(shows("e\xcc\x81", false, "e\\314\\201"));
	check(shows("\xc2\x9b", false, "\\302\\233"));
	check(shows("\xef\xbb\xbf", false, "\\357\\273\\277"));
}

static bool shortens(const char *string, size_t width, const char *expected)
{
	struct buf out = { 0 };
	size_t columns = text_shorten(&out, string, width, "…");
	bool same = !strcmp(out.data, expected) && columns <= width &&
		    columns == text_width(expected);

	if (!same)
		fprintf(tap, "# '%s' to %zu is '%s'\n", string, width,
			out.data);
	buf_free(&out);
	return same;
}

void test_shorten(void)
{
	check(text_width("アク") == 4);
	check(shortens("abcdef", 6, "abcdef"));
	check(shortens("abcdefg", 6, "ab…efg"));
	check(shortens("abcdefg", 5, "ab…fg"));
	check(shortens("abc", 1, "a"));
	check(shortens("abc", 2, "…c"));
	/* A wide character is never halved. */
	check(shortens("アクセス", 6, "ア…ス"));
	check(shortens("アクセス", 4, "…ス"));
}
