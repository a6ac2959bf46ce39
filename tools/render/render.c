// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "render/render.h"

const struct renderer renderers[] = {
	{ "text", "for a terminal", render_text },
	{ "dot", "for the program dot of Graphviz", render_dot },
	{ 0 }
};

const struct renderer *renderer_find(const char *name)
{
	for (const struct renderer *r = renderers; r->name; r++)
		if (!strcmp(r->name, name))
			return r;
	return NULL;
}
