// SPDX-License-Identifier: GPL-2.0-only
#include "base/output.h"
#include "cmd/commands.h"
#include "cmd/line.h"
#include "cmd/usage.h"
#include "render/render.h"

static const struct argp_child children[] = {
	{ .argp = &options_from },
	{ .argp = &options_format },
	{ .argp = &options_ascii },
	{ .argp = &options_colour },
	{ .argp = &options_width },
	{ 0 }
};

static const struct argp argp = {
	.parser = line_parse,
	.children = children,
	.args_doc = "PID...",
	.doc = "draw the tables of processes, and the arrows between them",
};

static void draw(const struct options *options, const struct model *model,
		 FILE *out)
{
	struct term term;
	struct view view;

	options_term(options, &term);
	view_make(&view, model);
	renderer_find(options->format)->render(&view, &term, out);
	view_free(&view);
}

static int run_draw(int argc, char **argv)
{
	struct line line = {
		.argp = &argp,
		.options = { OPTIONS_FORMATS(renderers) },
	};
	struct moment moment = { 0 };
	FILE *out;
	bool ok;

	argp_parse(&argp, argc, argv, 0, NULL, &line);
	targets_need(&line.targets, line.options.from);
	out = output_open();
	if (!out)
		return STATUS_FAILED;
	ok = targets_read(&line.targets, line.options.from, false, &moment);
	if (moment.model.n_tables)
		draw(&line.options, &moment.model, out);
	moment_free(&moment);
	targets_free(&line.targets);
	return output_close(out) && ok ? STATUS_OK : STATUS_FAILED;
}

const struct command command_draw = { "draw", &argp, run_draw };
