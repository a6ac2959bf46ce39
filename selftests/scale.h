/* SPDX-License-Identifier: GPL-2.0-only */
/* How long tests last, which whoever runs them may choose. */
#ifndef SCALE_H
#define SCALE_H

/* scale_seconds() - how long a storm lasts: FDMAP_STORM_SECONDS, else 5 */
int scale_seconds(void);

#endif
