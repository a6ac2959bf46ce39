// SPDX-License-Identifier: GPL-2.0-only
#include "commands.h"

static int run_draw(const struct request *request, const struct model *model)
{
	struct view view;

	view_make(&view, model);
	request->renderer->render(&view, &request->term);
	view_free(&view);
	return STATUS_OK;
}

const struct command command_draw = { "draw", true, run_draw };
