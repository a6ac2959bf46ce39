// SPDX-License-Identifier: GPL-2.0-only
/*
 * 6.3, 5970e15dbcfe "filelock: move file locking definitions to separate header
 * file"
 * WAYS: 2
 */
#include <linux/fs.h>
#if PROBE == 1
#include <linux/filelock.h>
#endif

size_t probe(void);
size_t probe(void)
{
	return sizeof(struct file_lock);
}
