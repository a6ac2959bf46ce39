// SPDX-License-Identifier: GPL-2.0-only
/* Malformed text of every sort: nothing may crash, nothing may be silent. */
#include <stdlib.h>
#include <string.h>

#include "cmd/refs.h"
#include "render/render.h"
#include "render/text/narrow.h"
#include "text/parse.h"
#include "unit.h"

/* About so many bits are flipped, evenly over the text. */
#define FLIPS 20000

/* Parse, draw and count @len bytes in every way; returns documents left out. */
static size_t draw(const char *data, size_t len)
{
	struct text text = { .name = "text", .data = malloc(len + !len),
			     .len = len };
	const struct options options = { .format = "text", .width = 80 };
	const struct targets targets = { 0 };
	struct term term;
	struct model model = { 0 };
	struct docs docs = { 0 };
	struct view view;
	size_t bad;

	memcpy(text.data, data, len);
	bad = parse_text(&text, &docs);
	for (size_t i = 0; i < docs.n; i++)
		model_add(&model, &docs.doc[i]);
	model_finish(&model);
	view_make(&view, &model);
	if (model.n_tables) {
		options_term(&options, &term);
		for (const struct renderer *r = renderers; r->format.name; r++)
			r->render(&view, &term, stdout);
		render_narrow(&view, &term, stdout);
		check(refs_account(&model, &targets, &options, stdout));
	}
	view_free(&view);
	model_free(&model);
	docs_free(&docs);
	free(text.data);
	return bad;
}

/* Whether a table or a first line ends at @len. */
static bool is_table_end(size_t len)
{
	return len > 2 && !memcmp(sample.data + len - 2, "\n\n", 2);
}

/* Whether a document ends there. */
static bool is_document_end(size_t len)
{
	return is_table_end(len) &&
	       (len == sample.len || !memcmp(sample.data + len, "fdmap ", 6));
}

void test_truncated(void)
{
	for (size_t len = 0; len <= sample.len; len++) {
		size_t bad = draw(sample.data, len);

		/* Tables that nothing refers to may be missing. */
		if (is_document_end(len))
			check(!bad);
		else
			check(bad == 1 || (!bad && is_table_end(len)));
		if (bad)
			expect_report(len ? "text:" : "empty text");
	}
}

void test_flipped(void)
{
	size_t step = sample.len * 8 / FLIPS + 1;
	char *data = malloc(sample.len);

	memcpy(data, sample.data, sample.len);
	for (size_t i = 0; i < sample.len * 8; i += step) {
		data[i / 8] ^= 1 << i % 8;
		draw(data, sample.len);
		clear_reports();
		data[i / 8] ^= 1 << i % 8;
	}
	check(!draw(data, sample.len));
	free(data);
}

/* Lines left out, doubled and exchanged; bytes at random. */
void test_shuffled(void)
{
	char *data = malloc(2 * sample.len);

	srand(2);
	for (int round = 0; round < 2000; round++) {
		size_t from = rand() % sample.len;
		size_t to = rand() % sample.len;
		size_t len = rand() % (sample.len - (from > to ? from : to));

		memcpy(data, sample.data, sample.len);
		if (round % 2)
			memcpy(data + to, sample.data + from, len);
		else
			for (size_t i = 0; i < len % 16; i++)
				data[to + i] = rand();
		draw(data, sample.len);
		clear_reports();
	}
	free(data);
}
