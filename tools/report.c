// SPDX-License-Identifier: GPL-2.0-only
#include <stdarg.h>
#include <stdio.h>

#include "report.h"

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

void report_at(const char *source, unsigned long line, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fprintf(stderr, "fdmap: %s:%lu: ", source, line);
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
