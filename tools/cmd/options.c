// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "cmd/options.h"
#include "cmd/usage.h"

#define WIDTH_MIN 40
#define WIDTH_MAX 10000

static const char *const colours[] = {
	[COLOUR_AUTO] = "auto",
	[COLOUR_ALWAYS] = "always",
	[COLOUR_NEVER] = "never",
};

static const struct format *format_at(const struct options *options, size_t i)
{
	return (const void *)((const char *)options->formats +
			      i * options->format_size);
}

/* "text, table or json" */
static void put_formats(struct buf *to, const struct options *options)
{
	for (size_t i = 0; format_at(options, i)->name; i++) {
		bool next = format_at(options, i + 1)->name;

		buf_puts(to, format_at(options, i)->name);
		if (next)
			buf_puts(to, format_at(options, i + 2)->name ? ", " :
								       " or ");
	}
}

static void set_format(struct options *options, const char *arg)
{
	struct buf hint = { 0 };

	for (size_t i = 0; format_at(options, i)->name; i++) {
		if (strcmp(format_at(options, i)->name, arg))
			continue;
		options->format = format_at(options, i)->name;
		return;
	}
	buf_puts(&hint, "give ");
	put_formats(&hint, options);
	usage_error("unknown format ", arg, hint.data);
}

/* "How to print: text (default), for a terminal; dot, for ..." */
static char *format_help(int key, const char *text, void *input)
{
	const struct options *options = input;
	struct buf help = { 0 };

	if (key != 'f' || !options)
		return (char *)text;
	buf_puts(&help, text);
	for (size_t i = 0; format_at(options, i)->name; i++)
		buf_printf(&help, "%s %s%s, %s", i ? ";" : "",
			   format_at(options, i)->name,
			   i ? "" : " (default)",
			   format_at(options, i)->help);
	return help.data;
}

static void set_colour(struct options *options, const char *arg)
{
	for (size_t i = 0; i < sizeof(colours) / sizeof(*colours); i++) {
		if (strcmp(colours[i], arg))
			continue;
		options->colour = i;
		return;
	}
	usage_error("unknown colour choice ", arg,
		    "give auto, always or never");
}

static void set_width(struct options *options, const char *arg)
{
	bool number = *arg && strspn(arg, "0123456789") == strlen(arg);
	unsigned long width;

	errno = 0;
	width = number ? strtoul(arg, NULL, 10) : 0;
	if (errno || width < WIDTH_MIN || width > WIDTH_MAX)
		usage_error("bad width ", arg, "give 40 to 10000 columns");
	options->width = width;
}

enum {
	KEY_FROM = 0x100,
	KEY_ASCII,
	KEY_COLOUR,
	KEY_WIDTH
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;

	if (key == KEY_FROM)
		options->from = arg;
	else if (key == 'f')
		set_format(options, arg);
	else if (key == KEY_ASCII)
		options->ascii = true;
	else if (key == KEY_COLOUR)
		set_colour(options, arg);
	else if (key == KEY_WIDTH)
		set_width(options, arg);
	else
		return ARGP_ERR_UNKNOWN;
	return 0;
}

/* A group of one option. */
#define GROUP(...) \
	.options = (const struct argp_option[]){ { __VA_ARGS__ }, { 0 } }, \
	.parser = parse

const struct argp options_from = {
	GROUP("from", KEY_FROM, "FILE", 0, "Read saved text from FILE, - for "
	      "standard input, instead of the running kernel's", 0)
};

const struct argp options_format = {
	GROUP("format", 'f', "FORMAT", 0, "How to print:", 0),
	.help_filter = format_help,
};

const struct argp options_ascii = {
	GROUP("ascii", KEY_ASCII, NULL, 0, "Print nothing but ASCII", 0)
};

const struct argp options_colour = {
	GROUP("color", KEY_COLOUR, "WHEN", 0, "Use colour auto (default, on a "
	      "terminal), always or never", 0)
};

const struct argp options_width = {
	GROUP("width", KEY_WIDTH, "COLUMNS", 0, "Draw at most so wide; "
	      "default: as wide as the terminal, else 80", 0)
};

void options_begin(struct options *options, struct argp_state *state,
		   const struct argp_child *children)
{
	for (size_t i = 0; children[i].argp; i++)
		state->child_inputs[i] = options;
	if (options->formats)
		options->format = format_at(options, 0)->name;
}

void options_term(const struct options *options, struct term *term)
{
	term_init(term, options->width, options->ascii, options->colour);
}

/* getopt_long(3) takes the beginning of a name for all of it. */
static bool gives(const char *word, const struct argp_option *option)
{
	size_t len = strcspn(word, "=");

	if (word[0] != '-' || !word[1])
		return false;
	if (word[1] != '-')
		return word[1] == option->key;
	return len > 2 && !strncmp(word + 2, option->name, len - 2);
}

const struct argp_option *options_find(const struct argp *argp,
				       const char *word)
{
	const struct argp_option *option = argp->options;
	const struct argp_child *child = argp->children;

	for (; option && option->name; option++)
		if (gives(word, option))
			return option;
	for (; child && child->argp; child++) {
		option = options_find(child->argp, word);
		if (option)
			return option;
	}
	return NULL;
}
