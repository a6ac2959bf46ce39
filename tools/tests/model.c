// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "model/model.h"
#include "unit.h"

static void test_set(void)
{
	struct labels labels = { 0 };

	check(labels_keep(&labels.files, 5) == 1);
	check(labels_keep(&labels.files, 9) == 2);
	check(labels_keep(&labels.files, 5) == 1);
	check(labels_renew(&labels.files, 5) == 3);
	check(labels_keep(&labels.files, 5) == 3);
	check(labels_keep(&labels.inodes, 5) == 1);
	labels_free(&labels);
}

/* Documents from the last to the first, so that files come in another order. */
static void test_models(void)
{
	struct text text = { .name = "text", .len = sample.len };
	struct model first = { 0 }, second = { 0 };
	struct labels labels = { 0 };
	struct docs docs = { 0 };

	first.labels = second.labels = &labels;
	text.data = malloc(text.len);
	memcpy(text.data, sample.data, text.len);
	parse_text(&text, &docs);
	for (size_t i = 0; i < docs.n; i++)
		model_add(&first, &docs.doc[i]);
	for (size_t i = docs.n; i--;)
		model_add(&second, &docs.doc[i]);
	check(first.n_files && first.n_files == second.n_files);
	for (size_t i = 0; i < second.n_files; i++) {
		size_t other = idmap_get(&first.file_ids,
					 second.files[i].row->id);

		check(first.files[other].label == second.files[i].label);
	}
	model_free(&first);
	model_free(&second);
	docs_free(&docs);
	labels_free(&labels);
	free(text.data);
}

/* The second document is of who reads the first. */
static void test_own(bool named)
{
	struct text text = { .name = "text", .len = sample.len };
	struct model model = { 0 };
	struct docs docs = { 0 };
	size_t own = 0;

	text.data = malloc(text.len);
	memcpy(text.data, sample.data, text.len);
	parse_text(&text, &docs);
	check(docs.n > 1);
	model_add(&model, &docs.doc[0]);
	if (named)
		model_add(&model, &docs.doc[1]);
	model_finish(&model);
	model_own(&model, &docs.doc[1]);
	for (size_t i = 0; i < model.n_files; i++)
		own += model.files[i].n_own;
	check(named ? !own : own);
	model_free(&model);
	docs_free(&docs);
	free(text.data);
}

void test_reader(void)
{
	test_own(false);
	test_own(true);
	clear_reports();
}

void test_labels(void)
{
	test_set();
	test_models();
	clear_reports();
}
