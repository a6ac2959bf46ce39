// SPDX-License-Identifier: GPL-2.0-only
/* One row for each descriptor of each process, for eyes and for awk. */
#include "base/output.h"
#include "base/sheet.h"
#include "cmd/commands.h"
#include "cmd/options.h"
#include "cmd/targets.h"
#include "cmd/usage.h"

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

static bool list(const struct options *options, const struct model *model,
		 FILE *out)
{
	struct term term;
	struct sheet to;

	options_term(options, &term);
	sheet_init(&to, "descriptors", columns,
		   sizeof(columns) / sizeof(*columns), options->format,
		   term.symbols->ascii, out);
	for (size_t i = 0; i < model->n_tables; i++)
		for (size_t j = 0; j < model->tables[i].n_docs; j++)
			add_process(&to, model, &model->tables[i],
				    model->tables[i].docs[j]);
	return sheet_print(&to);
}

/** struct line - the command line */
struct line {
	struct options options;
	struct targets targets;
};

static const struct argp_child children[] = {
	{ .argp = &options_from },
	{ .argp = &options_format },
	{ .argp = &options_ascii },
	{ 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct line *line = state->input;

	if (key == ARGP_KEY_INIT)
		options_begin(&line->options, state, children);
	else if (key == ARGP_KEY_ARG)
		targets_add(&line->targets, arg, false);
	else
		return ARGP_ERR_UNKNOWN;
	return 0;
}

static const struct argp argp = {
	.parser = parse,
	.children = children,
	.args_doc = "[PID...]",
	.doc = "print one row for each descriptor, of all processes if none "
	       "is named",
};

static int run_list(int argc, char **argv)
{
	struct line line = { .options = { OPTIONS_FORMATS(sheet_formats) } };
	struct moment moment = { 0 };
	FILE *out;
	bool ok;

	argp_parse(&argp, argc, argv, 0, NULL, &line);
	out = output_open();
	if (!out)
		return STATUS_FAILED;
	ok = targets_read(&line.targets, line.options.from, false, &moment);
	if (moment.model.n_tables)
		ok &= list(&line.options, &moment.model, out);
	moment_free(&moment);
	targets_free(&line.targets);
	return output_close(out) && ok ? STATUS_OK : STATUS_FAILED;
}

const struct command command_list = { "list", &argp, run_list };
