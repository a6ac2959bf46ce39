// SPDX-License-Identifier: GPL-2.0-only
/*
 * 7.0: flags of a mapping became a type of their own
 * WAYS: 2
 */
#include <linux/mm.h>
#include <linux/shmem_fs.h>

struct file *probe(void);
struct file *probe(void)
{
#if PROBE == 0
	unsigned long flags = 0;
#else
	vma_flags_t flags = EMPTY_VMA_FLAGS;
#endif

	return shmem_file_setup("fdmap", 0, flags);
}
