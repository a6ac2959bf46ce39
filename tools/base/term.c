// SPDX-License-Identifier: GPL-2.0-only
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/term.h"

#define WIDTH_DEFAULT 80
#define WIDTH_LIMIT   10000

static const char *const sequences[STYLES] = {
	[STYLE_PLAIN] = "",	      [STYLE_FRAME] = "\033[2m",
	[STYLE_LABEL] = "\033[1m",    [STYLE_NAME] = "\033[36m",
	[STYLE_FAINT] = "\033[2m",    [STYLE_ALERT] = "\033[1;31m",
	[STYLE_LANE] = "\033[32m",    [STYLE_LANE + 1] = "\033[33m",
	[STYLE_LANE + 2] = "\033[35m", [STYLE_LANE + 3] = "\033[34m",
	[STYLE_LANE + 4] = "\033[36m", [STYLE_LANE + 5] = "\033[31m",
};

const char *style_on(enum style style)
{
	return sequences[style];
}

static unsigned int terminal_width(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	unsigned long width;

	if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col)
		return size.ws_col;
	width = columns ? strtoul(columns, NULL, 10) : 0;
	return width && width <= WIDTH_LIMIT ? width : WIDTH_DEFAULT;
}

static bool is_utf8(void)
{
	return !strcmp(nl_langinfo(CODESET), "UTF-8");
}

static bool wants_colour(void)
{
	const char *no_color = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	return isatty(STDOUT_FILENO) && !(no_color && *no_color) && term &&
	       strcmp(term, "dumb");
}

void term_init(struct term *term, unsigned int width, bool ascii,
	       enum colour colour)
{
	*term = (struct term){
		.symbols = ascii || !is_utf8() ? &symbols_ascii : &symbols_utf8,
		.width = width ? width : terminal_width(),
		.colour = colour == COLOUR_ALWAYS ||
			  (colour == COLOUR_AUTO && wants_colour()),
	};
}
