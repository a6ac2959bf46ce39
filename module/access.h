/* SPDX-License-Identifier: GPL-2.0-only */
/* Who may read. */
#ifndef FDMAP_ACCESS_H
#define FDMAP_ACCESS_H

struct file;

int fdmap_access_check(const struct file *file);

#endif /* FDMAP_ACCESS_H */
