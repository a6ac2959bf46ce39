/* SPDX-License-Identifier: GPL-2.0-only */
/* What a file's own show_fdinfo() says. */
#ifndef FDMAP_FDINFO_H
#define FDMAP_FDINFO_H

struct fdmap_file;
struct fdmap_snapshot;
struct file;

/*
 * Adds rows for a line of the text, which has no newline and may be written to.
 * There is room for a few rows.
 */
typedef void (*fdmap_fdinfo_line)(struct fdmap_snapshot *snap,
				  const struct fdmap_file *row, char *line);

int fdmap_fdinfo_read(struct fdmap_snapshot *snap, struct file *file,
		      const struct fdmap_file *row, fdmap_fdinfo_line read);

#endif /* FDMAP_FDINFO_H */
