// SPDX-License-Identifier: GPL-2.0-only
/*
 * show_fdinfo() writes to a seq_file, and knows of it no more than the buffer.
 * So it gets one that belongs to no file.
 */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "detail.h"
#include "fdinfo.h"
#include "gfp.h"
#include "snapshot.h"

/* Text is taken up to here; an epoll instance has a line for each target. */
#define FDMAP_FDINFO_FIRST	(4UL << 10)
#define FDMAP_FDINFO_LAST	(4UL << 20)

/**
 * struct fdmap_fdinfo - the text of a file
 * @text:	the text, ended by a NUL
 * @cut:	it was longer than is taken
 */
struct fdmap_fdinfo {
	char *text;
	bool cut;
};

/* One try with a buffer of that size. */
static void fdmap_fdinfo_show(struct fdmap_fdinfo *info, struct file *file,
			      size_t size)
{
	struct seq_file m = { .buf = info->text, .size = size };

	file->f_op->show_fdinfo(&m, file);
	info->cut = seq_has_overflowed(&m);
	info->text[min(m.count, size - 1)] = '\0';
}

/* All of the text, or as much as is taken of it; 0 or -ENOMEM. */
static int fdmap_fdinfo_get(struct fdmap_fdinfo *info, struct file *file)
{
	size_t size = FDMAP_FDINFO_FIRST;

	for (;;) {
		info->text = kvmalloc(size, FDMAP_GFP);
		if (!info->text)
			return -ENOMEM;
		fdmap_fdinfo_show(info, file, size);
		if (!info->cut || size >= FDMAP_FDINFO_LAST)
			return 0;
		kvfree(info->text);
		size = min(8 * size, FDMAP_FDINFO_LAST);
	}
}

/* Hand over line by line; what is left behind the last newline was cut. */
static int fdmap_fdinfo_split(struct fdmap_snapshot *snap,
			      const struct fdmap_file *row, char *text,
			      fdmap_fdinfo_line read)
{
	char *end;

	while ((end = strchr(text, '\n'))) {
		if (fdmap_snapshot_reserve_few(snap))
			return -ENOMEM;
		*end = '\0';
		read(snap, row, text);
		text = end + 1;
		cond_resched();
	}
	return 0;
}

/**
 * fdmap_fdinfo_read() - read what a file's show_fdinfo() says
 * @snap:	snapshot
 * @file:	file, pinned by the caller
 * @row:	its row
 * @read:	called for each line
 *
 * Return: 0 or -ENOMEM.
 * Context: may sleep, no locks held.
 */
int fdmap_fdinfo_read(struct fdmap_snapshot *snap, struct file *file,
		      const struct fdmap_file *row, fdmap_fdinfo_line read)
{
	struct fdmap_fdinfo info;
	int err;

	if (!file->f_op->show_fdinfo)	/* CONFIG_PROC_FS is off */
		return 0;
	err = fdmap_fdinfo_get(&info, file);
	if (err)
		return err;
	err = fdmap_fdinfo_split(snap, row, info.text, read);
	if (!err && info.cut && !fdmap_snapshot_reserve_few(snap))
		fdmap_detail_add(snap, row, "more", "yes");
	kvfree(info.text);
	return err;
}
