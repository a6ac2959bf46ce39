/* SPDX-License-Identifier: GPL-2.0-only */
/* The ways to read fdmap's directory and files while everything changes. */
#ifndef STORM_READERS_H
#define STORM_READERS_H

#include <stddef.h>

/*
 * enum reading - what came of reading something once
 * @READING_GOOD: every document keeps the rules
 * @READING_GONE: the process has ended, or the module is not there
 * @READING_BAD: anything else, with the reason in fdmap_error
 */
enum reading { READING_GOOD, READING_GONE, READING_BAD };

struct storm_reader {
	const char *name;
	enum reading (*read)(void);
};

extern const struct storm_reader storm_readers[];
extern const size_t n_storm_readers;

#endif
