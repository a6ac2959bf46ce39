/* SPDX-License-Identifier: GPL-2.0-only */
/* Ways to draw a model. */
#ifndef FDMAP_RENDER_H
#define FDMAP_RENDER_H

#include "base/term.h"
#include "model/view.h"

/**
 * struct renderer - one way to draw
 * @name: what --format calls it
 * @render: writes the drawing to standard output, where errors stay to be found
 *	by ferror(3)
 */
struct renderer {
	const char *name;
	void (*render)(const struct view *view, const struct term *term);
};

extern const struct renderer renderer_text;
extern const struct renderer renderer_dot;

/** render_narrow() - draw as text without lines, for few columns */
void render_narrow(const struct view *view, const struct term *term);

/** renderer_find() - the renderer of that name, or NULL */
const struct renderer *renderer_find(const char *name);

#endif
