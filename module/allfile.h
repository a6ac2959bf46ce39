/* SPDX-License-Identifier: GPL-2.0-only */
/* The file of all processes. */
#ifndef FDMAP_ALLFILE_H
#define FDMAP_ALLFILE_H

#include <linux/fs.h>

extern const struct file_operations fdmap_allfile_fops;

#endif /* FDMAP_ALLFILE_H */
