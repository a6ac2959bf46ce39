/* SPDX-License-Identifier: GPL-2.0-only */
/* A snapshot and its text together, and opening a file to read it from. */
#ifndef FDMAP_DOCUMENT_H
#define FDMAP_DOCUMENT_H

#include <linux/fs.h>
#include <linux/seq_file.h>

#include "format.h"
#include "snapshot.h"

/**
 * struct fdmap_document - what a reader reads
 * @snap:	one process
 * @format:	its text
 * @lines:	lines of that
 */
struct fdmap_document {
	struct fdmap_snapshot snap;
	struct fdmap_format format;
	u64 lines;
};

int fdmap_document_init(struct fdmap_document *doc);
void fdmap_document_exit(struct fdmap_document *doc);
int fdmap_document_take(struct fdmap_document *doc, struct pid *pid,
			struct pid_namespace *ns);
int fdmap_document_open(struct file *file, const struct seq_operations *ops,
			void *private);

#endif /* FDMAP_DOCUMENT_H */
