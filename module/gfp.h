/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How fdmap allocates. Sizes follow the target's table, so a failure is an
 * ordinary ENOMEM for the reader: it calls no OOM killer and writes nothing to
 * the log. The memory is charged to the reader's control group.
 */
#ifndef FDMAP_GFP_H
#define FDMAP_GFP_H

#include <linux/gfp.h>

#define FDMAP_GFP \
	(GFP_KERNEL_ACCOUNT | __GFP_NOWARN | __GFP_RETRY_MAYFAIL)

#endif /* FDMAP_GFP_H */
