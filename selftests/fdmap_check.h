/* SPDX-License-Identifier: GPL-2.0-only */
/* The rules of the ABI page that take more than one value to see. */
#ifndef FDMAP_CHECK_H
#define FDMAP_CHECK_H

#include "fdmap_reader.h"

/* The rule that the last refused document broke. */
extern char fdmap_check_error[256];

/*
 * fdmap_check() - hold a document to its rules and sort what is to be sorted
 *
 * Return: false with the broken rule in fdmap_check_error.
 */
bool fdmap_check(struct fdmap_document *document);

/* Its parts: what is beyond the first four tables; sockets; details. */
bool fdmap_check_tables(const struct fdmap_document *document);
bool fdmap_check_socket(const struct fdmap_document *document,
			const void *row);
bool fdmap_check_details(const struct fdmap_document *document);

/* Note the broken rule; always false. */
bool __attribute__((format(printf, 1, 2)))
fdmap_refuse(const char *format, ...);

/* For qsort(3) and bsearch(3): ids, and rows that begin with one. */
int fdmap_compare_ids(const void *a, const void *b);

#endif
