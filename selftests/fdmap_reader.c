// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bytes to lines, lines to tables, tables to records.  What a record has to
 * agree with beyond its own row is in fdmap_check.c.
 */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fdmap_check.h"
#include "fdmap_format.h"
#include "fdmap_reader.h"
#include "fdmap_values.h"

#define MAX_VALUES 32

char fdmap_error[512];

/* Say what is wrong with the line just taken; always false. */
static bool __attribute__((format(printf, 2, 3)))
refuse(const struct fdmap_text *text, const char *format, ...)
{
	int n = snprintf(fdmap_error, sizeof(fdmap_error),
			 "line %lu: ", text->line);
	va_list args;

	va_start(args, format);
	vsnprintf(fdmap_error + n, sizeof(fdmap_error) - n, format, args);
	va_end(args);
	return false;
}

/* What a text is nearly all made of; it may be large. */
static bool is_plain(char c)
{
	return (c >= ' ' && c < 0x7f) || c == '\n';
}

int fdmap_text_init(struct fdmap_text *text, char *bytes, size_t length)
{
	size_t n;
	char *at;

	*text = (struct fdmap_text){ bytes, bytes + length, 0 };
	fdmap_error[0] = 0;
	for (at = bytes; at < text->end; at += n) {
		n = 1;
		if (is_plain(*at))
			continue;
		n = fdmap_utf8_length(at, text->end - at);
		if (fdmap_must_escape(at, n)) {
			snprintf(fdmap_error, sizeof(fdmap_error),
				 "byte %zu: 0x%02x is not escaped",
				 (size_t)(at - bytes), (unsigned char)*at);
			return -1;
		}
	}
	if (length && bytes[length - 1] == '\n')
		return 0;
	snprintf(fdmap_error, sizeof(fdmap_error),
		 length ? "the last line has no end" : "the text is empty");
	return -1;
}

/* The next line, its end cut off; NULL at the end of the text. */
static char *take_line(struct fdmap_text *text)
{
	char *line = text->at, *end;

	if (line == text->end)
		return NULL;
	end = memchr(line, '\n', text->end - line);
	*end = 0;
	text->at = end + 1;
	text->line++;
	return line;
}

/* Cut a line at its blanks; the number of values, MAX_VALUES + 1 if more. */
static size_t split(char *line, char **values)
{
	size_t n = 0;
	char *value;

	while ((value = strsep(&line, " "))) {
		if (!*value)
			continue;
		if (n == MAX_VALUES)
			return MAX_VALUES + 1;
		values[n++] = value;
	}
	return n;
}

/* Every name at most once, and each one that is not optional once. */
static bool check_names(const struct fdmap_text *text,
			const struct table_format *format,
			char *const *names, size_t n, size_t step)
{
	const struct column *column;
	size_t i, j, seen;

	for (i = 0; i < n; i += step)
		for (j = i + step; j < n; j += step)
			if (!strcmp(names[i], names[j]))
				return refuse(text, "'%s' is there twice",
					      names[i]);
	for (i = 0; i < format->n_columns; i++) {
		column = &format->columns[i];
		for (j = seen = 0; j < n; j += step)
			seen += !strcmp(column->name, names[j]);
		if (!seen && !column->optional)
			return refuse(text, "'%s' is missing", column->name);
	}
	return true;
}

static bool parse_first_line(struct fdmap_text *text, char *line,
			     struct fdmap_document *document)
{
	const struct table_format *keys = &fdmap_first_line;
	const struct column *key;
	char *values[MAX_VALUES];
	size_t n = split(line, values), i;

	if (n < 2 || n > MAX_VALUES || n % 2 || strcmp(values[0], "fdmap") ||
	    strcmp(values[1], "1"))
		return refuse(text, "not 'fdmap 1' and keys with values");
	if (!check_names(text, keys, values + 2, n - 2, 2))
		return false;
	for (i = 2; i < n; i += 2) {
		key = fdmap_find_column(keys, values[i]);
		if (key && !fdmap_parse_column(key, values[i + 1], document))
			return refuse(text, "bad %s '%s'", key->name,
				      values[i + 1]);
	}
	line = take_line(text);
	return line && !*line ? true : refuse(text, "no blank line");
}

static bool parse_row(struct fdmap_text *text, char *line, char *row,
		      const struct column *const *columns, size_t n_columns)
{
	char *values[MAX_VALUES];
	size_t i;

	if (split(line, values) != n_columns)
		return refuse(text, "not %zu values", n_columns);
	for (i = 0; i < n_columns; i++)
		if (columns[i] &&
		    !fdmap_parse_column(columns[i], values[i], row))
			return refuse(text, "bad %s '%s'", columns[i]->name,
				      values[i]);
	return true;
}

/* A zeroed row more. */
static char *add_row(struct fdmap_rows *rows, size_t size)
{
	size_t n = rows->count++;

	if (!(n & (n - 1)))
		rows->rows = reallocarray(rows->rows, n ? 2 * n : 1, size);
	return memset((char *)rows->rows + n * size, 0, size);
}

static bool parse_rows(struct fdmap_text *text,
		       const struct table_format *format,
		       struct fdmap_rows *rows)
{
	const struct column *columns[MAX_VALUES];
	char *names[MAX_VALUES], *line = take_line(text);
	size_t n = line ? split(line, names) : 0, i;

	if (!n || n > MAX_VALUES)
		return refuse(text, "no header row");
	if (!check_names(text, format, names, n, 1))
		return false;
	for (i = 0; i < n; i++)
		columns[i] = fdmap_find_column(format, names[i]);
	while ((line = take_line(text)) && *line)
		if (!parse_row(text, line, add_row(rows, format->row_size),
			       columns, n))
			return false;
	if (!line)
		return refuse(text, "the table has no end");
	return rows->count ? true : refuse(text, "the table is empty");
}

static bool parse_table(struct fdmap_text *text, char *name,
			struct fdmap_document *document)
{
	const struct table_format *format = fdmap_find_format(name);
	struct fdmap_rows skipped = { 0 }, *rows = &skipped;
	bool good;

	if (name[0] != '[' || name[strcspn(name, "] ")] != ']')
		return refuse(text, "no table's name: '%s'", name);
	if (format->name)
		rows = fdmap_rows(document, format);
	if (rows->count)
		return refuse(text, "a second %s", name);
	good = parse_rows(text, format, rows);
	free(skipped.rows);
	return good;
}

struct fdmap_document *fdmap_next(struct fdmap_text *text)
{
	struct fdmap_document *document;
	char *line = take_line(text);
	bool good;

	fdmap_error[0] = 0;
	if (!line)
		return NULL;
	document = calloc(1, sizeof(*document));
	good = parse_first_line(text, line, document);
	while (good && text->at < text->end && *text->at == '[')
		good = parse_table(text, take_line(text), document);
	if (good && fdmap_check(document))
		return document;
	if (good)
		refuse(text, "%s", fdmap_check_error);
	fdmap_free(document);
	return NULL;
}

struct fdmap_document *fdmap_parse(char *bytes, size_t length)
{
	struct fdmap_document *document;
	struct fdmap_text text;

	if (fdmap_text_init(&text, bytes, length))
		return NULL;
	document = fdmap_next(&text);
	if (!document || text.at == text.end)
		return document;
	refuse(&text, "more than one document");
	fdmap_free(document);
	return NULL;
}

bool fdmap_keeps_rules(char *bytes, size_t length)
{
	struct fdmap_document *document;
	struct fdmap_text text;

	if (fdmap_text_init(&text, bytes, length))
		return false;
	while ((document = fdmap_next(&text)))
		fdmap_free(document);
	return !*fdmap_error;
}

void fdmap_free(struct fdmap_document *document)
{
	size_t i;

	if (!document)
		return;
	for (i = 0; i < fdmap_n_formats; i++)
		free(fdmap_rows(document, &fdmap_formats[i])->rows);
	free(document);
}
