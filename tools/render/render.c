// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "render/render.h"

#define ROW(name, help) { { #name, help }, render_##name },

const struct renderer renderers[] = { RENDERERS(ROW) { .format.name = NULL } };

const struct renderer *renderer_find(const char *name)
{
	for (const struct renderer *r = renderers; r->format.name; r++)
		if (!strcmp(r->format.name, name))
			return r;
	return NULL;
}
