// SPDX-License-Identifier: GPL-2.0-only
/*
 * 6.9: struct file_lock_core, and leases a struct of their own
 * WAYS: 2
 */
#include <linux/fs.h>

#if PROBE == 0
unsigned int probe(struct file_lock *fl);
unsigned int probe(struct file_lock *fl)
{
	return fl->fl_flags;
}
#else
#include <linux/filelock.h>

unsigned int probe(struct file_lease *fl);
unsigned int probe(struct file_lease *fl)
{
	return fl->c.flc_flags;
}
#endif
