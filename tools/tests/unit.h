/* SPDX-License-Identifier: GPL-2.0-only */
/* What the tests written in C share. */
#ifndef FDMAP_TESTS_UNIT_H
#define FDMAP_TESTS_UNIT_H

#include <stdbool.h>
#include <stdio.h>

#include "text/parse.h"

/* The results; standard output and standard error are what is tested. */
extern FILE *tap;

/* Something was wrong in the test that runs. */
extern bool failed;

/* A well-formed text of several documents. */
extern struct text sample;

#define check(condition)                                         \
	do {                                                     \
		if (!(condition)) {                              \
			fprintf(tap, "# %s:%d: %s\n", __FILE__,  \
				__LINE__, #condition);           \
			failed = true;                           \
		}                                                \
	} while (0)

/** expect_report() - check that one line with @part was reported; forget it */
void expect_report(const char *part);

/** clear_reports() - forget what was reported */
void clear_reports(void);

void test_book(void);
void test_escape_valid(void);
void test_escape_show(void);
void test_shorten(void);
void test_idmap(void);
void test_lanes(void);
void test_lane_order(void);
void test_source(void);
void test_labels(void);
void test_page(void);
void test_reader(void);
void test_shown(void);
void test_truncated(void);
void test_flipped(void);
void test_shuffled(void);

#endif
