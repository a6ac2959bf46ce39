// SPDX-License-Identifier: GPL-2.0-only
/*
 * 6.7, 0ede61d8589c "file: convert to SLAB_TYPESAFE_BY_RCU"
 * WAYS: 2
 */
#include <linux/file.h>
#include <linux/fs.h>

#if PROBE == 0
bool probe(struct file *file);
bool probe(struct file *file)
{
	return get_file_rcu(file);
}
#else
struct file *probe(struct file __rcu **slot);
struct file *probe(struct file __rcu **slot)
{
	return get_file_rcu(slot);
}
#endif
