// SPDX-License-Identifier: GPL-2.0-only
/*
 * 6.18: lock and seq of struct fs_struct became a seqlock
 * WAYS: 2
 */
#include <linux/fs_struct.h>

#if PROBE == 0
void probe(struct fs_struct *fs);
void probe(struct fs_struct *fs)
{
	spin_lock(&fs->lock);
}
#else
void probe(struct fs_struct *fs);
void probe(struct fs_struct *fs)
{
	read_seqlock_excl(&fs->seq);
}
#endif
