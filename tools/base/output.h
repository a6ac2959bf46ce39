/* SPDX-License-Identifier: GPL-2.0-only */
/* Standard output that remembers why a write failed. */
#ifndef FDMAP_OUTPUT_H
#define FDMAP_OUTPUT_H

#include <stdbool.h>

/** output_open() - let stdout remember; false if out of memory */
bool output_open(void);

/**
 * output_close() - write what is left and close stdout
 *
 * Return: false after a report if any write failed since output_open().
 */
bool output_close(void);

#endif
