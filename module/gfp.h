/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How fdmap allocates. Sizes follow the target's table, so that a failure is an
 * ordinary ENOMEM for the reader and no event for the log, and the memory is
 * charged to the reader's control group.
 */
#ifndef FDMAP_GFP_H
#define FDMAP_GFP_H

#include <linux/gfp.h>

#define FDMAP_GFP	(GFP_KERNEL_ACCOUNT | __GFP_NOWARN)

#endif /* FDMAP_GFP_H */
