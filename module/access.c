// SPDX-License-Identifier: GPL-2.0-only
#include <linux/capability.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/security.h>

#include "access.h"

/**
 * fdmap_access_check() - whether the caller may open a file of fdmap's
 * @file:	the file that is being opened
 *
 * The mode 0400 keeps others than root out; this holds however the caller got
 * at the file. What a document tells about a process is what ptrace could,
 * about any process, so the capability counts in the initial user namespace.
 * Our file_operations stand outside debugfs's own, so lockdown is asked here
 * too.
 *
 * Return: 0, -EACCES for writing, or -EPERM.
 * Context: process context.
 */
int fdmap_access_check(const struct file *file)
{
	if (file->f_mode & FMODE_WRITE)
		return -EACCES;
	if (!capable(CAP_SYS_PTRACE))
		return -EPERM;
	return security_locked_down(LOCKDOWN_DEBUGFS);
}
