/* SPDX-License-Identifier: GPL-2.0-only */
/* A command line of groups of options and of targets. */
#ifndef FDMAP_LINE_H
#define FDMAP_LINE_H

#include <argp.h>
#include <stdbool.h>

#include "cmd/options.h"
#include "cmd/targets.h"

/**
 * struct line - what was given
 * @argp: the command's, whose children are the groups
 * @options: what they were given
 * @targets: what is named
 * @takes_fds: whether descriptors may be named
 */
struct line {
	const struct argp *argp;
	struct options options;
	struct targets targets;
	bool takes_fds;
};

/** line_parse() - an argp_parser_t whose input begins with a struct line */
error_t line_parse(int key, char *arg, struct argp_state *state);

#endif
