// SPDX-License-Identifier: GPL-2.0-only
#include <stdarg.h>
#include <stdio.h>

#include "base/report.h"

#define WORD_MAX 160

void report(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fputs("fdmap: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
}

/* A text is named by its path, which may hold anything but a NUL. */
static void put_source(const char *source)
{
	for (; *source; source++)
		if ((unsigned char)*source < ' ' || *source == 0x7f)
			fprintf(stderr, "\\%03o", *source);
		else
			fputc(*source, stderr);
}

void report_at(const char *source, unsigned long line, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fputs("fdmap: ", stderr);
	put_source(source);
	fprintf(stderr, ":%lu: ", line);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
}

const char *report_word(const char *word)
{
	static char words[2][WORD_MAX + sizeof("'\\377...'")];
	static unsigned int turn;
	char *start = words[turn++ % 2];
	char *to = start;

	*to++ = '\'';
	for (; *word && to < start + WORD_MAX; word++) {
		unsigned char c = *word;

		if (c >= ' ' && c < 0x7f)
			*to++ = c;
		else
			to += sprintf(to, "\\%03o", c);
	}
	sprintf(to, "%s'", *word ? "..." : "");
	return start;
}
