/* SPDX-License-Identifier: GPL-2.0-only */
/* The rules of the ABI page that take more than one row to see. */
#ifndef FDMAP_CHECK_H
#define FDMAP_CHECK_H

#include "fdmap_reader.h"

/* The rule that the last refused document broke. */
extern char fdmap_check_error[256];

/*
 * fdmap_check() - hold a document to its rules and sort its files and inodes
 *
 * Return: false with the broken rule in fdmap_check_error.
 */
bool fdmap_check(struct fdmap_document *document);

#endif
