/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every difference between the kernels that fdmap builds on, 5.10 to 7.3.
 *
 * The only place with #if on the kernel. A shim bears the newest kernel's name
 * and meaning behind fdmap_compat_ and cites the change. What is there is found
 * by the probes under probes/, whose answers probe.sh writes to probed.h.
 */
#ifndef FDMAP_COMPAT_H
#define FDMAP_COMPAT_H

#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/shmem_fs.h>

#include "probed.h"

/*
 * fdmap_compat_for_each_child - walk a dentry's children
 * @child:	struct dentry *, the cursor
 * @parent:	struct dentry *, its d_lock held
 *
 * 6.8, da549bdd15c2 "dentry: switch the lists of children to hlist".
 */
#if FDMAP_HAVE_DENTRY_HLIST
#define fdmap_compat_for_each_child(child, parent) \
	hlist_for_each_entry(child, &(parent)->d_children, d_sib)
#else
#define fdmap_compat_for_each_child(child, parent) \
	list_for_each_entry(child, &(parent)->d_subdirs, d_child)
#endif

/*
 * fdmap_compat_simple_inode_init_ts - set all times of a new inode to now
 *
 * 6.7, "fs: new helper to simplify timestamp initialization".
 */
static inline void fdmap_compat_simple_inode_init_ts(struct inode *inode)
{
#if FDMAP_HAVE_SIMPLE_INODE_INIT_TS
	simple_inode_init_ts(inode);
#else
	inode->i_atime = current_time(inode);
	inode->i_mtime = inode->i_atime;
	inode->i_ctime = inode->i_atime;
#endif
}

/*
 * fdmap_compat_shmem_file_setup - make an empty file in memory
 * @name:	what it is called
 *
 * 7.0: flags of a mapping became a type of their own.
 */
static inline struct file *fdmap_compat_shmem_file_setup(const char *name)
{
#if FDMAP_HAVE_SHMEM_VMA_FLAGS
	return shmem_file_setup(name, 0, EMPTY_VMA_FLAGS);
#else
	return shmem_file_setup(name, 0, 0);
#endif
}

/*
 * FDMAP_COMPAT_PERMISSION - define a ->permission() of inode_operations
 * @name:	the function; its body is name_body(inode, mask), and after that
 *		returned 0 generic_permission() decides
 *
 * 5.12, 549c7297717c "fs: make helpers idmap mount aware", gave it a user
 * namespace, and 6.3, 4609e1f18e19 "fs: port ->permission() to pass mnt_idmap",
 * a mnt_idmap instead.
 */
#if FDMAP_HAVE_PERMISSION == 0
#define FDMAP_COMPAT_PERMISSION(name)					\
static int name(struct inode *inode, int mask)				\
{									\
	return name##_body(inode, mask) ?:				\
	       generic_permission(inode, mask);				\
}
#elif FDMAP_HAVE_PERMISSION == 1
#define FDMAP_COMPAT_PERMISSION(name)					\
static int name(struct user_namespace *ns, struct inode *inode,	\
		int mask)						\
{									\
	return name##_body(inode, mask) ?:				\
	       generic_permission(ns, inode, mask);			\
}
#else
#define FDMAP_COMPAT_PERMISSION(name)					\
static int name(struct mnt_idmap *idmap, struct inode *inode, int mask)	\
{									\
	return name##_body(inode, mask) ?:				\
	       generic_permission(idmap, inode, mask);			\
}
#endif

#endif /* FDMAP_COMPAT_H */
