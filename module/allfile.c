// SPDX-License-Identifier: GPL-2.0-only
/*
 * fdmap/all: the documents of all processes, one after another. One snapshot at
 * a time, taken when reading gets there, so that the memory follows the largest
 * table and not the system. For the same reason there is no going back: the
 * file is read from the beginning to the end.
 */
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/slab.h>

#include "access.h"
#include "allfile.h"
#include "document.h"
#include "gfp.h"
#include "pids.h"

/**
 * struct fdmap_allfile - where a reader is
 * @ns:		PID namespace of who opened the file, with a reference
 * @next:	number from which on to look for the next process
 * @line:	line of @doc
 * @doc:	the present process
 */
struct fdmap_allfile {
	struct pid_namespace *ns;
	pid_t next;
	u64 line;
	struct fdmap_document doc;
};

static bool fdmap_allfile_read_up(const struct fdmap_allfile *all)
{
	return all->line >= all->doc.lines;
}

/*
 * Take the next process. 0: it is in all->doc, or that there was too little
 * memory for it; -ESRCH: there is no more.
 */
static int fdmap_allfile_advance(struct fdmap_allfile *all)
{
	int err = -ESRCH;

	while (err == -ESRCH) {	/* the process was gone already */
		struct pid *pid = fdmap_pids_next(all->ns, PIDTYPE_TGID,
						  &all->next);

		if (!pid)
			return -ESRCH;
		err = fdmap_document_take(&all->doc, pid, all->ns);
		put_pid(pid);
		if (err != -EINTR)
			all->next++;
	}
	all->line = 0;
	return err == -ENOMEM ? 0 : err;
}

/* The present line; the next process's first if the present one is read up. */
static void *fdmap_allfile_line(struct fdmap_allfile *all)
{
	int err;

	if (!fdmap_allfile_read_up(all))
		return all;
	err = fdmap_allfile_advance(all);
	if (err)
		return err == -ESRCH ? NULL : ERR_PTR(err);
	return all;
}

static void *fdmap_allfile_start(struct seq_file *m, loff_t *pos)
{
	struct fdmap_allfile *all = m->private;

	if (!*pos) {
		all->next = 1;
		all->doc.lines = 0;
	}
	return fdmap_allfile_line(all);
}

static void *fdmap_allfile_next(struct seq_file *m, void *v, loff_t *pos)
{
	struct fdmap_allfile *all = m->private;

	++*pos;
	all->line++;
	return fdmap_allfile_line(all);
}

static void fdmap_allfile_stop(struct seq_file *m, void *v)
{
}

static int fdmap_allfile_show(struct seq_file *m, void *v)
{
	const struct fdmap_allfile *all = v;

	fdmap_format_put(&all->doc.format, m, all->line);
	return 0;
}

static const struct seq_operations fdmap_allfile_seq = {
	.start	= fdmap_allfile_start,
	.next	= fdmap_allfile_next,
	.stop	= fdmap_allfile_stop,
	.show	= fdmap_allfile_show,
};

static struct fdmap_allfile *fdmap_allfile_create(void)
{
	struct fdmap_allfile *all = kzalloc(sizeof(*all), FDMAP_GFP);

	if (!all)
		return NULL;
	if (fdmap_document_init(&all->doc)) {
		kfree(all);
		return NULL;
	}
	all->ns = get_pid_ns(task_active_pid_ns(current));
	return all;
}

static void fdmap_allfile_destroy(struct fdmap_allfile *all)
{
	put_pid_ns(all->ns);
	fdmap_document_exit(&all->doc);
	kfree(all);
}

static int fdmap_allfile_open(struct inode *inode, struct file *file)
{
	struct fdmap_allfile *all;
	int err;

	err = fdmap_access_check(file);
	if (err)
		return err;
	all = fdmap_allfile_create();
	if (!all)
		return -ENOMEM;
	err = fdmap_document_open(file, &fdmap_allfile_seq, all);
	if (err) {
		fdmap_allfile_destroy(all);
		return err;
	}
	return nonseekable_open(inode, file);
}

static int fdmap_allfile_release(struct inode *inode, struct file *file)
{
	struct seq_file *m = file->private_data;

	fdmap_allfile_destroy(m->private);
	return seq_release(inode, file);
}

const struct file_operations fdmap_allfile_fops = {
	.owner		= THIS_MODULE,
	.open		= fdmap_allfile_open,
	.read_iter	= seq_read_iter,
	.release	= fdmap_allfile_release,
};
