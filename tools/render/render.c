// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "render/render.h"

static const struct renderer *const renderers[] = {
	&renderer_text,
	&renderer_dot,
};

const struct renderer *renderer_find(const char *name)
{
	for (size_t i = 0; i < sizeof(renderers) / sizeof(*renderers); i++)
		if (!strcmp(renderers[i]->name, name))
			return renderers[i];
	return NULL;
}
