/* SPDX-License-Identifier: GPL-2.0-only */
/* The files of single processes and threads. */
#ifndef FDMAP_PIDFILE_H
#define FDMAP_PIDFILE_H

#include <linux/fs.h>

/* Of inodes whose i_private is the process number. */
extern const struct file_operations fdmap_pidfile_fops;

#endif /* FDMAP_PIDFILE_H */
