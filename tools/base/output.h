/* SPDX-License-Identifier: GPL-2.0-only */
/* Standard output that remembers why a write failed. */
#ifndef FDMAP_OUTPUT_H
#define FDMAP_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

/** output_open() - a stream to standard output; NULL after a report */
FILE *output_open(void);

/**
 * output_close() - write what is left and close the stream
 *
 * Return: false after a report if any write failed since output_open().
 */
bool output_close(FILE *out);

#endif
