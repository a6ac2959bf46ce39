// SPDX-License-Identifier: GPL-2.0-only
/*
 * A directory in debugfs whose files are made when they are looked up.
 *
 * debugfs makes the directory. We replace its inode's ->lookup and its
 * file_operations, so that a name is turned into an inode, or into ENOENT, at
 * that moment. debugfs does not keep unused dentries, so nothing is left of a
 * process that nobody looks at.
 *
 * Life times
 *
 * An open file or directory pins the module by its file_operations' owner, and
 * an open that is under way by guard.c. A dentry does not: somebody may stand
 * in the directory, or hold a file by O_PATH, while the module goes.
 * fdmap_piddir_exit() takes everything that points into the module out of what
 * such a holder can reach.
 */
#include <linux/bits.h>
#include <linux/dcache.h>
#include <linux/debugfs.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/stat.h>
#include <linux/string.h>

#include "allfile.h"
#include "compat.h"
#include "guard.h"
#include "piddir.h"
#include "pidfile.h"
#include "pids.h"

/* Inode numbers: `all` has this one, process N has this plus N. */
#define FDMAP_PIDDIR_INO	BIT(31)

/* Directory positions: 0 and 1 are "." and "..", then `all`, then processes. */
#define FDMAP_PIDDIR_POS_ALL	2
#define FDMAP_PIDDIR_POS_PIDS	3

/**
 * struct fdmap_piddir - the directory
 * @root:	its dentry
 * @iop:	its inode's operations with our lookup
 * @debugfs_iop: what they were before
 * @debugfs_fop: what its inode's file_operations were before
 * @new_iop:	operations of a new inode, which do nothing
 * @new_fop:	file_operations of a new inode, whose open fails; both are in
 *		the kernel image
 */
static struct fdmap_piddir {
	struct dentry *root;
	struct inode_operations iop;
	const struct inode_operations *debugfs_iop;
	const struct file_operations *debugfs_fop;
	const struct inode_operations *new_iop;
	const struct file_operations *new_fop;
} fdmap_piddir;

/* See guard.c. A walk under RCU opens nothing. */
static int fdmap_piddir_permission_body(struct inode *inode, int mask)
{
	return mask & MAY_OPEN ? fdmap_guard_open() : 0;
}

FDMAP_COMPAT_PERMISSION(fdmap_piddir_permission)

static const struct inode_operations fdmap_piddir_file_iop = {
	.permission	= fdmap_piddir_permission,
};

/* An inode for process @nr, or for `all` if that is 0. */
static struct inode *fdmap_piddir_inode(struct super_block *sb, pid_t nr)
{
	struct inode *inode = new_inode(sb);

	if (!inode)
		return NULL;
	WRITE_ONCE(fdmap_piddir.new_iop, inode->i_op);
	WRITE_ONCE(fdmap_piddir.new_fop, inode->i_fop);
	inode->i_ino = FDMAP_PIDDIR_INO + nr;
	inode->i_mode = S_IFREG | 0400;
	inode->i_op = &fdmap_piddir_file_iop;
	inode->i_fop = nr ? &fdmap_pidfile_fops : &fdmap_allfile_fops;
	inode->i_private = (void *)(uintptr_t)nr;
	fdmap_compat_simple_inode_init_ts(inode);
	return inode;
}

/* Called by the VFS with the directory's inode lock held, shared. */
static struct dentry *fdmap_piddir_lookup(struct inode *dir,
					  struct dentry *dentry,
					  unsigned int flags)
{
	struct inode *inode;
	pid_t nr = 0;

	if (strcmp(dentry->d_name.name, "all") &&
	    !(fdmap_pids_parse(&dentry->d_name, &nr) && fdmap_pids_exist(nr)))
		return ERR_PTR(-ENOENT);
	inode = fdmap_piddir_inode(dir->i_sb, nr);
	if (!inode)
		return ERR_PTR(-ENOMEM);
	d_add(dentry, inode);
	return NULL;
}

static bool fdmap_piddir_emit(struct dir_context *ctx, pid_t nr)
{
	char name[16];
	int length = snprintf(name, sizeof(name), "%d", nr);

	return dir_emit(ctx, name, length, FDMAP_PIDDIR_INO + nr, DT_REG);
}

/* Called by the VFS with the directory's inode lock held, shared. */
static int fdmap_piddir_iterate(struct file *file, struct dir_context *ctx)
{
	struct pid_namespace *ns = task_active_pid_ns(current);
	struct pid *pid;
	pid_t nr;

	if (!dir_emit_dots(file, ctx))
		return 0;
	if (ctx->pos == FDMAP_PIDDIR_POS_ALL) {
		if (!dir_emit(ctx, "all", 3, FDMAP_PIDDIR_INO, DT_REG))
			return 0;
		ctx->pos++;
	}
	if (ctx->pos > FDMAP_PIDDIR_POS_PIDS + PID_MAX_LIMIT)
		return 0;
	for (nr = ctx->pos - FDMAP_PIDDIR_POS_PIDS;
	     (pid = fdmap_pids_next(ns, PIDTYPE_TGID, &nr)); nr++) {
		put_pid(pid);
		ctx->pos = FDMAP_PIDDIR_POS_PIDS + nr;
		if (!fdmap_piddir_emit(ctx, nr))
			return 0;
	}
	ctx->pos = FDMAP_PIDDIR_POS_PIDS + PID_MAX_LIMIT;
	return 0;
}

static const struct file_operations fdmap_piddir_fops = {
	.owner		= THIS_MODULE,
	.llseek		= generic_file_llseek,
	.read		= generic_read_dir,
	.iterate_shared	= fdmap_piddir_iterate,
};

/* Change the directory's operations. After it no lookup uses the old ones. */
static void fdmap_piddir_replace(struct inode *inode,
				 const struct inode_operations *iop,
				 const struct file_operations *fop)
{
	inode_lock(inode);	/* no lookup is under way */
	inode->i_op = iop;
	inode->i_fop = fop;
	spin_lock(&inode->i_lock);	/* holds i_opflags */
	inode->i_opflags &= ~IOP_FASTPERM;	/* "it has no ->permission" */
	spin_unlock(&inode->i_lock);
	inode_unlock(inode);
}

/**
 * fdmap_piddir_init() - make the directory
 *
 * Return: 0 or debugfs's error.
 * Context: module init.
 */
int __init fdmap_piddir_init(void)
{
	struct fdmap_piddir *dir = &fdmap_piddir;
	struct inode *inode;

	dir->root = debugfs_create_dir("fdmap", NULL);
	if (IS_ERR(dir->root))
		return PTR_ERR(dir->root);
	inode = d_inode(dir->root);
	dir->debugfs_iop = inode->i_op;
	dir->debugfs_fop = inode->i_fop;
	dir->iop = *inode->i_op;
	dir->iop.lookup = fdmap_piddir_lookup;
	dir->iop.permission = fdmap_piddir_permission;
	fdmap_piddir_replace(inode, &dir->iop, &fdmap_piddir_fops);
	return 0;
}

static bool fdmap_piddir_is_ours(const struct dentry *child)
{
	const struct file_operations *fop;

	if (!d_really_is_positive(child))
		return false;
	fop = d_inode(child)->i_fop;
	return fop == &fdmap_pidfile_fops || fop == &fdmap_allfile_fops;
}

/*
 * Files that somebody holds by their dentry, without having them open, survive
 * us. Let no open of them find its way into the module, and take them out of
 * the directory, which debugfs expects to hold only what it made itself.
 */
static void fdmap_piddir_disown(struct fdmap_piddir *dir)
{
	struct dentry *child;

	spin_lock(&dir->root->d_lock);	/* holds the list of children still */
	fdmap_compat_for_each_child(child, dir->root) {
		spin_lock_nested(&child->d_lock, DENTRY_D_LOCK_NESTED);
		if (fdmap_piddir_is_ours(child)) {
			WRITE_ONCE(d_inode(child)->i_op, dir->new_iop);
			WRITE_ONCE(d_inode(child)->i_fop, dir->new_fop);
			__d_drop(child);
		}
		spin_unlock(&child->d_lock);
	}
	spin_unlock(&dir->root->d_lock);
}

/**
 * fdmap_piddir_exit() - remove the directory
 *
 * Context: module exit: no file of ours is open. May sleep for a while.
 */
void fdmap_piddir_exit(void)
{
	struct fdmap_piddir *dir = &fdmap_piddir;

	fdmap_piddir_replace(d_inode(dir->root), dir->debugfs_iop,
			     dir->debugfs_fop);
	fdmap_piddir_disown(dir);
	/*
	 * A task may stand between reading an inode's operations and using
	 * them: in a path walk, or in a check of permissions that is about to
	 * fail to get the module. Neither sleeps there.
	 */
	synchronize_rcu_tasks();
	debugfs_remove(dir->root);
}
