// SPDX-License-Identifier: GPL-2.0-only
#include <argp.h>
#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/output.h"
#include "base/report.h"
#include "cmd/commands.h"

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
	size_t alloc_targets;
	unsigned int obey;	/* options that not every command obeys */
	unsigned int width;
	bool ascii;
	enum colour colour;
};

static const struct argp_option options[] = {
	{ "from", KEY_FROM, "FILE", 0,
	  "Read saved text from FILE, - for standard input, instead of the "
	  "running kernel's", 0 },
	{ "format", 'f', "FORMAT", 0, "Draw as text (default) or dot; list as "
	  "table (default) or json; show refs as text (default), table or json",
	  0 },
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

static void set_colour(struct line *line, const char *arg)
{
	line->obey |= OBEYS_COLOUR;
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
	line->obey |= OBEYS_WIDTH;
	line->width = number(arg, WIDTH_MAX);
	if (line->width < WIDTH_MIN)
		usage_error("bad width ", arg, "give 40 to 10000 columns");
}

static void bad_argument(const struct line *line, const char *arg)
{
	if (line->command && line->command->takes_fds)
		usage_error("bad process or descriptor ", arg,
			    "give PID or PID:FD");
	usage_error("bad process ID ", arg,
		    "give a command or a positive number");
}

/* Process IDs are kept as the module writes them, without leading zeros. */
static bool take_target(struct target *target, char *pid, const char *fd)
{
	target->pid = pid;
	target->fd = fd ? (int)number(fd, INT_MAX) : -1;
	return number(pid, INT_MAX) && *pid != '0' &&
	       (target->fd || !strcmp(fd, "0"));
}

static void add_target(struct line *line, char *arg)
{
	bool takes_fds = line->command && line->command->takes_fds;
	char *colon = takes_fds ? strchr(arg, ':') : NULL;
	struct request *request = &line->request;
	struct target *target;

	request->targets = array_grow(request->targets, request->n_targets,
				      &line->alloc_targets,
				      sizeof(*request->targets));
	target = &request->targets[request->n_targets++];
	*target = (struct target){ 0 };
	if (colon)
		*colon = '\0';
	if (take_target(target, arg, colon ? colon + 1 : NULL))
		return;
	if (colon)
		*colon = ':';
	bad_argument(line, arg);
}

static void add_argument(struct line *line, char *arg)
{
	const struct command *command = NULL;

	if (!line->command && !line->request.n_targets)
		command = command_find(arg);
	if (command)
		line->command = command;
	else
		add_target(line, arg);
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct line *line = state->input;

	if (key == KEY_FROM)
		line->request.from = arg;
	else if (key == 'f')
		line->request.format = arg;
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
	.args_doc = "[draw] PID...\nlist [PID...]\nrefs PID[:FD]...",
	.doc = "Show descriptor tables, open files and inodes of processes, "
	       "and which of them share what.\v"
	       "draw makes a drawing of the processes; list prints one row for "
	       "each descriptor, of all processes if none is named; refs tells "
	       "who holds the references to open files. All read what the "
	       "kernel module fdmap shows; see fdmap(8).",
};

static const struct {
	unsigned int obeys;
	const char *name;
} some_obey[] = {
	{ OBEYS_COLOUR, "--color" },
	{ OBEYS_WIDTH, "--width" },
};

static void check_options(const struct line *line)
{
	char problem[64];

	snprintf(problem, sizeof(problem), "%s does not know ",
		 line->command->name);
	for (size_t i = 0; i < sizeof(some_obey) / sizeof(*some_obey); i++)
		if (line->obey & some_obey[i].obeys & ~line->command->obeys)
			usage_error(problem, some_obey[i].name,
				    "leave that option out");
}

/* "give text, table or json" */
static void bad_format(const struct command *command, const char *word)
{
	struct buf hint = { 0 };

	buf_puts(&hint, "give ");
	for (size_t i = 0; command->formats[i]; i++) {
		const char *next = command->formats[i + 1];

		buf_puts(&hint, command->formats[i]);
		if (next)
			buf_puts(&hint, command->formats[i + 2] ? ", " :
								  " or ");
	}
	usage_error("unknown format ", word, hint.data);
}

static void check_format(struct line *line)
{
	const char *const *formats = line->command->formats;
	const char *word = line->request.format;

	while (word && *formats && strcmp(*formats, word))
		formats++;
	if (!*formats)
		bad_format(line->command, word);
	line->request.format = *formats;
}

/* What single arguments cannot tell. */
static void check_line(struct line *line)
{
	if (!line->command)
		line->command = &command_draw;
	check_options(line);
	check_format(line);
	if (line->command->names && !line->request.n_targets &&
	    !line->request.from)
		usage_error("no process given", NULL,
			    "name a process ID, or saved text with --from");
}

int main(int argc, char **argv)
{
	struct line line = { 0 };
	int status;

	setlocale(LC_CTYPE, "");
	argp_program_version = "fdmap " FDMAP_VERSION;
	argp_err_exit_status = STATUS_USAGE;
	argp_parse(&argp, argc, argv, 0, NULL, &line);
	check_line(&line);
	term_init(&line.request.term, line.width, line.ascii, line.colour);
	line.request.out = output_open();
	if (!line.request.out)
		return STATUS_FAILED;
	status = command_run(line.command, &line.request);
	free(line.request.targets);
	return output_close(line.request.out) ? status : STATUS_FAILED;
}
