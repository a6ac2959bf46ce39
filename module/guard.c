// SPDX-License-Identifier: GPL-2.0-only
/*
 * Keeping the module while something of it is about to be opened.
 *
 * do_dentry_open() warns if it cannot get the module that owns an inode's
 * file_operations. It cannot when the module has begun to go, but has not yet
 * taken its operations back, and an open that is past the check of permissions
 * may be put off there for as long as security modules and fanotify listeners
 * like. So the check of permissions takes a reference to the module, by opening a
 * file of ours that nobody sees, and closes that file. The VFS puts the release,
 * and with it the module's reference, off to the task's return to user space. By
 * then the open has a reference of its own, or has failed.
 */
#include <linux/anon_inodes.h>
#include <linux/err.h>
#include <linux/fcntl.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/module.h>

#include "guard.h"

static const struct file_operations fdmap_guard_fops = {
	.owner	= THIS_MODULE,
};

/**
 * fdmap_guard_open() - keep the module until the caller returns to user space
 *
 * Return: 0; -ENOENT if the module is going; -ENOMEM or -ENFILE.
 * Context: process context, not a kernel thread's; may sleep, but not before the
 * module is kept.
 */
int fdmap_guard_open(void)
{
	struct file *file;

	file = anon_inode_getfile("[fdmap]", &fdmap_guard_fops, NULL, O_RDONLY);
	if (IS_ERR(file))
		return PTR_ERR(file);
	fput(file);
	return 0;
}
