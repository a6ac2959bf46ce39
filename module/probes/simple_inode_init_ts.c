// SPDX-License-Identifier: GPL-2.0-only
/*
 * 6.7, "fs: new helper to simplify timestamp initialization": needs accessors
 * WAYS: 2
 */
#include <linux/fs.h>

void probe(struct inode *inode);
void probe(struct inode *inode)
{
#if PROBE
	simple_inode_init_ts(inode);
#else
	inode->i_atime = current_time(inode);
	inode->i_mtime = inode->i_atime;
	inode->i_ctime = inode->i_atime;
#endif
}
