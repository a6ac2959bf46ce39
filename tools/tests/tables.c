// SPDX-License-Identifier: GPL-2.0-only
/* Every column of the text is kept, and shown as it was. */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "text/tables.h"
#include "unit.h"

#define PAGE "../Documentation/ABI/text-format.md"

static const struct table_desc *find_table(const char *name, size_t len)
{
	for (size_t i = 0; i < DOC_TABLES; i++)
		if (strlen(doc_tables[i].name) == len &&
		    !strncmp(doc_tables[i].name, name, len))
			return &doc_tables[i];
	return NULL;
}

static const struct column *find_column(const struct table_desc *table,
					const char *name)
{
	for (size_t i = 0; table && i < table->n_columns; i++)
		if (!strcmp(table->columns[i].name, name))
			return &table->columns[i];
	return NULL;
}

/* "| UID, GID | ..." of a table's section names two columns. */
static size_t check_columns(const struct table_desc *table, char *line)
{
	char *end = strchr(line + 2, '|');
	size_t n = 0;

	if (!end)
		return 0;
	*end = '\0';
	for (char *name = strtok(line + 2, ", "); name;
	     name = strtok(NULL, ", "), n++)
		if (!find_column(table, name)) {
			fprintf(tap, "# no column %s\n", name);
			failed = true;
		}
	return n;
}

void test_page(void)
{
	FILE *page = fopen(PAGE, "r");
	const struct table_desc *table = NULL;
	char *line = NULL;
	size_t size = 0, columns = 0;

	check(page);
	while (page && getline(&line, &size, page) > 0) {
		if (!strncmp(line, "## ", 3))
			table = strncmp(line, "## `[", 5) ? NULL :
				find_table(line + 5, strcspn(line + 5, "]"));
		else if (table && !strncmp(line, "| ", 2) &&
			 isupper((unsigned char)line[3]))
			columns += check_columns(table, line);
	}
	check(columns > 80);
	free(line);
	if (page)
		fclose(page);
}

/* The columns that a header row names, in its order; NULL for other tables. */
static size_t take_header(char *line, const struct table_desc *table,
			  const struct column **columns)
{
	size_t n = 0;

	for (char *name = strtok(line, " \n"); name; name = strtok(NULL, " \n"))
		columns[n++] = find_column(table, name);
	return n;
}

static void check_row(char *line, const struct column **columns, size_t n,
		      const void *row)
{
	char *word = strtok(line, " \n");
	struct buf shown = { 0 };

	for (size_t i = 0; i < n; i++, word = strtok(NULL, " \n")) {
		if (!columns[i])
			continue;
		buf_clear(&shown);
		row_show(&shown, columns[i], row);
		if (!word || strcmp(shown.data, word)) {
			fprintf(tap, "# %s is '%s', not '%s'\n",
				columns[i]->name, shown.data, word);
			failed = true;
		}
	}
	buf_free(&shown);
}

/* The sample line by line, beside the records that it was parsed to. */
static void compare(FILE *lines, const struct docs *docs)
{
	const struct column *columns[64];
	const struct table_desc *table = NULL;
	size_t doc = (size_t)-1, n = 0, row = 0, size = 0;
	char *line = NULL;

	while (getline(&line, &size, lines) > 0) {
		if (!strncmp(line, "fdmap ", 6)) {
			doc++;
		} else if (*line == '\n') {
			table = NULL;
		} else if (*line == '[') {
			table = find_table(line + 1, strcspn(line + 1, "]"));
			n = 0;
			row = 0;
		} else if (table && !n) {
			n = take_header(line, table, columns);
		} else if (table) {
			check(row < docs->doc[doc].rows[table - doc_tables].n);
			check_row(line, columns, n,
				  table_row(&docs->doc[doc],
					    table - doc_tables, row++));
		}
	}
	check(doc + 1 == docs->n);
	free(line);
}

void test_shown(void)
{
	struct text text = { .name = "text", .len = sample.len };
	FILE *lines = fmemopen(sample.data, sample.len, "r");
	struct docs docs = { 0 };

	text.data = malloc(text.len);
	check(lines && text.data);
	memcpy(text.data, sample.data, text.len);
	check(!parse_text(&text, &docs));
	compare(lines, &docs);
	fclose(lines);
	docs_free(&docs);
	free(text.data);
}
