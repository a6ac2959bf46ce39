/* SPDX-License-Identifier: GPL-2.0-only */
/* Ways to draw a model: a new one is one file, and one row here. */
#ifndef FDMAP_RENDER_H
#define FDMAP_RENDER_H

#include <stdio.h>

#include "base/format.h"
#include "base/term.h"
#include "model/view.h"

/**
 * struct renderer - one way to draw
 * @format: what it is called
 * @render: writes the drawing to a stream, where errors stay to be found by
 *	ferror(3)
 */
struct renderer {
	struct format format;
	void (*render)(const struct view *view, const struct term *term,
		       FILE *out);
};

/* All of them, each with what it is; the first one is the default. */
#define RENDERERS(row)                              \
	row(text, "for a terminal")                 \
	row(dot, "for the program dot of Graphviz") \
	row(mermaid, "for web pages that know Mermaid")

#define DECLARE_RENDERER(name, help)                                         \
	void render_##name(const struct view *view, const struct term *term, \
			   FILE *out);
RENDERERS(DECLARE_RENDERER)

/* The same as a table, ended by one without a name. */
extern const struct renderer renderers[];

/** renderer_find() - the renderer of that name, or NULL */
const struct renderer *renderer_find(const char *name);

#endif
