// SPDX-License-Identifier: GPL-2.0-only
#include "cmd/commands.h"
#include "render/render.h"

static int run_draw(const struct request *request, const struct model *model)
{
	struct view view;

	view_make(&view, model);
	renderer_find(request->format)->render(&view, &request->term,
					       request->out);
	view_free(&view);
	return STATUS_OK;
}

static const char *const formats[] = { "text", "dot", NULL };

const struct command command_draw = {
	.name = "draw",
	.formats = formats,
	.obeys = OBEYS_COLOUR | OBEYS_WIDTH,
	.names = true,
	.run = run_draw,
};
