/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is drawn: descriptor tables, open files and inodes, each once however
 * many processes refer to it.
 *
 * Nodes point to the rows of the documents, which must outlive the model. The
 * same object seen in two documents was seen at two moments: the later row is
 * shown, and what the first one said is kept in @was.
 */
#ifndef FDMAP_MODEL_H
#define FDMAP_MODEL_H

#include "doc.h"
#include "idmap.h"

/**
 * struct model_table - a descriptor table (files_struct)
 * @docs: documents of the processes that share it and agree on what it holds
 * @n_docs: their number, at least 1
 * @first_fd: its descriptors' place in model.fds
 * @n_fds: their number
 * @twin: the same table as seen earlier with other contents, or IDMAP_NONE
 */
struct model_table {
	const struct doc **docs;
	size_t n_docs, alloc_docs;
	size_t first_fd;
	size_t n_fds;
	size_t twin;
};

/**
 * struct model_fd - a descriptor
 * @row: what the text says
 * @file: the open file, in model.files
 */
struct model_fd {
	const struct doc_fd *row;
	size_t file;
};

/**
 * struct model_file - an open file description (struct file)
 * @row: what the text says, of the last document
 * @was: of the first document
 * @inode: its inode, in model.inodes
 * @n_fds: descriptors in the model that refer to it
 */
struct model_file {
	const struct doc_file *row;
	const struct doc_file *was;
	size_t inode;
	size_t n_fds;
};

/**
 * struct model_inode - an inode
 * @row: what the text says, of the last document
 * @was: of the first document
 * @name: name of its first file, NULL if unknown
 * @n_files: open files in the model that refer to it
 * @many_names: not all of them have that name
 */
struct model_inode {
	const struct doc_inode *row;
	const struct doc_inode *was;
	const char *name;
	size_t n_files;
	bool many_names;
};

/**
 * struct model - everything that is drawn
 *
 * Files are in the order of the first descriptor that refers to them, inodes in
 * the order of the first file; those that nothing refers to follow their
 * document's others.
 */
struct model {
	struct model_table *tables;
	size_t n_tables, alloc_tables;
	struct model_fd *fds;
	size_t n_fds, alloc_fds;
	struct model_file *files;
	size_t n_files, alloc_files;
	struct model_inode *inodes;
	size_t n_inodes, alloc_inodes;
	struct idmap table_ids;
	struct idmap file_ids;
	struct idmap inode_ids;
};

/**
 * model_add() - add one document
 * @model: the model, all zero at first
 * @doc: a document whose rows link_rows() has linked
 *
 * A file that in another document had another inode is a new file: its memory,
 * and so its id, was used again in between. That is reported, as is an inode
 * whose device or number changed.
 */
void model_add(struct model *model, const struct doc *doc);

void model_free(struct model *model);

/** same_word() - whether two values of the text are equal; NULL equals NULL */
bool same_word(const char *a, const char *b);

#endif
