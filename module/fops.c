// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is behind a file's private_data, or around its inode, only its
 * operations tell: names, device numbers and magic numbers can be another
 * driver's. None of the operations is exported, but they have symbols. Those of
 * the kernel image stay where they are, so each is looked up until it was met
 * once. (A kernel without CONFIG_KALLSYMS_ALL has no such symbols: nothing is
 * proved there.)
 */
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "fops.h"
#include "symbol.h"

static struct {
	const char *symbol;
	const struct file_operations *fops;	/* NULL: not met yet */
} fdmap_fops[] = {
	{ "pipefifo_fops" },
	{ "pipeanon_fops" },
	{ "ptmx_fops" },
	{ "tty_fops" },
	{ "hung_up_tty_fops" },
	{ "pidfd_fops" },
	{ "pidfs_file_operations" },
	{ "shmem_file_operations" },
	{ "hugetlbfs_file_operations" },
};

/* Whether they are some of those that were met. */
static bool fdmap_fops_find(const struct file_operations *fops,
			    unsigned int mask)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(fdmap_fops); i++) {
		if (mask & BIT(i) && READ_ONCE(fdmap_fops[i].fops) == fops)
			return true;
	}
	return false;
}

/* Whether all of them were met. */
static bool fdmap_fops_know(unsigned int mask)
{
	return !fdmap_fops_find(NULL, mask);
}

/* Look up the symbol. One of a module has the module's name behind it. */
static noinline bool fdmap_fops_meet(const struct file_operations *fops,
				     unsigned int mask)
{
	char buffer[FDMAP_SYMBOL_SIZE];
	const char *name = fdmap_symbol_name(buffer, fops);
	size_t i;

	for (i = 0; name && i < ARRAY_SIZE(fdmap_fops); i++) {
		if (mask & BIT(i) && !strcmp(name, fdmap_fops[i].symbol)) {
			WRITE_ONCE(fdmap_fops[i].fops, fops);
			return true;
		}
	}
	return false;
}

/**
 * fdmap_fops_are() - whether operations are the kernel's own of some names
 * @fops:	a file's operations
 * @mask:	FDMAP_FOPS_*
 *
 * Context: any.
 */
bool fdmap_fops_are(const struct file_operations *fops, unsigned int mask)
{
	return fdmap_fops_find(fops, mask) ||
	       (!fdmap_fops_know(mask) && fdmap_fops_meet(fops, mask));
}
