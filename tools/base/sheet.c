// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/sheet.h"

const struct format sheet_formats[] = {
	{ "table", "rows of columns" },
	{ "json", "an array of objects" },
	{ 0 }
};

void sheet_init(struct sheet *sheet, const char *name,
		const struct sheet_column *columns, size_t n_columns,
		const char *format, bool ascii, FILE *out)
{
	*sheet = (struct sheet){
		.columns = columns,
		.n_columns = n_columns,
		.width = array_make(n_columns, sizeof(*sheet->width)),
		.json = !strcmp(format, "json"),
		.ascii = ascii,
		.out = out,
	};
	if (sheet->json)
		fprintf(out, "{\n   \"%s\": [\n", name);
	for (size_t i = 0; i < n_columns; i++)
		sheet->width[i] = strlen(columns[i].name);
}

/* RFC 8259, section 7. */
static void put_quoted(FILE *out, const char *value)
{
	putc('"', out);
	for (; *value; value++) {
		if (*value == '"' || *value == '\\')
			putc('\\', out);
		putc(*value, out);
	}
	putc('"', out);
}

/* A key of JSON is its heading in lower case. */
static void put_key(FILE *out, const char *name)
{
	fputs("         \"", out);
	for (; *name; name++)
		putc(tolower((unsigned char)*name), out);
	fputs("\": ", out);
}

/* No number is null. */
static void print_member(struct sheet *sheet, size_t i)
{
	const struct sheet_column *column = &sheet->columns[i];
	const char *value = sheet->value.data;

	if (!i)
		fputs(sheet->n ? ",{\n" : "      {\n", sheet->out);
	put_key(sheet->out, column->name);
	if (!column->number)
		put_quoted(sheet->out, value);
	else
		fputs(strcmp(value, "-") ? value : "null", sheet->out);
	fputs(i + 1 < sheet->n_columns ? ",\n" : "\n      }", sheet->out);
}

/* Columns of a terminal; most values are ASCII. */
static size_t width_of(const char *value)
{
	size_t n = 0;

	while (value[n] && (unsigned char)value[n] < 0x80)
		n++;
	return value[n] ? text_width(value) : n;
}

static void keep(struct sheet *sheet, size_t i)
{
	size_t width = width_of(sheet->value.data);

	if (width > sheet->width[i])
		sheet->width[i] = width;
	buf_add(&sheet->values, sheet->value.data, sheet->value.len + 1);
}

void sheet_add(struct sheet *sheet, const void *row)
{
	for (size_t i = 0; i < sheet->n_columns; i++) {
		buf_clear(&sheet->value);
		sheet->columns[i].put(sheet, row);
		if (sheet->json)
			print_member(sheet, i);
		else
			keep(sheet, i);
	}
	sheet->n++;
}

void sheet_help(struct buf *to, const struct sheet_column *columns,
		size_t n_columns)
{
	buf_puts(to, "The columns are:\n");
	for (size_t i = 0; i < n_columns; i++)
		buf_printf(to, "  %-6s %s\n", columns[i].name,
			   columns[i].help);
}

/* Whether a value shows as it is: printable ASCII, and no escape. */
static bool is_plain(const char *word)
{
	for (; *word; word++)
		if (*word <= ' ' || *word >= 0x7f || *word == '\\')
			return false;
	return true;
}

void sheet_word(struct sheet *sheet, const char *word)
{
	struct buf shown = { 0 };
	const char *s;

	if (!word || is_plain(word)) {
		buf_puts(&sheet->value, word ? word : "-");
		return;
	}
	escape_show(&shown, word, sheet->ascii);
	s = shown.data;
	if (*word == '\\' && (*s == '!' || !strcmp(s, "-")))
		buf_printf(&sheet->value, "\\%03o", *s++);
	for (; *s; s++)
		if (*s == ' ')
			buf_puts(&sheet->value, "\\040");
		else
			buf_add(&sheet->value, s, 1);
	buf_free(&shown);
}

/* One blank between columns, and none after the last. */
static void print_cell(struct sheet *sheet, size_t i, const char *value)
{
	bool last = i + 1 == sheet->n_columns;
	bool number = sheet->columns[i].number;
	size_t left = sheet->width[i] - width_of(value);

	buf_fill(&sheet->value, ' ', number ? left : 0);
	buf_puts(&sheet->value, value);
	if (last)
		buf_put(&sheet->value, '\n');
	else
		buf_fill(&sheet->value, ' ', (number ? 0 : left) + 1);
}

static void print_line(struct sheet *sheet)
{
	fwrite(sheet->value.data, 1, sheet->value.len, sheet->out);
	buf_clear(&sheet->value);
}

/* Nothing at all is printed of a table without rows. */
static void print_table(struct sheet *sheet)
{
	const char *value = sheet->values.data;

	buf_clear(&sheet->value);
	for (size_t i = 0; i < sheet->n_columns && sheet->n; i++)
		print_cell(sheet, i, sheet->columns[i].name);
	print_line(sheet);
	for (size_t row = 0; row < sheet->n; row++) {
		for (size_t i = 0; i < sheet->n_columns; i++) {
			print_cell(sheet, i, value);
			value += strlen(value) + 1;
		}
		print_line(sheet);
	}
}

void sheet_print(struct sheet *sheet)
{
	if (sheet->json)
		fputs("\n   ]\n}\n", sheet->out);
	else
		print_table(sheet);
	free(sheet->width);
	buf_free(&sheet->value);
	buf_free(&sheet->values);
}
