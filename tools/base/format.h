/* SPDX-License-Identifier: GPL-2.0-only */
/* What a format is called: the beginning of a row of a table of formats. */
#ifndef FDMAP_FORMAT_H
#define FDMAP_FORMAT_H

/**
 * struct format - one way to print something
 * @name: what --format calls it
 * @help: what it is, in a few words
 */
struct format {
	const char *name;
	const char *help;
};

#endif
