// SPDX-License-Identifier: GPL-2.0-only
#include "cmd/line.h"

error_t line_parse(int key, char *arg, struct argp_state *state)
{
	struct line *line = state->input;

	if (key == ARGP_KEY_INIT)
		options_begin(&line->options, state, line->argp->children);
	else if (key == ARGP_KEY_ARG)
		targets_add(&line->targets, arg, line->takes_fds);
	else
		return ARGP_ERR_UNKNOWN;
	return 0;
}
