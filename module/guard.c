// SPDX-License-Identifier: GPL-2.0-only
/*
 * Keeping the module while something of it is about to be opened.
 *
 * do_dentry_open() warns if it cannot get the module that owns an inode's
 * file_operations. It cannot when the module has begun to go, but has not yet
 * taken its operations back, and an open that is past the check of permissions
 * may be put off there for as long as security modules and fanotify listeners
 * like. So the check of permissions takes a reference to the module, and gives
 * it to a file of ours that nobody sees, and which is closed at once. The VFS
 * puts the release, and with it the module's reference, off to the task's
 * return to user space. By then the open has a reference of its own, or has
 * failed.
 *
 * The file is one in memory, with an inode of its own: the inode that all
 * anonymous files share would show it in its count.
 */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/module.h>

#include "compat.h"
#include "guard.h"

static const struct file_operations fdmap_guard_fops = {
	.owner	= THIS_MODULE,
};

/**
 * fdmap_guard_open() - keep the module until the caller returns to user space
 *
 * Return: 0; -ENOENT if the module is going; -ENOMEM or -ENFILE.
 * Context: process context, not a kernel thread's; may sleep, but not before
 * the module is kept.
 */
int fdmap_guard_open(void)
{
	struct file *file;

	if (!try_module_get(THIS_MODULE))
		return -ENOENT;
	file = fdmap_compat_shmem_file_setup("fdmap");
	if (IS_ERR(file)) {
		module_put(THIS_MODULE);
		/* shmem says ENOSPC when it has no memory for an inode */
		return PTR_ERR(file) == -ENFILE ? -ENFILE : -ENOMEM;
	}
	replace_fops(file, &fdmap_guard_fops);	/* has our reference now */
	fput(file);
	return 0;
}
