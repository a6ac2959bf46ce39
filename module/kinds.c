// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kinds. The first row of a table that fits is it.
 *
 * Which kinds may be asked, that is kept by a reference for a moment while a
 * worker calls their show_fdinfo() (ask.c), is decided here: only those where
 * nobody sees that their release is late by that moment. Pipes and sockets are
 * not among them, nor is userfaultfd, whose range can be registered again only
 * after the release; nor what reads its superblock as procfs's (pidfd), nor
 * io_uring.
 */
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/stat.h>
#include <linux/string.h>

#include "kinds.h"
#include "rows.h"

static const struct fdmap_kind fdmap_kinds[] = {
	{ "pipe", S_IFIFO, .fs = "pipefs", .copy = fdmap_pipe_copy },
	{ "fifo", S_IFIFO, .copy = fdmap_pipe_copy },
	{ "socket", S_IFSOCK, .fs = "sockfs", .copy = fdmap_socket_copy },
	{ "pty-master", S_IFCHR, .is = fdmap_pty_is_master,
	  .copy = fdmap_pty_copy },
	{ "pty-slave", S_IFCHR, .is = fdmap_pty_is_slave,
	  .copy = fdmap_pty_copy },
	{ "memfd", S_IFREG, .is = fdmap_memfd_is, .copy = fdmap_memfd_copy },
	{ "secretmem", S_IFREG, .fs = "secretmem" },
	{ "mqueue", S_IFREG, .fs = "mqueue" },
	{ "ns", .fs = "nsfs" },
	{ "dma-buf", .fs = "dmabuf" },
	{ "pidfd", .fs = "pidfs", .copy = fdmap_pidfd_copy },
};

/* Files without a file system of their own, told by their names. */
static const struct fdmap_kind fdmap_kinds_anon[] = {
	{ "pidfd", .dname = "[pidfd]", .copy = fdmap_pidfd_copy },
	{ "epoll", .dname = "[eventpoll]", .read = fdmap_epoll_read },
	{ "eventfd", .dname = "[eventfd]", .read = fdmap_counter_read },
	{ "signalfd", .dname = "[signalfd]", .read = fdmap_counter_read },
	{ "timerfd", .dname = "[timerfd]", .read = fdmap_counter_read },
	{ "userfaultfd", .dname = "[userfaultfd]" },
	{ "inotify", .dname = "inotify", .read = fdmap_notify_read },
	{ "fanotify", .dname = "[fanotify]", .read = fdmap_notify_read },
	{ "io_uring", .dname = "[io_uring]" },
	{ "bpf-map", .dname = "bpf-map" },
	{ "bpf-prog", .dname = "bpf-prog" },
	{ "bpf-link", .dname = "bpf-link" },
	{ "bpf-link", .dname = "bpf_link" },
	{ "bpf-iter", .dname = "bpf_iter" },
	{ "btf", .dname = "btf" },
	{ "perf_event", .dname = "[perf_event]" },
	{ "fscontext", .dname = "[fscontext]" },
	{ "landlock", .dname = "[landlock-ruleset]" },
	{ "seccomp", .dname = "seccomp notify" },
	{ "sync_file", .dname = "sync_file" },
	{ "anon" },
};

/* Told by nothing but the name of their operations. */
static const struct fdmap_kind fdmap_kinds_by_ops[] = {
	{ "tty", S_IFCHR, .ops = "tty_fops" },
	{ "tty", S_IFCHR, .ops = "console_fops" },
	{ "tty", S_IFCHR, .ops = "hung_up_tty_fops" },
	{ "tun", S_IFCHR, .ops = "tun_fops[tun]" },
	{ "tun", S_IFCHR, .ops = "tun_fops" },
};

/* What O_PATH refers to, where its inode's type does not tell. */
static const struct fdmap_kind fdmap_kinds_path[] = {
	{ "pipe", S_IFIFO, .fs = "pipefs" },
};

/* Everything else, and whatever else O_PATH refers to, is what its inode is. */
static const struct fdmap_kind fdmap_kinds_by_type[] = {
	{ "reg", S_IFREG },
	{ "dir", S_IFDIR },
	{ "lnk", S_IFLNK },
	{ "chr", S_IFCHR },
	{ "blk", S_IFBLK },
	{ "fifo", S_IFIFO },
	{ "socket", S_IFSOCK },
	{ "anon" },
};

/* What fsmount() and open_tree(OPEN_TREE_CLONE) return: closing it unmounts. */
static const struct fdmap_kind fdmap_kind_mount = { "mount" };

static bool fdmap_kind_fits(const struct fdmap_kind *kind,
			    const struct file *file)
{
	const struct inode *inode = file_inode(file);

	if (kind->type && kind->type != (inode->i_mode & S_IFMT))
		return false;
	if (kind->fs && strcmp(kind->fs, inode->i_sb->s_type->name))
		return false;
	if (kind->dname &&
	    strcmp(kind->dname, file->f_path.dentry->d_name.name))
		return false;
	return !kind->is || kind->is(file);
}

/* The first of @nr rows that fits, or NULL. */
static const struct fdmap_kind *fdmap_kind_first(const struct fdmap_kind *kinds,
						 size_t nr,
						 const struct file *file)
{
	size_t i;

	for (i = 0; i < nr; i++) {
		if (fdmap_kind_fits(&kinds[i], file))
			return &kinds[i];
	}
	return NULL;
}

static const struct fdmap_kind *fdmap_kind_by_file(const struct file *file)
{
	const struct super_block *sb = file_inode(file)->i_sb;

	if (file->f_mode & FMODE_PATH)
		return fdmap_kind_first(fdmap_kinds_path,
					ARRAY_SIZE(fdmap_kinds_path), file);
	if (!strcmp(sb->s_type->name, "anon_inodefs"))
		return fdmap_kind_first(fdmap_kinds_anon,
					ARRAY_SIZE(fdmap_kinds_anon), file);
	return fdmap_kind_first(fdmap_kinds, ARRAY_SIZE(fdmap_kinds), file);
}

static const struct fdmap_kind *fdmap_kind_by_type(umode_t mode)
{
	const struct fdmap_kind *kind = fdmap_kinds_by_type;

	while (kind->type && kind->type != (mode & S_IFMT))
		kind++;
	return kind;
}

/**
 * fdmap_kind_of() - what kind of file a file is
 * @file:	file, kept by the caller
 *
 * Context: any.
 */
const struct fdmap_kind *fdmap_kind_of(const struct file *file)
{
	const struct fdmap_kind *kind;

	if (file->f_mode & FMODE_NEED_UNMOUNT)
		return &fdmap_kind_mount;
	kind = fdmap_kind_by_file(file);
	return kind ?: fdmap_kind_by_type(file_inode(file)->i_mode);
}

static bool fdmap_kind_is_plain(const struct fdmap_kind *kind)
{
	return kind >= fdmap_kinds_by_type &&
	       kind < fdmap_kinds_by_type + ARRAY_SIZE(fdmap_kinds_by_type);
}

/**
 * fdmap_kind_refine() - the same, when the name of the operations is known
 * @row:	file's row
 *
 * Context: any.
 */
const struct fdmap_kind *fdmap_kind_refine(const struct fdmap_file *row)
{
	size_t i;

	if (!fdmap_kind_is_plain(row->kind) || !row->ops->name)
		return row->kind;
	for (i = 0; i < ARRAY_SIZE(fdmap_kinds_by_ops); i++) {
		const struct fdmap_kind *kind = &fdmap_kinds_by_ops[i];

		if (kind->type == row->kind->type &&
		    !strcmp(kind->ops, row->ops->name))
			return kind;
	}
	return row->kind;
}
