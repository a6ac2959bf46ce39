/* SPDX-License-Identifier: GPL-2.0-only */
/* Whose file_operations these are. */
#ifndef FDMAP_FOPS_H
#define FDMAP_FOPS_H

#include <linux/bits.h>
#include <linux/types.h>

struct file_operations;

/* The kernel's own that are told apart, to be joined by a bar. */
#define FDMAP_FOPS_PIPEFIFO	BIT(0)	/* pipes and FIFOs */
#define FDMAP_FOPS_PIPEANON	BIT(1)	/* pipes without a name, since 7.0 */
#define FDMAP_FOPS_PTMX		BIT(2)	/* masters of ptys */
#define FDMAP_FOPS_TTY		BIT(3)	/* terminals */
#define FDMAP_FOPS_HUNG_UP	BIT(4)	/* terminals that were hung up */
#define FDMAP_FOPS_PIDFD	BIT(5)	/* pidfds without a file system */
#define FDMAP_FOPS_PIDFS	BIT(6)	/* pidfds of theirs */
#define FDMAP_FOPS_SHMEM	BIT(7)	/* files of tmpfs */
#define FDMAP_FOPS_HUGETLBFS	BIT(8)	/* files of hugetlbfs */

bool fdmap_fops_are(const struct file_operations *fops, unsigned int mask);

#endif /* FDMAP_FOPS_H */
