/* SPDX-License-Identifier: GPL-2.0-only */
/* A snapshot as text: see Documentation/ABI/text-format.md. */
#ifndef FDMAP_FORMAT_H
#define FDMAP_FORMAT_H

#include <linux/types.h>

#include "table.h"

struct fdmap_snapshot;
struct seq_file;

/**
 * struct fdmap_format - a document, ready to be written line by line
 * @snap:	what it says
 * @widths:	bytes of each table's columns at their widest
 */
struct fdmap_format {
	const struct fdmap_snapshot *snap;
	size_t widths[FDMAP_NR_TABLES][FDMAP_MAX_COLUMNS];
};

void fdmap_format_init(struct fdmap_format *format,
		       const struct fdmap_snapshot *snap);
u64 fdmap_format_lines(const struct fdmap_format *format);
void fdmap_format_put(const struct fdmap_format *format, struct seq_file *m,
		      u64 line);

#endif /* FDMAP_FORMAT_H */
