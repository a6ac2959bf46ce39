/* SPDX-License-Identifier: GPL-2.0-only */
/* [details]: facts about a file. */
#ifndef FDMAP_DETAIL_H
#define FDMAP_DETAIL_H

#include <linux/compiler_attributes.h>
#include <linux/types.h>

struct fdmap_file;
struct fdmap_snapshot;

bool fdmap_detail_add(struct fdmap_snapshot *snap,
		      const struct fdmap_file *file, const char *key,
		      const char *format, ...) __printf(4, 5);

#endif /* FDMAP_DETAIL_H */
