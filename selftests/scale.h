/* SPDX-License-Identifier: GPL-2.0-only */
/* How long and how large tests are, which whoever runs them may choose. */
#ifndef SCALE_H
#define SCALE_H

#include <stdbool.h>

/* scale_seconds() - how long a storm lasts: FDMAP_STORM_SECONDS, else 5 */
int scale_seconds(void);

/*
 * scale_variant_seconds() - how long a test lasts that is one of many alike
 *
 * Half as long as a storm; a minute at least where scale_full() says so.
 */
int scale_variant_seconds(void);

/* scale_full() - whether FDMAP_FULL asks for sizes that take minutes */
bool scale_full(void);

#endif
