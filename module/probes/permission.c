// SPDX-License-Identifier: GPL-2.0-only
/*
 * 5.12, 549c7297717c "fs: make helpers idmap mount aware", and 6.3,
 * 4609e1f18e19 "fs: port ->permission() to pass mnt_idmap"
 * WAYS: 3
 */
#include <linux/fs.h>

#if PROBE == 0
static int probe(struct inode *inode, int mask)
{
	return generic_permission(inode, mask);
}
#elif PROBE == 1
static int probe(struct user_namespace *ns, struct inode *inode, int mask)
{
	return generic_permission(ns, inode, mask);
}
#else
static int probe(struct mnt_idmap *idmap, struct inode *inode, int mask)
{
	return generic_permission(idmap, inode, mask);
}
#endif

extern const struct inode_operations probe_iop;
const struct inode_operations probe_iop = { .permission = probe };
