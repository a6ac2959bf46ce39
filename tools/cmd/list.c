// SPDX-License-Identifier: GPL-2.0-only
/* One row for each descriptor of each process, for eyes and for awk. */
#include "base/sheet.h"
#include "cmd/commands.h"

/** struct entry - what a row is about */
struct entry {
	const struct doc *doc;
	const struct doc_fd *fd;
	const struct doc_file *file;
	const struct doc_inode *inode;
};

static const struct sheet_column columns[] = {
	{ "PID", true },
	{ "COMM", false },
	{ "FD", true },
	{ "FLAGS", false },
	{ "FILE", false },
	{ "REFS", true },
	{ "KIND", false },
	{ "MODE", false },
	{ "POS", true },
	{ "TYPE", false },
	{ "INODE", false },
	{ "NAME", false },
};

static void put_word(struct sheet *to, const char *word)
{
	sheet_word(to, word);
	sheet_put(to);
}

static void put_id(struct sheet *to, uint64_t id)
{
	buf_printf(&to->value, "%016llx", (unsigned long long)id);
	sheet_put(to);
}

/* In the order of the columns. */
static void add_row(struct sheet *to, const struct entry *entry)
{
	sheet_row(to);
	put_word(to, entry->doc->head.pid);
	put_word(to, entry->doc->head.comm);
	buf_printf(&to->value, "%u", entry->fd->fd);
	sheet_put(to);
	put_word(to, entry->fd->flags);
	put_id(to, entry->file->id);
	put_word(to, entry->file->refs);
	put_word(to, entry->file->kind);
	put_word(to, entry->file->mode);
	put_word(to, entry->file->pos);
	put_word(to, entry->inode->type);
	put_id(to, entry->inode->id);
	put_word(to, entry->file->name);
}

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

		add_row(to, &entry);
	}
}

static int run_list(const struct request *request, const struct model *model)
{
	struct sheet to;

	sheet_init(&to, "descriptors", columns,
		   sizeof(columns) / sizeof(*columns), request->format,
		   request->term.symbols->ascii, request->out);
	for (size_t i = 0; i < model->n_tables; i++)
		for (size_t j = 0; j < model->tables[i].n_docs; j++)
			add_process(&to, model, &model->tables[i],
				    model->tables[i].docs[j]);
	return sheet_print(&to) ? STATUS_OK : STATUS_FAILED;
}

static const char *const formats[] = { "table", "json", NULL };

const struct command command_list = {
	.name = "list",
	.formats = formats,
	.run = run_list,
};
