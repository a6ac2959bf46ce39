// SPDX-License-Identifier: GPL-2.0-only
/* memfd_create(2): a file in memory, with its seals. */
#include <linux/dcache.h>
#include <linux/fcntl.h>
#include <linux/fs.h>
#include <linux/hugetlb.h>
#include <linux/kernel.h>
#include <linux/shmem_fs.h>
#include <linux/string.h>

#include "detail.h"
#include "fops.h"
#include "kinds.h"
#include "rows.h"

static const struct {
	unsigned int seal;
	const char *name;
} fdmap_seals[] = {
	{ F_SEAL_SEAL, "seal" },
	{ F_SEAL_SHRINK, "shrink" },
	{ F_SEAL_GROW, "grow" },
	{ F_SEAL_WRITE, "write" },
	{ F_SEAL_FUTURE_WRITE, "future-write" },
	{ 0x20, "exec" },	/* F_SEAL_EXEC, since 6.3 */
};

/**
 * fdmap_memfd_is() - whether a regular file is a memfd
 * @file:	file, kept by the caller
 *
 * A file of that name in a mounted tmpfs has a dentry without d_dname().
 *
 * Context: any.
 */
bool fdmap_memfd_is(const struct file *file)
{
	const struct dentry *dentry = file->f_path.dentry;

	return dentry->d_op && dentry->d_op->d_dname &&
	       !strncmp(dentry->d_name.name, "memfd:", 6);
}

/* The seals, F_SEAL_*. */
static unsigned int fdmap_memfd_seals(const struct file *file)
{
	struct inode *inode = file_inode(file);

	if (fdmap_fops_are(file->f_op, FDMAP_FOPS_SHMEM))
		return READ_ONCE(SHMEM_I(inode)->seals);
#ifdef CONFIG_HUGETLBFS
	if (fdmap_fops_are(file->f_op, FDMAP_FOPS_HUGETLBFS))
		return READ_ONCE(HUGETLBFS_I(inode)->seals);
#endif
	return 0;
}

/**
 * fdmap_memfd_copy() - copy a memfd's seals
 * @snap:	snapshot
 * @file:	the memfd, kept by the caller
 * @row:	its row
 *
 * Return: false: no room.
 * Context: any.
 */
bool fdmap_memfd_copy(struct fdmap_snapshot *snap, struct file *file,
		      const struct fdmap_file *row)
{
	unsigned int seals = fdmap_memfd_seals(file);
	char names[64] = "";
	size_t length = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(fdmap_seals); i++) {
		if (!(seals & fdmap_seals[i].seal))
			continue;
		length += scnprintf(names + length, sizeof(names) - length,
				    "%s%s", length ? "|" : "",
				    fdmap_seals[i].name);
	}
	return fdmap_detail_add(snap, row, "seals", "%s", names);
}
