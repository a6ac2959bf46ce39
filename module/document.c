// SPDX-License-Identifier: GPL-2.0-only
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/seq_file.h>
#include <linux/slab.h>

#include "copy.h"
#include "document.h"
#include "gfp.h"

/* Bytes that one read(2) can return; seq_file starts with a page otherwise. */
#define FDMAP_DOCUMENT_BUFFER	(32UL << 10)

/**
 * fdmap_document_init() - make an empty document
 * @doc:	document
 *
 * Return: 0 or -ENOMEM; fdmap_document_exit() is due after 0 only.
 * Context: may sleep.
 */
int fdmap_document_init(struct fdmap_document *doc)
{
	doc->lines = 0;
	return fdmap_snapshot_init(&doc->snap);
}

/**
 * fdmap_document_exit() - free a document's memory
 * @doc:	document
 *
 * Context: may sleep.
 */
void fdmap_document_exit(struct fdmap_document *doc)
{
	fdmap_snapshot_exit(&doc->snap);
}

/**
 * fdmap_document_take() - describe a task
 * @doc:	document; what it held before is forgotten
 * @pid:	the task
 * @ns:		the reader's PID namespace
 *
 * Return: 0 or an error of fdmap_copy_take(). After -ENOMEM the document is one
 * that says so.
 * Context: process context, no locks held; may sleep.
 */
int fdmap_document_take(struct fdmap_document *doc, struct pid *pid,
			struct pid_namespace *ns)
{
	int err;

	doc->lines = 0;
	err = fdmap_copy_take(&doc->snap, pid, ns);
	if (err && err != -ENOMEM)
		return err;
	fdmap_format_init(&doc->format, &doc->snap);
	doc->lines = fdmap_format_lines(&doc->format);
	return err;
}

/**
 * fdmap_document_open() - make a seq_file with a large buffer
 * @file:	file that is being opened
 * @ops:	its iterator
 * @private:	for the iterator, in the seq_file's private member
 *
 * Return: 0 or -ENOMEM; seq_release() undoes it.
 * Context: may sleep.
 */
int fdmap_document_open(struct file *file, const struct seq_operations *ops,
			void *private)
{
	struct seq_file *m;
	int err;

	err = seq_open(file, ops);
	if (err)
		return err;
	m = file->private_data;
	m->private = private;
	m->buf = kvmalloc(FDMAP_DOCUMENT_BUFFER, FDMAP_GFP);
	if (!m->buf) {
		seq_release(file_inode(file), file);
		return -ENOMEM;
	}
	m->size = FDMAP_DOCUMENT_BUFFER;
	return 0;
}
