// SPDX-License-Identifier: GPL-2.0-only
/* One row for each descriptor of each process, for eyes and for awk. */
#include <inttypes.h>

#include "base/output.h"
#include "base/sheet.h"
#include "cmd/commands.h"
#include "cmd/line.h"
#include "cmd/usage.h"

/** struct entry - what a row is about */
struct entry {
	const struct doc *doc;
	const struct doc_fd *fd;
	const struct doc_file *file;
	const struct doc_inode *inode;
};

/* Each puts a column's value of a struct entry. */
#define PUT_WORD(column, expression)                                \
	static void put_##column(struct sheet *to, const void *row) \
	{                                                           \
		const struct entry *entry = row;                    \
								    \
		sheet_word(to, expression);                         \
	}
#define PUT_ID(column, expression)                                      \
	static void put_##column(struct sheet *to, const void *row)     \
	{                                                               \
		const struct entry *entry = row;                        \
									\
		buf_printf(&to->value, "%016" PRIx64, expression);      \
	}

PUT_WORD(pid, entry->doc->head.pid)
PUT_WORD(comm, entry->doc->head.comm)
PUT_WORD(flags, entry->fd->flags)
PUT_ID(file, entry->file->id)
PUT_WORD(refs, entry->file->refs)
PUT_WORD(kind, entry->file->kind)
PUT_WORD(mode, entry->file->mode)
PUT_WORD(pos, entry->file->pos)
PUT_WORD(type, entry->inode->type)
PUT_ID(inode, entry->inode->id)
PUT_WORD(name, entry->file->name)

static void put_fd(struct sheet *to, const void *row)
{
	const struct entry *entry = row;

	buf_number(&to->value, entry->fd->fd);
}

static const struct sheet_column columns[] = {
	{ "PID", true, "process ID", put_pid },
	{ "COMM", false, "command name", put_comm },
	{ "FD", true, "descriptor", put_fd },
	{ "FLAGS", false, "cloexec, or nothing", put_flags },
	{ "FILE", false, "which open file, the same wherever it is shared",
	  put_file },
	{ "REFS", true, "references to the open file", put_refs },
	{ "KIND", false, "what it is", put_kind },
	{ "MODE", false, "r, w, rw, or nothing with O_PATH", put_mode },
	{ "POS", true, "offset in bytes", put_pos },
	{ "TYPE", false, "type of the inode", put_type },
	{ "INODE", false, "which inode, likewise", put_inode },
	{ "NAME", false, "path, or what stands for it", put_name },
};

#define N_COLUMNS (sizeof(columns) / sizeof(*columns))

/* The descriptors of one of the processes that share a table. */
static void add_process(struct sheet *to, const struct model *model,
			const struct model_table *from, const struct doc *doc)
{
	for (size_t i = 0; i < from->n_fds; i++) {
		const struct model_fd *fd = &model->fds[from->first_fd + i];
		const struct model_file *file = &model->files[fd->file];
		const struct entry entry = {
			.doc = doc,
			.fd = fd->row,
			.file = file->row,
			.inode = model->inodes[file->inode].row,
		};

		sheet_add(to, &entry);
	}
}

static void list(const struct options *options, const struct model *model,
		 FILE *out)
{
	struct term term;
	struct sheet to;

	options_term(options, &term);
	sheet_init(&to, "descriptors", columns, N_COLUMNS, options->format,
		   term.symbols->ascii, out);
	for (size_t i = 0; i < model->n_tables; i++)
		for (size_t j = 0; j < model->tables[i].n_docs; j++)
			add_process(&to, model, &model->tables[i],
				    model->tables[i].docs[j]);
	sheet_print(&to);
}

static const struct argp_child children[] = {
	{ .argp = &options_from },
	{ .argp = &options_format },
	{ .argp = &options_ascii },
	{ 0 }
};

static char *list_help(int key, const char *text, void *input)
{
	struct buf help = { 0 };

	(void)input;
	if (key != ARGP_KEY_HELP_POST_DOC)
		return (char *)text;
	sheet_help(&help, columns, N_COLUMNS);
	return help.data;
}

static const struct argp argp = {
	.parser = line_parse,
	.help_filter = list_help,
	.children = children,
	.args_doc = "[PID...]",
	.doc = "print one row for each descriptor, of all processes if none "
	       "is named",
};

static int run_list(int argc, char **argv)
{
	struct line line = {
		.argp = &argp,
		.options = { OPTIONS_FORMATS(sheet_formats) },
	};
	struct moment moment = { 0 };
	FILE *out;
	bool ok;

	argp_parse(&argp, argc, argv, 0, NULL, &line);
	out = output_open();
	if (!out)
		return STATUS_FAILED;
	ok = targets_read(&line.targets, line.options.from, false, &moment);
	if (moment.model.n_tables)
		list(&line.options, &moment.model, out);
	moment_free(&moment);
	targets_free(&line.targets);
	return output_close(out) && ok ? STATUS_OK : STATUS_FAILED;
}

const struct command command_list = { "list", &argp, run_list };
