/* SPDX-License-Identifier: GPL-2.0-only */
/* Ways to draw a model. */
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

/* All of them, ended by one without a name; the first one is the default. */
extern const struct renderer renderers[];

void render_text(const struct view *view, const struct term *term, FILE *out);
void render_dot(const struct view *view, const struct term *term, FILE *out);

/** renderer_find() - the renderer of that name, or NULL */
const struct renderer *renderer_find(const char *name);

#endif
