// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/report.h"
#include "model/moment.h"

static struct text *new_text(struct moment *moment)
{
	moment->texts = array_grow(moment->texts, moment->n_texts,
				   &moment->alloc_texts,
				   sizeof(*moment->texts));
	return &moment->texts[moment->n_texts];
}

bool moment_read_live(struct moment *moment, const char *name)
{
	struct text *text = new_text(moment);

	if (!source_read_live(text, SOURCE_MOUNTS, name))
		return false;
	moment->n_texts++;
	return !parse_text(text, &moment->docs);
}

bool moment_read_own(struct moment *moment)
{
	struct buf pid = { 0 };

	buf_number(&pid, getpid());
	moment->own_pid = pid.data;
	return moment_doc(moment, pid.data) ||
	       moment_read_live(moment, pid.data);
}

bool moment_read_saved(struct moment *moment, const char *file)
{
	struct text *text = new_text(moment);

	if (!source_read_saved(text, file))
		return false;
	moment->n_texts++;
	return !parse_text(text, &moment->docs);
}

const struct doc *moment_doc(const struct moment *moment, const char *pid)
{
	for (size_t i = 0; i < moment->docs.n; i++)
		if (!strcmp(moment->docs.doc[i].head.pid, pid))
			return &moment->docs.doc[i];
	return NULL;
}

void moment_add(struct moment *moment, const char *pid)
{
	if (!moment->added)
		moment->added = array_make(moment->docs.n,
					   sizeof(*moment->added));
	for (size_t i = 0; i < moment->docs.n; i++) {
		const struct doc *doc = &moment->docs.doc[i];

		if (moment->added[i] || (pid && strcmp(doc->head.pid, pid)))
			continue;
		model_add(&moment->model, doc);
		moment->added[i] = true;
	}
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

bool moment_finish(struct moment *moment)
{
	model_finish(&moment->model);
	if (moment->own_pid)
		model_own(&moment->model,
			  moment_doc(moment, moment->own_pid));
	return report_failed(&moment->model);
}

void moment_free(struct moment *moment)
{
	model_free(&moment->model);
	docs_free(&moment->docs);
	for (size_t i = 0; i < moment->n_texts; i++)
		text_free(&moment->texts[i]);
	free(moment->texts);
	free(moment->added);
	free(moment->own_pid);
	*moment = (struct moment){ 0 };
}
