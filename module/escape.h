/* SPDX-License-Identifier: GPL-2.0-only */
/* Writing strings that others chose, so that they cannot forge text. */
#ifndef FDMAP_ESCAPE_H
#define FDMAP_ESCAPE_H

#include <linux/types.h>

struct seq_file;

size_t fdmap_escape_width(const char *string, char reserved);
void fdmap_escape_put(struct seq_file *m, const char *string, char reserved);

#endif /* FDMAP_ESCAPE_H */
