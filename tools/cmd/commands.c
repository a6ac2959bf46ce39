// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/report.h"
#include "cmd/commands.h"
#include "source/source.h"
#include "text/parse.h"

static const struct command *const commands[] = {
	&command_draw,
	&command_list,
	&command_refs,
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

static const struct doc *find_doc(const struct input *input, const char *pid)
{
	for (size_t i = 0; i < input->docs.n; i++)
		if (!strcmp(input->docs.doc[i].head.pid, pid))
			return &input->docs.doc[i];
	return NULL;
}

/* The named processes; of those that are there already, nothing more. */
static bool read_targets(struct input *input, const struct request *request)
{
	bool ok = true;

	for (size_t i = 0; i < request->n_targets; i++)
		if (!find_doc(input, request->targets[i].pid))
			ok &= read_live(input, request->targets[i].pid);
	return ok;
}

static bool read_input(struct input *input, const struct command *command,
		       const struct request *request)
{
	bool ok = true;

	input->texts = array_make(request->n_targets + 1,
				  sizeof(*input->texts));
	if (request->from)
		return read_saved(input, request->from);
	if (command->needs_all || !request->n_targets)
		ok = read_live(input, SOURCE_ALL);
	/* Threads are not among all, and need not be if that cannot be read. */
	return ok && read_targets(input, request);
}

/* Add the documents of one process, or all of them if @pid is NULL. */
static void add_docs(struct input *input, const char *pid)
{
	for (size_t i = 0; i < input->docs.n; i++) {
		const struct doc *doc = &input->docs.doc[i];

		if (input->added[i] || (pid && strcmp(doc->head.pid, pid)))
			continue;
		model_add(&input->model, doc);
		input->added[i] = true;
	}
}

static bool find_targets(struct input *input, const struct request *request)
{
	bool ok = true;

	for (size_t i = 0; i < request->n_targets; i++) {
		struct target *target = &request->targets[i];

		target->found = find_doc(input, target->pid);
		if (target->found || !request->from)
			continue;	/* else reading it failed already */
		report("no process '%s' in %s", target->pid,
		       report_word(request->from));
		ok = false;
	}
	return ok;
}

static void make_model(struct input *input, const struct command *command,
		       const struct request *request)
{
	input->added = array_make(input->docs.n, sizeof(*input->added));
	if (command->needs_all || !request->n_targets)
		add_docs(input, NULL);
	for (size_t i = 0; i < request->n_targets; i++)
		if (request->targets[i].found)
			add_docs(input, request->targets[i].pid);
	model_finish(&input->model);
}

/* Of these the text says nothing but why. */
static bool report_failed(const struct model *model)
{
	bool ok = true;

	for (size_t i = 0; i < model->n_docs; i++) {
		const struct doc *doc = model->docs[i];

		if (!doc_failed(doc))
			continue;
		report_at(doc->source, doc->head.line, "process %s could not "
			  "be read: %s", doc->head.pid,
			  report_word(doc->head.error ? doc->head.error :
							"unknown"));
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

int command_run(const struct command *command, struct request *request)
{
	struct input input = { 0 };
	bool ok = read_input(&input, command, request);
	int status = STATUS_OK;

	ok &= find_targets(&input, request);
	make_model(&input, command, request);
	ok &= report_failed(&input.model);
	if (input.model.n_tables)
		status = command->run(request, &input.model);
	input_free(&input);
	return ok ? status : STATUS_FAILED;
}
