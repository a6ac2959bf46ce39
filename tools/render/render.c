// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "render/render.h"

const struct renderer renderers[] = {
	{ { "text", "for a terminal" }, render_text },
	{ { "dot", "for the program dot of Graphviz" }, render_dot },
	{ .format.name = NULL }
};

const struct renderer *renderer_find(const char *name)
{
	for (const struct renderer *r = renderers; r->format.name; r++)
		if (!strcmp(r->format.name, name))
			return r;
	return NULL;
}
