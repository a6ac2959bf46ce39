// SPDX-License-Identifier: GPL-2.0-only
/* Who holds the references to the open files of a process. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/report.h"
#include "cmd/commands.h"
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
			    const struct request *request)
{
	bool ok = true;

	if (!request->n_targets)
		account_process(selection, NULL, -1);
	for (size_t i = 0; i < request->n_targets; i++) {
		const struct target *target = &request->targets[i];

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

static int run_refs(const struct request *request, const struct model *model)
{
	struct selection selection = {
		.done = array_make(model->n_files, sizeof(bool)),
	};
	struct accounts accounts;
	struct refs refs;
	bool ok;

	refs_make(&refs, model);
	accounts_begin(&accounts, &refs, request->format, &request->term,
		       request->from, request->out);
	selection.refs = &refs;
	selection.to = &accounts;
	ok = account_targets(&selection, request);
	ok &= accounts_end(&accounts);
	refs_free(&refs);
	free(selection.done);
	return ok ? STATUS_OK : STATUS_FAILED;
}

static const char *const formats[] = { "text", "table", "json", NULL };

const struct command command_refs = {
	.name = "refs",
	.formats = formats,
	.obeys = OBEYS_COLOUR,
	.names = true,
	.takes_fds = true,
	.needs_all = true,
	.run = run_refs,
};
