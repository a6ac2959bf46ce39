// SPDX-License-Identifier: GPL-2.0-only
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cmd/usage.h"
#include "json.h"
#include "promises.h"

/* Say what was broken, in which use, and let libFuzzer keep the text. */
static void expect(bool kept, const char *promise, const struct use *use,
		   const struct stream *stream)
{
	if (kept)
		return;
	dprintf(STDERR_FILENO, "broken: %s\nin:", promise);
	for (size_t i = 0; use->arguments[i]; i++)
		dprintf(STDERR_FILENO, " %s", use->arguments[i]);
	dprintf(STDERR_FILENO, "\n%s\n", stream->data);
	abort();
}

static bool has_argument(const struct use *use, const char *argument)
{
	for (size_t i = 0; use->arguments[i]; i++)
		if (!strcmp(use->arguments[i], argument))
			return true;
	return false;
}

/*
 * The columns of a line of @len bytes; -1 if a terminal might do more with it
 * than show it. Of the control characters, only a tab at its start is used, by
 * dot, and colours, whose sequences take no column.
 */
static long line_width(const char *line, size_t len, bool colour)
{
	long width = 0;
	uint32_t c = 0;

	for (size_t i = 0, n; i < len; i += n) {
		n = utf8_decode(line + i, len - i, &c);
		if (!n)
			return -1;
		if (c == '\033' && colour) {
			n += strcspn(line + i, "m");
			continue;
		}
		if (c == '\t' && strspn(line, "\t") > i)
			continue;
		if (!utf8_width(c))
			return -1;
		width += utf8_width(c);
	}
	return width;
}

static size_t count_words(const char *line, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += line[i] != ' ' && (!i || line[i - 1] == ' ');
	return n;
}

static bool is_ascii(const struct stream *stream)
{
	for (size_t i = 0; i < stream->len; i++)
		if ((unsigned char)stream->data[i] >= 0x80)
			return false;
	return true;
}

void promises_of_output(const struct use *use, const struct stream *out,
			long width)
{
	bool colour = has_argument(use, "--color=always");
	size_t words = 0;

	expect(!use->json || json_valid(out->data), "JSON", use, out);
	expect(!has_argument(use, "--ascii") || is_ascii(out), "ASCII alone",
	       use, out);
	for (size_t i = 0, len; i < out->len; i += len + 1) {
		const char *line = out->data + i;
		long columns;

		len = strcspn(line, "\n");
		expect(i + len < out->len, "every line has an end", use, out);
		columns = line_width(line, len, colour);
		expect(columns >= 0, "printable characters", use, out);
		expect(!use->wide || columns <= width, "the width", use, out);
		if (!words)
			words = count_words(line, len);
		expect(!use->table || count_words(line, len) == words,
		       "as many values as columns", use, out);
	}
}

/* Whatever goes wrong is told, a line for each, and nothing else is. */
void promises_of_reports(const struct use *use, const struct stream *err,
			 int status)
{
	expect(status == STATUS_OK || err->len, "no failure without a word",
	       use, err);
	expect(is_ascii(err), "reports of ASCII", use, err);
	for (size_t i = 0, len; i < err->len; i += len + 1) {
		const char *line = err->data + i;

		len = strcspn(line, "\n");
		expect(i + len < err->len, "every report has an end", use, err);
		expect(!strncmp(line, "fdmap: ", 7), "fdmap's name", use, err);
		expect(line_width(line, len, false) >= 0,
		       "reports of printable characters", use, err);
	}
}
