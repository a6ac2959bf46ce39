// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "model/view.h"
#include "unit.h"
#include "words/describe.h"

static const struct book_word words[] = {
	{ "refs", "count" },
	{ "process %s", "running program %s" },
};

static const struct book book = { words, sizeof(words) / sizeof(*words) };

static bool has(const struct phrases *text, const char *phrase)
{
	for (size_t i = 0; i < text->n; i++)
		if (!strncmp(phrase_text(text, i), phrase, strlen(phrase)))
			return true;
	return false;
}

/* The first table and the first open file, in the words of a book or none. */
static void describe(struct phrases *text, const struct view *view)
{
	describe_table(text, view, 0, &symbols_ascii);
	describe_file(text, view, 0, false, &symbols_ascii);
}

/* A phrase that names an object ends in its label. */
static size_t check_objects(const struct phrases *text,
			    const struct model *model)
{
	size_t n = 0;

	for (size_t i = 0; i < text->n; i++) {
		const struct model_node *node = phrase_object(text, i);
		char label[32];

		if (!node || node->sort == SORT_TABLE)
			continue;
		if (node->sort == SORT_FILE)
			snprintf(label, sizeof(label), "F%zu",
				 model->files[node->at].label);
		else
			snprintf(label, sizeof(label), "I%zu",
				 model->inodes[node->at].label);
		check(strstr(phrase_text(text, i), label));
		n++;
	}
	return n;
}

/* All objects of the sample; it names some if anything in it is tied. */
static void test_objects(const struct view *view)
{
	struct phrases text = { 0 };
	size_t n;

	for (size_t i = 0; i < view->model->n_tables; i++)
		describe_table(&text, view, i, &symbols_ascii);
	for (size_t i = 0; i < view->n_files; i++)
		describe_file(&text, view, i, false, &symbols_ascii);
	for (size_t i = 0; i < view->n_inodes; i++)
		describe_inode(&text, view, i, &symbols_ascii);
	n = check_objects(&text, view->model);
	check(view->model->n_edges ? n : !n);
	phrases_free(&text);
}

void test_book(void)
{
	struct text text = { .name = "text", .len = sample.len };
	struct phrases usual = { 0 }, other = { .book = &book };
	struct model model = { 0 };
	struct docs docs = { 0 };
	struct view view;

	text.data = malloc(text.len);
	memcpy(text.data, sample.data, text.len);
	parse_text(&text, &docs);
	for (size_t i = 0; i < docs.n; i++)
		model_add(&model, &docs.doc[i]);
	model_finish(&model);
	view_make(&view, &model);
	describe(&usual, &view);
	describe(&other, &view);
	check(has(&usual, "process ") && has(&usual, "refs "));
	check(has(&other, "running program ") && has(&other, "count "));
	check(!has(&other, "process ") && !has(&other, "refs "));
	test_objects(&view);
	view_free(&view);
	model_free(&model);
	docs_free(&docs);
	phrases_free(&usual);
	phrases_free(&other);
	free(text.data);
	clear_reports();
}
