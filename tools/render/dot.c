// SPDX-License-Identifier: GPL-2.0-only
/*
 * The drawing for graphviz: HTML-like labels, in which only XML's own
 * characters mean anything (graphviz.org/doc/info/shapes.html#html).
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "render/render.h"
#include "words/describe.h"

/* Columns that a description may take before it goes on in another line. */
#define LINE_WIDTH 48

static void put_escaped(FILE *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '&' || *text == '<' || *text == '>' ||
		    *text == '"' || *text == '\'' || *text == '\\')
			fprintf(out, "&#%d;", *text);
		else
			putc(*text, out);
	}
}

/* The tags that stand for styles; the others look like plain text. */
static const struct {
	const char *on;
	const char *off;
} tags[STYLES] = {
	[STYLE_LABEL] = { "<B>", "</B>" },
	[STYLE_ALERT] = { "<FONT COLOR=\"red3\">", "</FONT>" },
};

static void put_tag(FILE *out, const char *tag)
{
	if (tag)
		fputs(tag, out);
}

/* A line of phrases; one tag holds all neighbours of one style. */
static void put_line(FILE *out, const struct phrases *text, size_t i,
		     size_t end)
{
	enum style style = STYLE_PLAIN;

	for (size_t first = i; i < end; i++) {
		const struct phrase *phrase = &text->phrase[i];

		if (phrase->style != style)
			put_tag(out, tags[style].off);
		if (i > first)
			fprintf(out, "%*s", (int)phrase->gap, "");
		if (phrase->style != style)
			put_tag(out, tags[phrase->style].on);
		style = phrase->style;
		put_escaped(out, phrase_text(text, i));
	}
	put_tag(out, tags[style].off);
}

/* Put a description and clear it. */
static void put_text(FILE *out, struct phrases *text)
{
	for (size_t i = 0, end; i < text->n; i = end) {
		end = phrases_flow(text, i, text->n, LINE_WIDTH);
		put_line(out, text, i, end);
		fprintf(out, "<BR ALIGN=\"LEFT\"/>");
	}
	phrases_clear(text);
}

static void put_table(FILE *out, const struct view *view, size_t table,
		      size_t digits, const struct symbols *symbols)
{
	const struct view_table *t = &view->tables[table];
	struct phrases text = { 0 };

	fprintf(out, "\t\tT%zu [label=<<TABLE BORDER=\"0\" CELLBORDER=\"1\" "
		"CELLSPACING=\"0\">\n\t\t\t<TR><TD BORDER=\"0\" "
		"ALIGN=\"LEFT\">", table + 1);
	describe_table(&text, view, table, symbols);
	put_text(out, &text);
	fprintf(out, "</TD></TR>\n");
	for (size_t i = t->first; i < t->first + t->n; i++) {
		fprintf(out, "\t\t\t<TR><TD PORT=\"d%zu\" ALIGN=\"LEFT\">", i);
		describe_fd(&text, view, i, digits, false, symbols);
		put_text(out, &text);
		fprintf(out, "</TD></TR>\n");
	}
	fprintf(out, "\t\t</TABLE>>];\n");
	phrases_free(&text);
}

static void put_node(FILE *out, char kind, size_t label, struct phrases *text)
{
	fprintf(out, "\t\t%c%zu [label=<<TABLE BORDER=\"0\" CELLBORDER=\"1\" "
		"CELLSPACING=\"0\"><TR><TD>", kind, label);
	put_text(out, text);
	fprintf(out, "</TD></TR></TABLE>>];\n");
}

static void put_files(FILE *out, const struct view *view,
		      const struct symbols *symbols)
{
	struct phrases text = { 0 };

	fprintf(out, "\t{\n\t\trank=same;\n");
	for (size_t i = 0; i < view->n_files; i++) {
		describe_file(&text, view, i, false, symbols);
		put_node(out, 'F', view_file_label(view, i), &text);
	}
	fprintf(out, "\t}\n");
	phrases_free(&text);
}

static void put_inodes(FILE *out, const struct view *view,
		       const struct symbols *symbols)
{
	struct phrases text = { 0 };

	fprintf(out, "\t{\n\t\trank=same;\n");
	for (size_t i = 0; i < view->n_inodes; i++) {
		describe_inode(&text, view, i, symbols);
		put_node(out, 'I', view_inode_label(view, i), &text);
	}
	fprintf(out, "\t}\n");
	phrases_free(&text);
}

/* Tables below each other, in the order of the model. */
static void put_tables(FILE *out, const struct view *view,
		       const struct symbols *symbols)
{
	size_t digits = describe_digits(view, symbols);
	size_t n = view->model->n_tables;

	fprintf(out, "\t{\n\t\trank=same;\n");
	for (size_t i = 0; i < n; i++)
		put_table(out, view, i, digits, symbols);
	for (size_t i = 1; i < n; i++)
		fprintf(out, "\t\tT%zu -> T%zu [style=invis];\n", i, i + 1);
	fprintf(out, "\t}\n");
}

static void put_edges(FILE *out, const struct view *view)
{
	for (size_t t = 0; t < view->model->n_tables; t++) {
		const struct view_table *table = &view->tables[t];

		for (size_t i = 0; i < table->n; i++) {
			size_t fd = table->first + i;
			size_t file = view->fds[fd].file;

			fprintf(out, "\tT%zu:d%zu:e -> F%zu:w;\n", t + 1, fd,
				view_file_label(view, file));
		}
	}
	for (size_t i = 0; i < view->n_files; i++)
		fprintf(out, "\tF%zu:e -> I%zu:w;\n", view_file_label(view, i),
			view_inode_label(view, view->files[i].inode));
}

/* The node that stands for each inode. */
static size_t *inode_nodes(const struct view *view)
{
	size_t *nodes = array_make(view->model->n_inodes, sizeof(*nodes));

	for (size_t i = 0; i < view->n_inodes; i++)
		for (size_t j = 0; j < view->inodes[i].count; j++)
			nodes[view->inodes[i].first + j] =
				view_inode_label(view, i);
	return nodes;
}

/* How ties are drawn that are not the columns' order; some are only said. */
static const char *const ties[] = {
	[TIE_PEER] = "dir=both, style=dashed",
	[TIE_CARRIES] = "style=dotted, label=\"in flight\"",
};

static void put_node_name(FILE *out, const struct model *model,
			  const size_t *inodes, struct model_node node)
{
	if (node.sort == SORT_FILE)
		fprintf(out, "F%zu", model->files[node.at].label);
	else
		fprintf(out, "I%zu", inodes[node.at]);
}

static void put_ties(FILE *out, const struct view *view)
{
	const struct model *model = view->model;
	size_t *inodes = inode_nodes(view);

	for (size_t i = 0; i < model->n_edges; i++) {
		const struct model_edge *edge = &model->edges[i];

		if (edge->tie >= sizeof(ties) / sizeof(*ties) ||
		    !ties[edge->tie])
			continue;
		putc('\t', out);
		put_node_name(out, model, inodes, edge->from);
		fputs(" -> ", out);
		put_node_name(out, model, inodes, edge->to);
		fprintf(out, " [%s, constraint=false];\n", ties[edge->tie]);
	}
	free(inodes);
}

void render_dot(const struct view *view, const struct term *term, FILE *out)
{
	fprintf(out, "digraph fdmap {\n"
		"\tgraph [rankdir=LR, ranksep=1, charset=\"UTF-8\"];\n"
		"\tnode [shape=plain, fontname=\"monospace\", fontsize=10];\n"
		"\tedge [arrowsize=0.7, fontname=\"monospace\", "
		"fontsize=8];\n");
	put_tables(out, view, term->symbols);
	put_files(out, view, term->symbols);
	put_inodes(out, view, term->symbols);
	put_edges(out, view);
	put_ties(out, view);
	fprintf(out, "}\n");
}
