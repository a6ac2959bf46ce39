// SPDX-License-Identifier: GPL-2.0-only
/*
 * 6.8: a file of a layer below knows the path of its user
 * WAYS: 2
 */
#include <linux/fs.h>

#if PROBE == 0
/* Would be a different type if the header declared it. */
int file_user_path(void);
#else
const struct path *probe(struct file *file);
const struct path *probe(struct file *file)
{
	return file_user_path(file);
}
#endif
