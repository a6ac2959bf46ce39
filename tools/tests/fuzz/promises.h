/* SPDX-License-Identifier: GPL-2.0-only */
/* What the program's output keeps, whatever a text says. */
#ifndef FDMAP_TESTS_FUZZ_PROMISES_H
#define FDMAP_TESTS_FUZZ_PROMISES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define ARGUMENTS_MAX 6

/**
 * struct use - a use of the program, and what its output must keep
 * @arguments: without --from
 * @wide: no line is wider than was asked for
 * @table: every line has as many words as the first one
 * @json: it is JSON
 */
struct use {
	const char *arguments[ARGUMENTS_MAX];
	bool wide;
	bool table;
	bool json;
};

/**
 * struct stream - what the program wrote
 * @file: what it wrote to
 * @data: the bytes, known once @file was closed
 * @len: their number
 */
struct stream {
	FILE *file;
	char *data;
	size_t len;
};

/**
 * promises_of_output() - look at standard output
 * @use: the use that it is from
 * @out: the output
 * @width: the width that was asked for
 *
 * What is not kept is told, and ends the process.
 */
void promises_of_output(const struct use *use, const struct stream *out,
			long width);

/** promises_of_reports() - likewise at standard error, and how it ended */
void promises_of_reports(const struct use *use, const struct stream *err,
			 int status);

#endif
