// SPDX-License-Identifier: GPL-2.0-only
/* One row for each descriptor of each process, for eyes and for awk. */
#include <errno.h>
#include <libsmartcols.h>
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "commands.h"
#include "escape.h"
#include "report.h"

/** struct entry - what a row is about */
struct entry {
	const struct doc *doc;
	const struct doc_fd *fd;
	const struct doc_file *file;
	const struct doc_inode *inode;
	bool ascii;
};

/*
 * Blanks stay escaped, so that columns can be counted, and so does what would
 * read as no value or as an error marker.
 */
static void put_word(struct buf *to, const char *word, bool ascii)
{
	struct buf shown = { 0 };
	const char *s;

	if (!word)
		word = "-";
	escape_show(&shown, word, ascii);
	s = shown.data;
	if (*word == '\\' && (*s == '!' || !strcmp(s, "-")))
		buf_printf(to, "\\%03o", *s++);
	for (; *s; s++)
		if (*s == ' ')
			buf_puts(to, "\\040");
		else
			buf_add(to, s, 1);
	buf_free(&shown);
}

static void put_pid(struct buf *to, const struct entry *entry)
{
	put_word(to, entry->doc->head.pid, entry->ascii);
}

static void put_comm(struct buf *to, const struct entry *entry)
{
	put_word(to, entry->doc->head.comm, entry->ascii);
}

static void put_fd(struct buf *to, const struct entry *entry)
{
	buf_printf(to, "%u", entry->fd->fd);
}

static void put_flags(struct buf *to, const struct entry *entry)
{
	put_word(to, entry->fd->flags, entry->ascii);
}

static void put_file(struct buf *to, const struct entry *entry)
{
	buf_printf(to, "%016llx", (unsigned long long)entry->file->id);
}

static void put_refs(struct buf *to, const struct entry *entry)
{
	put_word(to, entry->file->refs, entry->ascii);
}

static void put_mode(struct buf *to, const struct entry *entry)
{
	put_word(to, entry->file->mode, entry->ascii);
}

static void put_pos(struct buf *to, const struct entry *entry)
{
	put_word(to, entry->file->pos, entry->ascii);
}

static void put_type(struct buf *to, const struct entry *entry)
{
	put_word(to, entry->inode->type, entry->ascii);
}

static void put_inode(struct buf *to, const struct entry *entry)
{
	buf_printf(to, "%016llx", (unsigned long long)entry->inode->id);
}

static void put_name(struct buf *to, const struct entry *entry)
{
	put_word(to, entry->file->name, entry->ascii);
}

static const struct {
	const char *name;
	int flags;
	void (*put)(struct buf *to, const struct entry *entry);
} columns[] = {
	{ "PID", SCOLS_FL_RIGHT, put_pid },
	{ "COMM", 0, put_comm },
	{ "FD", SCOLS_FL_RIGHT, put_fd },
	{ "FLAGS", 0, put_flags },
	{ "FILE", 0, put_file },
	{ "REFS", SCOLS_FL_RIGHT, put_refs },
	{ "MODE", 0, put_mode },
	{ "POS", SCOLS_FL_RIGHT, put_pos },
	{ "TYPE", 0, put_type },
	{ "INODE", 0, put_inode },
	{ "NAME", 0, put_name },
};

#define N_COLUMNS (sizeof(columns) / sizeof(*columns))

/**
 * struct listing - the table that is being made
 * @table: the table
 * @model: what is listed
 * @value: memory for one value
 * @ascii: show nothing but ASCII
 */
struct listing {
	struct libscols_table *table;
	const struct model *model;
	struct buf value;
	bool ascii;
};

static int add_row(struct listing *to, const struct entry *entry)
{
	struct libscols_line *line = scols_table_new_line(to->table, NULL);

	if (!line)
		return -ENOMEM;
	for (size_t i = 0; i < N_COLUMNS; i++) {
		int error;

		buf_clear(&to->value);
		columns[i].put(&to->value, entry);
		error = scols_line_set_data(line, i, to->value.data);
		if (error)
			return error;
	}
	return 0;
}

/* The descriptors of one of the processes that share a table. */
static int add_process(struct listing *to, const struct model_table *from,
		       const struct doc *doc)
{
	for (size_t i = 0; i < from->n_fds; i++) {
		const struct model_fd *fd = &to->model->fds[from->first_fd + i];
		const struct model_file *file = &to->model->files[fd->file];
		struct entry entry = {
			.doc = doc,
			.fd = fd->row,
			.file = file->row,
			.inode = to->model->inodes[file->inode].row,
			.ascii = to->ascii,
		};
		int error = add_row(to, &entry);

		if (error)
			return error;
	}
	return 0;
}

static int fill(struct listing *to)
{
	/* On a terminal as well, a long line is better than a cut value. */
	scols_table_set_termforce(to->table, SCOLS_TERMFORCE_NEVER);
	for (size_t i = 0; i < N_COLUMNS; i++)
		if (!scols_table_new_column(to->table, columns[i].name, 0,
					    columns[i].flags))
			return -ENOMEM;
	for (size_t i = 0; i < to->model->n_tables; i++) {
		const struct model_table *from = &to->model->tables[i];

		for (size_t j = 0; j < from->n_docs; j++) {
			int error = add_process(to, from, from->docs[j]);

			if (error)
				return error;
		}
	}
	return 0;
}

static int run_list(const struct request *request, const struct model *model)
{
	struct listing to = {
		.table = scols_new_table(),
		.model = model,
		.ascii = request->term.symbols->ascii,
	};
	int error = to.table ? fill(&to) : -ENOMEM;

	if (!error)
		error = scols_print_table(to.table);
	scols_unref_table(to.table);
	buf_free(&to.value);
	if (!error)
		return STATUS_OK;
	report("cannot print the table: %s", strerror(-error));
	return STATUS_FAILED;
}

const struct command command_list = { "list", false, run_list };
