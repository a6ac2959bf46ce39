// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <libsmartcols.h>
#include <string.h>

#include "base/escape.h"
#include "base/report.h"
#include "base/sheet.h"

const struct format sheet_formats[] = {
	{ "table", "rows of columns" },
	{ "json", "an array of objects" },
	{ 0 }
};

static void add_column(struct sheet *sheet, const struct sheet_column *column)
{
	struct libscols_column *to;

	if (sheet->error)
		return;
	to = scols_table_new_column(sheet->table, column->name, 0,
				    column->number ? SCOLS_FL_RIGHT : 0);
	if (!to)
		sheet->error = -ENOMEM;
	else if (column->number)
		sheet->error = scols_column_set_json_type(to,
							  SCOLS_JSON_NUMBER);
}

void sheet_init(struct sheet *sheet, const char *name,
		const struct sheet_column *columns, size_t n_columns,
		const char *format, bool ascii, FILE *out)
{
	*sheet = (struct sheet){
		.table = scols_new_table(),
		.columns = columns,
		.n_columns = n_columns,
		.json = !strcmp(format, "json"),
		.ascii = ascii,
	};
	buf_clear(&sheet->value);
	if (!sheet->table) {
		sheet->error = -ENOMEM;
		return;
	}
	/* On a terminal as well, a long line is better than a cut value. */
	scols_table_set_termforce(sheet->table, SCOLS_TERMFORCE_NEVER);
	scols_table_enable_json(sheet->table, sheet->json);
	sheet->error = scols_table_set_stream(sheet->table, out);
	if (!sheet->error)
		sheet->error = scols_table_set_name(sheet->table, name);
	for (size_t i = 0; i < n_columns; i++)
		add_column(sheet, &columns[i]);
}

/* In JSON no number is null. */
static void set_value(struct sheet *sheet, struct libscols_line *line, size_t i)
{
	bool null = sheet->json && sheet->columns[i].number &&
		    !strcmp(sheet->value.data, "-");

	if (!sheet->error && !null)
		sheet->error = scols_line_set_data(line, i, sheet->value.data);
}

void sheet_add(struct sheet *sheet, const void *row)
{
	struct libscols_line *line;

	if (sheet->error)
		return;
	line = scols_table_new_line(sheet->table, NULL);
	if (!line)
		sheet->error = -ENOMEM;
	for (size_t i = 0; i < sheet->n_columns && line; i++) {
		buf_clear(&sheet->value);
		sheet->columns[i].put(sheet, row);
		set_value(sheet, line, i);
	}
}

void sheet_help(struct buf *to, const struct sheet_column *columns,
		size_t n_columns)
{
	buf_puts(to, "The columns are:\n");
	for (size_t i = 0; i < n_columns; i++)
		buf_printf(to, "  %-6s %s\n", columns[i].name,
			   columns[i].help);
}

void sheet_word(struct sheet *sheet, const char *word)
{
	struct buf shown = { 0 };
	const char *s;

	if (!word)
		word = "-";
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

bool sheet_print(struct sheet *sheet)
{
	if (!sheet->error)
		sheet->error = scols_print_table(sheet->table);
	scols_unref_table(sheet->table);
	buf_free(&sheet->value);
	if (!sheet->error)
		return true;
	report("cannot print the table: %s", strerror(-sheet->error));
	return false;
}
