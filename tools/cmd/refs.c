// SPDX-License-Identifier: GPL-2.0-only
/* Who holds the references to the open files of a process. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/output.h"
#include "base/report.h"
#include "cmd/commands.h"
#include "cmd/line.h"
#include "cmd/refs.h"
#include "cmd/usage.h"
#include "render/accounts/accounts.h"

/** struct selection - the files that are accounted for */
struct selection {
	const struct refs *refs;
	struct accounts *to;
	bool *done;		/* of each of model.files */
};

/* The holder that stands for a table's descriptors of a file. */
static const struct refs_holder *find_holder(const struct refs *refs,
					     size_t file, size_t table)
{
	for (size_t i = refs->files[file].first; i != IDMAP_NONE;
	     i = refs->holders[i].next)
		if (refs->holders[i].hold == HOLD_DESCRIPTOR &&
		    refs->holders[i].at == table)
			return &refs->holders[i];
	return NULL;
}

/* One table's files, or the one that descriptor @fd refers to. */
static bool account_table(struct selection *selection, const struct doc *doc,
			  size_t table, int fd)
{
	const struct model *model = selection->refs->model;
	const struct model_table *t = &model->tables[table];
	bool found = false;

	for (size_t i = t->first_fd; i < t->first_fd + t->n_fds; i++) {
		size_t file = model->fds[i].file;
		struct account account = { .doc = doc, .file = file };

		if (fd >= 0 && model->fds[i].row->fd != (unsigned int)fd)
			continue;
		found = true;
		if (selection->done[file])
			continue;
		selection->done[file] = true;
		account.holder = find_holder(selection->refs, file, table);
		accounts_add(selection->to, &account);
	}
	return found;
}

/*
 * The tables of one process as it was last seen, or of all if @pid is NULL. Of
 * one that could not be read it is not known which descriptors it has.
 */
static bool account_process(struct selection *selection, const char *pid,
			    int fd)
{
	const struct refs *refs = selection->refs;
	bool found = false;

	for (size_t i = 0; i < refs->model->n_tables; i++) {
		const struct model_table *table = &refs->model->tables[i];

		for (size_t j = 0; j < table->n_docs && !refs->old[i]; j++) {
			const struct doc *doc = table->docs[j];

			if (!pid || !strcmp(doc->head.pid, pid))
				found |= doc_failed(doc) ||
					 account_table(selection, doc, i, fd);
		}
	}
	return found;
}

static bool account_targets(struct selection *selection,
			    const struct targets *targets)
{
	bool ok = true;

	if (!targets->n)
		account_process(selection, NULL, -1);
	for (size_t i = 0; i < targets->n; i++) {
		const struct target *target = &targets->target[i];

		if (!target->found ||
		    account_process(selection, target->pid, target->fd) ||
		    target->fd < 0)
			continue;
		report("process %s has no descriptor %d", target->pid,
		       target->fd);
		ok = false;
	}
	return ok;
}

bool refs_account(const struct model *model, const struct targets *targets,
		  const struct options *options, FILE *out)
{
	struct selection selection = {
		.done = array_make(model->n_files, sizeof(bool)),
	};
	struct accounts accounts;
	struct refs refs;
	struct term term;
	bool ok;

	options_term(options, &term);
	refs_make(&refs, model);
	accounts_begin(&accounts, &refs, options->format, &term,
		       options->from, out);
	selection.refs = &refs;
	selection.to = &accounts;
	ok = account_targets(&selection, targets);
	accounts_end(&accounts);
	refs_free(&refs);
	free(selection.done);
	return ok;
}

static const struct argp_child children[] = {
	{ .argp = &options_from },
	{ .argp = &options_format },
	{ .argp = &options_ascii },
	{ .argp = &options_colour },
	{ 0 }
};

static char *refs_help(int key, const char *text, void *input)
{
	struct buf help = { 0 };

	(void)input;
	if (key != ARGP_KEY_HELP_POST_DOC)
		return (char *)text;
	accounts_help(&help);
	return help.data;
}

static const struct argp argp = {
	.parser = line_parse,
	.help_filter = refs_help,
	.children = children,
	.args_doc = "PID[:FD]...",
	.doc = "tell who holds the references to open files",
};

static int run_refs(int argc, char **argv)
{
	struct line line = {
		.argp = &argp,
		.options = { OPTIONS_FORMATS(accounts_formats) },
		.takes_fds = true,
	};
	struct moment moment = { 0 };
	FILE *out;
	bool ok;

	argp_parse(&argp, argc, argv, 0, NULL, &line);
	targets_need(&line.targets, line.options.from);
	out = output_open();
	if (!out)
		return STATUS_FAILED;
	ok = targets_read(&line.targets, line.options.from, true, &moment);
	if (moment.model.n_tables)
		ok &= refs_account(&moment.model, &line.targets, &line.options,
				   out);
	moment_free(&moment);
	targets_free(&line.targets);
	return output_close(out) && ok ? STATUS_OK : STATUS_FAILED;
}

const struct command command_refs = { "refs", &argp, run_refs };
