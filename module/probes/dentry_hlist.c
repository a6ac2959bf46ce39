// SPDX-License-Identifier: GPL-2.0-only
/*
 * 6.8, da549bdd15c2 "dentry: switch the lists of children to hlist"
 * WAYS: 2
 */
#include <linux/dcache.h>

bool probe(struct dentry *dentry);
bool probe(struct dentry *dentry)
{
#if PROBE
	return hlist_empty(&dentry->d_children);
#else
	return list_empty(&dentry->d_subdirs);
#endif
}
