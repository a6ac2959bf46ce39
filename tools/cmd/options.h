/* SPDX-License-Identifier: GPL-2.0-only */
/* Options that several commands have: each group is a child of their argp. */
#ifndef FDMAP_OPTIONS_H
#define FDMAP_OPTIONS_H

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/format.h"
#include "base/term.h"

/**
 * struct options - what was given
 * @from: saved text to read, or NULL for the live kernel
 * @format: how to print, one of @formats; the first one if none was given
 * @formats: rows that begin with a struct format, ended by one without a name
 * @format_size: bytes of a row
 * @ascii: nothing but ASCII was asked for
 * @colour: when to use colours
 * @width: columns to be had, or 0
 */
struct options {
	const char *from;
	const char *format;
	const void *formats;
	size_t format_size;
	bool ascii;
	enum colour colour;
	unsigned int width;
};

/* The formats of a command, from a table of them. */
#define OPTIONS_FORMATS(table) \
	.formats = (table), .format_size = sizeof((table)[0])

/* The groups; the input of each is a struct options. */
extern const struct argp options_from;
extern const struct argp options_format;
extern const struct argp options_ascii;
extern const struct argp options_colour;
extern const struct argp options_width;

/**
 * options_begin() - give the groups of a command their input
 * @options: that input
 * @state: of the command's parser at ARGP_KEY_INIT
 * @children: the command's groups
 */
void options_begin(struct options *options, struct argp_state *state,
		   const struct argp_child *children);

/** options_term() - what to print on, as was asked for */
void options_term(const struct options *options, struct term *term);

/** options_find() - the option that a word gives, of a command; NULL if none */
const struct argp_option *options_find(const struct argp *argp,
				       const char *word);

#endif
