// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "commands.h"
#include "report.h"

static const struct command *const commands[] = {
	&command_draw,
	&command_list,
};

const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	return NULL;
}

/**
 * struct input - everything that was read; the model points into it
 * @added: for each document, whether the model has it
 */
struct input {
	struct text *texts;
	size_t n_texts;
	struct docs docs;
	bool *added;
	struct model model;
};

static bool read_live(struct input *input, const char *name)
{
	struct text *text = &input->texts[input->n_texts];

	if (!source_read_live(text, SOURCE_MOUNTS, name))
		return false;
	input->n_texts++;
	return !parse_text(text, &input->docs);
}

static bool read_saved(struct input *input, const char *file)
{
	struct text *text = &input->texts[input->n_texts];

	if (!source_read_saved(text, file))
		return false;
	input->n_texts++;
	return !parse_text(text, &input->docs);
}

static bool read_input(struct input *input, const struct request *request)
{
	bool ok = true;

	input->texts = array_make(request->n_pids + 1, sizeof(*input->texts));
	if (request->from)
		return read_saved(input, request->from);
	if (!request->n_pids)
		return read_live(input, SOURCE_ALL);
	for (size_t i = 0; i < request->n_pids; i++)
		ok &= read_live(input, request->pids[i]);
	return ok;
}

/* Add the documents of one process, or all of them if @pid is NULL. */
static bool add_docs(struct input *input, const char *pid)
{
	bool found = false;

	for (size_t i = 0; i < input->docs.n; i++) {
		const struct doc *doc = &input->docs.doc[i];

		if (pid && strcmp(doc->head.pid, pid))
			continue;
		if (!input->added[i])
			model_add(&input->model, doc);
		input->added[i] = true;
		found = true;
	}
	return found;
}

static bool make_model(struct input *input, const struct request *request)
{
	bool ok = true;

	input->added = array_make(input->docs.n, sizeof(*input->added));
	if (!request->from || !request->n_pids) {
		add_docs(input, NULL);
		return true;
	}
	for (size_t i = 0; i < request->n_pids; i++) {
		if (add_docs(input, request->pids[i]))
			continue;
		report("no process '%s' in %s", request->pids[i],
		       report_word(request->from));
		ok = false;
	}
	return ok;
}

static void input_free(struct input *input)
{
	model_free(&input->model);
	docs_free(&input->docs);
	for (size_t i = 0; i < input->n_texts; i++)
		text_free(&input->texts[i]);
	free(input->texts);
	free(input->added);
}

int command_run(const struct command *command, const struct request *request)
{
	struct input input = { 0 };
	bool ok = read_input(&input, request);
	int status = STATUS_OK;

	ok &= make_model(&input, request);
	model_finish(&input.model);
	if (input.model.n_tables)
		status = command->run(request, &input.model);
	input_free(&input);
	return ok ? status : STATUS_FAILED;
}
