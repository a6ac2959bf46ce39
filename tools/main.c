// SPDX-License-Identifier: GPL-2.0-only
#include <argp.h>
#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "commands.h"
#include "output.h"
#include "report.h"

#ifndef FDMAP_VERSION
#define FDMAP_VERSION "0.1"
#endif

#define WIDTH_MIN 40
#define WIDTH_MAX 10000

enum {
	KEY_FROM = 0x100,
	KEY_ASCII,
	KEY_COLOUR,
	KEY_WIDTH
};

/** struct line - the command line */
struct line {
	const struct command *command;
	struct request request;
	size_t alloc_pids;
	const char *draw_option;	/* one that only drawings obey */
	unsigned int width;
	bool ascii;
	enum colour colour;
};

static const struct argp_option options[] = {
	{ "from", KEY_FROM, "FILE", 0,
	  "Read saved text from FILE, - for standard input, instead of the "
	  "running kernel's", 0 },
	{ "format", 'f', "FORMAT", 0, "Draw as text (default) or dot", 0 },
	{ "ascii", KEY_ASCII, NULL, 0, "Print nothing but ASCII", 0 },
	{ "color", KEY_COLOUR, "WHEN", 0,
	  "Use colour auto (default, on a terminal), always or never", 0 },
	{ "width", KEY_WIDTH, "COLUMNS", 0,
	  "Draw at most so wide; default: as wide as the terminal, else 80",
	  0 },
	{ 0 }
};

static const char *const colours[] = {
	[COLOUR_AUTO] = "auto",
	[COLOUR_ALWAYS] = "always",
	[COLOUR_NEVER] = "never",
};

/* End with one line on standard error. */
__attribute__((noreturn))
static void usage_error(const char *problem, const char *object,
			const char *hint)
{
	report("%s%s: %s", problem, object ? report_word(object) : "", hint);
	exit(STATUS_USAGE);
}

static unsigned long number(const char *arg, unsigned long limit)
{
	unsigned long value;
	char *end;

	if (!*arg || strspn(arg, "0123456789") != strlen(arg))
		return 0;
	errno = 0;
	value = strtoul(arg, &end, 10);
	return errno || value > limit ? 0 : value;
}

static void set_format(struct line *line, const char *arg)
{
	line->draw_option = "--format";
	line->request.renderer = renderer_find(arg);
	if (!line->request.renderer)
		usage_error("unknown format ", arg, "give text or dot");
}

static void set_colour(struct line *line, const char *arg)
{
	line->draw_option = "--color";
	for (size_t i = 0; i < sizeof(colours) / sizeof(*colours); i++) {
		if (strcmp(colours[i], arg))
			continue;
		line->colour = i;
		return;
	}
	usage_error("unknown colour choice ", arg,
		    "give auto, always or never");
}

static void set_width(struct line *line, const char *arg)
{
	line->draw_option = "--width";
	line->width = number(arg, WIDTH_MAX);
	if (line->width < WIDTH_MIN)
		usage_error("bad width ", arg, "give 40 to 10000 columns");
}

/* Process IDs are kept as the module writes them, without leading zeros. */
static void add_pid(struct line *line, char *arg)
{
	struct request *request = &line->request;

	if (!number(arg, INT_MAX) || *arg == '0')
		usage_error("bad process ID ", arg,
			    "give a command or a positive number");
	request->pids = array_grow(request->pids, request->n_pids,
				   &line->alloc_pids, sizeof(*request->pids));
	request->pids[request->n_pids++] = arg;
}

static void add_argument(struct line *line, char *arg)
{
	const struct command *command = NULL;

	if (!line->command && !line->request.n_pids)
		command = command_find(arg);
	if (command)
		line->command = command;
	else
		add_pid(line, arg);
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct line *line = state->input;

	if (key == KEY_FROM)
		line->request.from = arg;
	else if (key == 'f')
		set_format(line, arg);
	else if (key == KEY_ASCII)
		line->ascii = true;
	else if (key == KEY_COLOUR)
		set_colour(line, arg);
	else if (key == KEY_WIDTH)
		set_width(line, arg);
	else if (key == ARGP_KEY_ARG)
		add_argument(line, arg);
	else
		return ARGP_ERR_UNKNOWN;
	return 0;
}

static const struct argp argp = {
	.options = options,
	.parser = parse_option,
	.args_doc = "[draw] PID...\nlist [PID...]",
	.doc = "Show descriptor tables, open files and inodes of processes, "
	       "and which of them share what.\v"
	       "draw makes a drawing of the processes; list prints one row for "
	       "each descriptor, of all processes if none is named. Both read "
	       "what the kernel module fdmap shows; see fdmap(8).",
};

/* What single arguments cannot tell. */
static void check_line(struct line *line)
{
	if (!line->command)
		line->command = &command_draw;
	if (line->draw_option && !line->command->draws)
		usage_error("list makes no drawing, so no ", line->draw_option,
			    "leave that option out");
	if (line->command->draws && !line->request.n_pids &&
	    !line->request.from)
		usage_error("no process given", NULL,
			    "name a process ID, or saved text with --from");
}

int main(int argc, char **argv)
{
	struct line line = { .request.renderer = &renderer_text };
	int status;

	setlocale(LC_CTYPE, "");
	argp_program_version = "fdmap " FDMAP_VERSION;
	argp_err_exit_status = STATUS_USAGE;
	argp_parse(&argp, argc, argv, 0, NULL, &line);
	check_line(&line);
	term_init(&line.request.term, line.width, line.ascii, line.colour);
	if (!output_open())
		return STATUS_FAILED;
	status = command_run(line.command, &line.request);
	free(line.request.pids);
	return output_close() ? status : STATUS_FAILED;
}
