// SPDX-License-Identifier: GPL-2.0-only
/*
 * 5.11, 319c15174757 "epoll: take epitem list out of struct file"
 * WAYS: 2
 */
#include <linux/fs.h>

#if PROBE == 0
bool probe(struct file *file);
bool probe(struct file *file)
{
	return list_empty(&file->f_ep_links);
}
#else
struct hlist_head *probe(struct file *file);
struct hlist_head *probe(struct file *file)
{
	return file->f_ep;
}
#endif
