/* SPDX-License-Identifier: GPL-2.0-only */
/* The file of all processes. */
#ifndef FDMAP_ALLFILE_H
#define FDMAP_ALLFILE_H

struct file_operations;

extern const struct file_operations fdmap_allfile_fops;

#endif /* FDMAP_ALLFILE_H */
