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
 * do_dentry_open() warns if it cannot get the module that owns an inode's
 * file_operations, as when the module has begun to go. So whatever can be
 * opened keeps the module from going:
 *
 * A file has a dentry as long as anybody can open it, by whatever way, and that
 * dentry holds the module from the lookup to its release: rmmod says EBUSY.
 *
 * The directory cannot do that. Its file_operations have no owner, and nothing
 * in them is ours but ->iterate_shared, which the VFS calls under the
 * directory's inode lock and never for a dead directory. fdmap_piddir_exit()
 * makes it one under that lock. They are in memory of their own, for somebody
 * may have the directory open while we go; then they are left to him.
 */
#include <linux/bits.h>
#include <linux/dcache.h>
#include <linux/debugfs.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/kmemleak.h>
#include <linux/module.h>
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/stat.h>
#include <linux/string.h>

#include "allfile.h"
#include "compat.h"
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
 * @fop:	its inode's file_operations
 * @dop:	operations of the files' dentries
 * @debugfs_iop: what the directory inode's operations were before
 * @debugfs_fop: what its file_operations were before
 */
static struct fdmap_piddir {
	struct dentry *root;
	struct inode_operations iop;
	struct file_operations *fop;
	struct dentry_operations dop;
	const struct inode_operations *debugfs_iop;
	const struct file_operations *debugfs_fop;
} fdmap_piddir;

/* An inode for process @nr, or for `all` if that is 0. */
static struct inode *fdmap_piddir_inode(struct super_block *sb, pid_t nr)
{
	struct inode *inode = new_inode(sb);

	if (!inode)
		return NULL;
	inode->i_ino = FDMAP_PIDDIR_INO + nr;
	inode->i_mode = S_IFREG | 0400;
	inode->i_fop = nr ? &fdmap_pidfile_fops : &fdmap_allfile_fops;
	inode->i_private = (void *)(uintptr_t)nr;
	fdmap_compat_simple_inode_init_ts(inode);
	return inode;
}

/*
 * A file's dentry is no more. Nobody sleeps between this module_put() and the
 * return from here, which fdmap_piddir_exit() waits for.
 */
static void fdmap_piddir_release(struct dentry *dentry)
{
	module_put(THIS_MODULE);
}

/* Give a dentry its inode, and the module's reference that the caller has. */
static void fdmap_piddir_instantiate(struct dentry *dentry, struct inode *inode)
{
	/* As d_set_d_op() does, which wants that none were set before. */
	spin_lock(&dentry->d_lock);
	dentry->d_op = &fdmap_piddir.dop;
	spin_unlock(&dentry->d_lock);
	d_add(dentry, inode);
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
	if (!try_module_get(THIS_MODULE))
		return ERR_PTR(-ENOENT);
	inode = fdmap_piddir_inode(dir->i_sb, nr);
	if (!inode) {
		module_put(THIS_MODULE);
		return ERR_PTR(-ENOMEM);
	}
	fdmap_piddir_instantiate(dentry, inode);
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
	.llseek		= generic_file_llseek,
	.read		= generic_read_dir,
	.iterate_shared	= fdmap_piddir_iterate,
};

/* Take the directory over from debugfs. */
static void fdmap_piddir_take(struct fdmap_piddir *dir)
{
	struct inode *inode = d_inode(dir->root);

	inode_lock(inode);	/* no lookup is under way */
	dir->debugfs_iop = inode->i_op;
	dir->debugfs_fop = inode->i_fop;
	dir->iop = *inode->i_op;
	dir->iop.lookup = fdmap_piddir_lookup;
	if (dir->root->d_op)
		dir->dop = *dir->root->d_op;
	dir->dop.d_release = fdmap_piddir_release;
	inode->i_op = &dir->iop;
	inode->i_fop = dir->fop;
	inode_unlock(inode);
}

/* Give it back, dead: no lookup or listing of ours is under way or begins. */
static void fdmap_piddir_give_back(struct fdmap_piddir *dir)
{
	struct inode *inode = d_inode(dir->root);

	inode_lock(inode);
	inode->i_flags |= S_DEAD;
	inode->i_op = dir->debugfs_iop;
	inode->i_fop = dir->debugfs_fop;
	inode_unlock(inode);
}

/**
 * fdmap_piddir_init() - make the directory
 *
 * Return: 0, -ENOMEM or debugfs's error.
 * Context: module init.
 */
int __init fdmap_piddir_init(void)
{
	struct fdmap_piddir *dir = &fdmap_piddir;

	dir->fop = kmemdup(&fdmap_piddir_fops, sizeof(fdmap_piddir_fops),
			   GFP_KERNEL);
	if (!dir->fop)
		return -ENOMEM;
	dir->root = debugfs_create_dir("fdmap", NULL);
	if (IS_ERR(dir->root)) {
		kfree(dir->fop);
		return PTR_ERR(dir->root);
	}
	fdmap_piddir_take(dir);
	return 0;
}

/*
 * Nobody can get at the directory any more. Whoever had it open before has a
 * reference to its dentry until he is done with the file_operations.
 */
static void fdmap_piddir_free(struct fdmap_piddir *dir)
{
	if (d_count(dir->root) == 1)
		kfree(dir->fop);
	else
		kmemleak_ignore(dir->fop);
	dput(dir->root);
}

/**
 * fdmap_piddir_exit() - remove the directory
 *
 * Context: module exit: no dentry of a file of ours is left. May sleep for a
 * while.
 */
void fdmap_piddir_exit(void)
{
	struct fdmap_piddir *dir = &fdmap_piddir;

	fdmap_piddir_give_back(dir);
	dget(dir->root);
	debugfs_remove(dir->root);
	/*
	 * A task may stand between reading the directory's operations and using
	 * them, in a path walk, or on its way out of fdmap_piddir_release().
	 * Neither sleeps there.
	 */
	synchronize_rcu_tasks();
	fdmap_piddir_free(dir);
}
