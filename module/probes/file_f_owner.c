// SPDX-License-Identifier: GPL-2.0-only
/*
 * 6.12, 1934b212615d "file: reclaim 24 bytes from f_owner"
 * WAYS: 2
 */
#include <linux/fs.h>

#if PROBE == 0
struct fown_struct *probe(struct file *file);
struct fown_struct *probe(struct file *file)
{
	return &file->f_owner;
}
#else
struct fown_struct *probe(struct file *file);
struct fown_struct *probe(struct file *file)
{
	return file_f_owner(file);
}
#endif
