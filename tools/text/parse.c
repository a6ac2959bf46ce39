// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "text/lines.h"
#include "text/parse.h"
#include "text/tables.h"

#define VERSION "1"

/**
 * struct header - what the header row of a table said
 * @desc: the table
 * @n: columns in the text
 * @column: their descriptions, NULL for those that nobody here knows
 */
struct header {
	const struct table_desc *desc;
	size_t n;
	const struct column *column[WORDS_MAX];
};

static const struct column *find_column(const struct table_desc *desc,
					const char *name)
{
	for (size_t i = 0; i < desc->n_columns; i++)
		if (!strcmp(desc->columns[i].name, name))
			return &desc->columns[i];
	return NULL;
}

static bool decode(struct parser *p, const struct column *column,
		   const char *word, void *record)
{
	const struct field_type *type = column->type;
	void *field = (char *)record + column->offset;

	if (type->optional && !column->needed && word[0] == '-' && !word[1])
		return true;
	return type->decode(word, field) ||
	       fail(p, "%s: expected %s, found %s", column->name,
		    type->expected, report_word(word));
}

/* Note that a column or key was seen; each may appear once. */
static bool see_column(struct parser *p, const struct table_desc *desc,
		       const struct column *column, unsigned int *seen)
{
	unsigned int bit = 1u << (column - desc->columns);

	if (*seen & bit)
		return fail(p, "%s: expected once, found twice", column->name);
	*seen |= bit;
	return true;
}

static bool need_columns(struct parser *p, const struct table_desc *desc,
			 unsigned int seen)
{
	for (size_t i = 0; i < desc->n_columns; i++)
		if (desc->columns[i].needed && !(seen & 1u << i))
			return fail(p, "%s: expected %s, found none",
				    desc->name, desc->columns[i].name);
	return true;
}

static bool parse_header(struct parser *p, struct header *header,
			 struct doc_rows *rows)
{
	struct words words;

	if (!take_words(p, &words))
		return false;
	header->n = words.n;
	if (header->n > WORDS_MAX)
		return fail(p, "expected at most %d columns, found %zu",
			    WORDS_MAX, header->n);
	for (size_t i = 0; i < header->n; i++) {
		const struct column *column =
			find_column(header->desc, words.word[i]);

		if (column &&
		    !see_column(p, header->desc, column, &rows->columns))
			return false;
		header->column[i] = column;
	}
	return need_columns(p, header->desc, rows->columns);
}

static bool parse_row(struct parser *p, const struct header *header,
		      const struct words *words, struct doc_rows *rows)
{
	size_t size = header->desc->record_size;
	char *record;

	if (words->n != header->n)
		return fail(p, "expected %zu values as in the header row, "
			    "found %zu", header->n, words->n);
	rows->base = array_grow(rows->base, rows->n, &rows->alloc, size);
	record = (char *)rows->base + rows->n++ * size;
	memset(record, 0, size);
	memcpy(record, &p->line, sizeof(p->line));
	for (size_t i = 0; i < words->n; i++)
		if (header->column[i] &&
		    !decode(p, header->column[i], words->word[i], record))
			return false;
	return true;
}

/* Rows of a table, known or not, up to the blank line that ends it. */
static bool parse_rows(struct parser *p, const struct header *header,
		       const char *name, struct doc_rows *rows)
{
	struct words words;

	while (!at_end(p)) {
		if (at_blank(p))
			return take_line(p);
		if (!take_words(p, &words))
			return false;
		if (header->desc && !parse_row(p, header, &words, rows))
			return false;
	}
	return fail(p, "text was cut: expected a row or the blank line that "
		    "ends the table %s", report_word(name));
}

static const struct table_desc *find_table(const char *name)
{
	for (size_t i = 0; i < DOC_TABLES; i++)
		if (!strcmp(doc_tables[i].name, name))
			return &doc_tables[i];
	return NULL;
}

static bool parse_table(struct parser *p, struct doc *doc, char *line)
{
	struct header header = { 0 };
	struct doc_rows *rows = NULL;
	size_t len = strlen(line);

	if (len < 3 || line[0] != '[' || line[len - 1] != ']')
		return fail(p, "expected a table's name in brackets, found %s",
			    report_word(line));
	line[len - 1] = '\0';
	header.desc = find_table(++line);
	if (header.desc) {
		rows = &doc->rows[header.desc - doc_tables];
		if (rows->line)
			return fail(p, "table %s: expected once, found twice",
				    report_word(line));
		rows->line = p->line;
	}
	if (at_end(p))
		return fail(p, "text was cut: expected the header row of the "
			    "table %s", report_word(line));
	if (header.desc && !parse_header(p, &header, rows))
		return false;
	return parse_rows(p, &header, line, rows);
}

static bool parse_keys(struct parser *p, char *line, struct doc_head *head)
{
	unsigned int seen = 0;
	char *key;

	while ((key = take_word(&line))) {
		const struct column *column = find_column(&doc_head_desc, key);
		const char *value = take_word(&line);

		if (!value)
			return fail(p, "%s: expected a value, found none",
				    report_word(key));
		if (column && (!see_column(p, &doc_head_desc, column, &seen) ||
			       !decode(p, column, value, head)))
			return false;
	}
	return need_columns(p, &doc_head_desc, seen);
}

static bool parse_first_line(struct parser *p, struct doc_head *head)
{
	bool magic = at_document(p);
	char *line = take_line(p);
	const char *version;

	if (!line)
		return false;
	head->line = p->line;
	if (!magic)
		return fail(p, "expected a first line 'fdmap 1 pid PID ...', "
			    "found %s", report_word(line));
	line += strlen(MAGIC);
	version = take_word(&line);
	if (!version || strcmp(version, VERSION))
		return fail(p, "expected text of version " VERSION ", found "
			    "version %s", report_word(version ? version : ""));
	if (!parse_keys(p, line, head))
		return false;
	if (at_end(p))
		return fail(p, "text was cut: expected a blank line");
	line = take_line(p);
	return line && (!*line || fail(p, "expected a blank line, found %s",
				       report_word(line)));
}

static bool parse_document(struct parser *p, struct doc *doc)
{
	if (!parse_first_line(p, &doc->head))
		return false;
	while (!at_end(p) && !at_document(p)) {
		char *line = take_line(p);

		if (!line || (*line && !parse_table(p, doc, line)))
			return false;
	}
	return link_rows(doc);
}

static void doc_free(struct doc *doc)
{
	for (size_t i = 0; i < DOC_TABLES; i++)
		free(doc->rows[i].base);
}

size_t parse_text(const struct text *text, struct docs *docs)
{
	struct parser p = {
		.source = text->name,
		.next = text->data,
		.end = text->data + text->len,
	};
	size_t bad = 0;

	if (at_end(&p)) {
		report_at(p.source, 1, "expected a first line 'fdmap 1 pid PID "
			  "...', found an empty text");
		return 1;
	}
	while (!at_end(&p)) {
		struct doc doc = { .source = p.source };

		if (parse_document(&p, &doc)) {
			docs->doc = array_grow(docs->doc, docs->n, &docs->alloc,
					       sizeof(doc));
			docs->doc[docs->n++] = doc;
			continue;
		}
		doc_free(&doc);
		skip_document(&p);
		bad++;
	}
	return bad;
}

void docs_free(struct docs *docs)
{
	for (size_t i = 0; i < docs->n; i++)
		doc_free(&docs->doc[i]);
	free(docs->doc);
	*docs = (struct docs){ 0 };
}
