// SPDX-License-Identifier: GPL-2.0-only
/*
 * fdmap/PID: open takes the snapshot, read prints it. The position of the
 * seq_file is the line of the document, so that any sequence of reads and seeks
 * sees the same bytes.
 */
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/slab.h>

#include "access.h"
#include "document.h"
#include "gfp.h"
#include "pidfile.h"

/* The iterator's element is the document itself; the line is its position. */

static void *fdmap_pidfile_start(struct seq_file *m, loff_t *pos)
{
	struct fdmap_document *doc = m->private;

	return *pos < doc->lines ? pos : NULL;
}

static void *fdmap_pidfile_next(struct seq_file *m, void *v, loff_t *pos)
{
	++*pos;
	return fdmap_pidfile_start(m, pos);
}

static void fdmap_pidfile_stop(struct seq_file *m, void *v)
{
}

static int fdmap_pidfile_show(struct seq_file *m, void *v)
{
	const struct fdmap_document *doc = m->private;
	const loff_t *line = v;

	fdmap_format_put(&doc->format, m, *line);
	return 0;
}

static const struct seq_operations fdmap_pidfile_seq = {
	.start	= fdmap_pidfile_start,
	.next	= fdmap_pidfile_next,
	.stop	= fdmap_pidfile_stop,
	.show	= fdmap_pidfile_show,
};

static void fdmap_pidfile_destroy(struct fdmap_document *doc)
{
	fdmap_document_exit(doc);
	kfree(doc);
}

/* A document of the process that has the number now, for the caller. */
static struct fdmap_document *fdmap_pidfile_create(pid_t nr)
{
	struct fdmap_document *doc;
	struct pid *pid;
	int err;

	doc = kmalloc(sizeof(*doc), FDMAP_GFP);
	if (!doc)
		return ERR_PTR(-ENOMEM);
	err = fdmap_document_init(doc);
	if (err) {
		kfree(doc);
		return ERR_PTR(err);
	}
	pid = find_get_pid(nr);
	err = fdmap_document_take(doc, pid, task_active_pid_ns(current));
	put_pid(pid);
	if (err) {
		fdmap_pidfile_destroy(doc);
		return ERR_PTR(err == -ESRCH ? -ENOENT : err);
	}
	return doc;
}

static int fdmap_pidfile_open(struct inode *inode, struct file *file)
{
	struct fdmap_document *doc;
	int err;

	err = fdmap_access_check(file);
	if (err)
		return err;
	doc = fdmap_pidfile_create((uintptr_t)inode->i_private);
	if (IS_ERR(doc))
		return PTR_ERR(doc);
	err = fdmap_document_open(file, &fdmap_pidfile_seq, doc);
	if (err)
		fdmap_pidfile_destroy(doc);
	return err;
}

static int fdmap_pidfile_release(struct inode *inode, struct file *file)
{
	struct seq_file *m = file->private_data;

	fdmap_pidfile_destroy(m->private);
	return seq_release(inode, file);
}

const struct file_operations fdmap_pidfile_fops = {
	.owner		= THIS_MODULE,
	.open		= fdmap_pidfile_open,
	.read_iter	= seq_read_iter,
	.llseek		= seq_lseek,
	.release	= fdmap_pidfile_release,
};
