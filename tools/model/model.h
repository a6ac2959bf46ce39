/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is drawn and counted: descriptor tables, open files and inodes, each
 * once however many processes refer to it.
 *
 * Nodes point to the rows of the documents, which must outlive the model. The
 * same object seen in two documents was seen at two moments: the later row is
 * shown, and what the first one said is kept in @was.
 */
#ifndef FDMAP_MODEL_H
#define FDMAP_MODEL_H

#include "base/idmap.h"
#include "model/labels.h"
#include "text/doc.h"

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
 * struct model_fact - a row that tells more of a file or an inode
 * @table: the table that it is of
 * @row: the row
 * @next: the next one of the same file or inode, or IDMAP_NONE
 * @edge: the tie to another object that it tells, in model.edges, or IDMAP_NONE
 */
struct model_fact {
	enum doc_table_index table;
	const void *row;
	size_t next;
	size_t edge;
};

/* An object of the model. */
enum model_sort {
	SORT_TABLE,
	SORT_FILE,
	SORT_INODE
};

struct model_node {
	enum model_sort sort;
	size_t at;	/* in model.tables, files or inodes */
};

/* How objects are tied beyond descriptor, open file and inode. */
enum model_tie {
	TIE_PEER,	/* the ends of a connection, once for both */
	TIE_WAITS,	/* a socket to the one where its other end waits */
	TIE_CARRIES,	/* a socket to a file in flight in it, once each */
	TIE_WATCHES,	/* an epoll instance to a file */
	TIE_PERHAPS,	/* a file to one that it is perhaps the same as */
	TIE_LOCKED,	/* an inode to the owner of a lock, file or table */
	TIE_DIRECTORY	/* a table to a working or root directory */
};

/** struct model_edge - a tie between two objects of the model */
struct model_edge {
	enum model_tie tie;
	struct model_node from;
	struct model_node to;
};

/** struct model_facts - the facts about one object, in model.facts */
struct model_facts {
	size_t first;	/* IDMAP_NONE if there are none */
	size_t last;
	size_t n;
};

/**
 * struct model_file - an open file description (struct file)
 * @row: what the text says, of the last document
 * @was: of the first document
 * @doc: the last document
 * @label: its number: F1 is 1
 * @inode: its inode, in model.inodes
 * @n_fds: descriptors in the model that refer to it
 * @n_own: those of the process that read the model, if it is not in it
 * @first_queued: references to it in flight, in model.queued, or IDMAP_NONE
 * @last_queued: the last of them
 * @facts: what @doc tells more
 */
struct model_file {
	const struct doc_file *row;
	const struct doc_file *was;
	const struct doc *doc;
	size_t label;
	size_t inode;
	size_t n_fds;
	size_t n_own;
	size_t first_queued, last_queued;
	struct model_facts facts;
};

/**
 * struct model_inode - an inode
 * @row: what the text says, of the last document
 * @was: of the first document
 * @doc: the last document
 * @label: its number: I1 is 1
 * @name: name of its first file, NULL if unknown
 * @kind: kind of its first file, NULL if unknown
 * @n_files: open files in the model that refer to it
 * @many_names: not all of them have that name
 * @many_kinds: not all of them are of that kind
 * @facts: what @doc tells more
 * @socket: the socket that it is, NULL if it is none
 * @peer: the socket at the other end, in model.inodes, or IDMAP_NONE
 * @listener: the socket at which the other end waits to be accepted, or
 *	IDMAP_NONE
 */
struct model_inode {
	const struct doc_inode *row;
	const struct doc_inode *was;
	const struct doc *doc;
	size_t label;
	const char *name;
	const char *kind;
	size_t n_files;
	bool many_names;
	bool many_kinds;
	struct model_facts facts;
	const struct doc_socket *socket;
	size_t peer;
	size_t listener;
};

/**
 * struct model_queue - what is in flight in a unix socket
 * @socket: id of its inode
 * @inode: that inode, in model.inodes, or IDMAP_NONE
 * @doc: the document that tells it
 * @gaps: rows of that document that stand for what it could not list
 * @first: the rows, in model.queued, or IDMAP_NONE
 * @last: the last of them
 * @next_doc: a later document, while that is taken in
 * @next_gaps: its @gaps
 */
struct model_queue {
	uint64_t socket;
	size_t inode;
	const struct doc *doc;
	size_t gaps;
	size_t first, last;
	const struct doc *next_doc;
	size_t next_gaps;
};

/**
 * struct model_queued - a row of [inflight]
 * @row: what the text says
 * @queue: where, in model.queues
 * @next: the next one in that queue, or IDMAP_NONE
 * @next_of_file: the next one of the same file, or IDMAP_NONE
 */
struct model_queued {
	const struct doc_inflight *row;
	size_t queue;
	size_t next;
	size_t next_of_file;
};

/**
 * struct model - everything that is drawn and counted
 *
 * Files are in the order of the first descriptor that refers to them; those
 * that are only in flight follow. Files that are only mapped are not here.
 * Inodes are in the order of the first file. Their labels are from @labels if
 * that is set before anything is added, so that several models can share them.
 */
struct model {
	struct labels *labels;
	size_t last_file, last_inode;	/* labels, if there are no @labels */
	const struct doc **docs;
	size_t n_docs, alloc_docs;
	struct model_table *tables;
	size_t n_tables, alloc_tables;
	struct model_fd *fds;
	size_t n_fds, alloc_fds;
	struct model_file *files;
	size_t n_files, alloc_files;
	struct model_inode *inodes;
	size_t n_inodes, alloc_inodes;
	struct model_fact *facts;
	size_t n_facts, alloc_facts;
	struct model_edge *edges;
	size_t n_edges, alloc_edges;
	struct model_queue *queues;
	size_t n_queues, alloc_queues;
	struct model_queued *queued;
	size_t n_queued, alloc_queued;
	struct idmap table_ids;
	struct idmap file_ids;
	struct idmap inode_ids;
	struct idmap queue_ids;	/* by the id of the socket's inode */
	bool many_netns;	/* not all sockets are in one */
	const struct doc *own;	/* of the process that read the model */
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

/**
 * model_finish() - tie together what several documents say
 * @model: a model to which every document was added
 *
 * Adds the files in flight, what is told of each object, and who is at the
 * other end of it; every tie between objects is derived here, and only here.
 */
void model_finish(struct model *model);

/**
 * model_own() - tell which references are of the process that read the model
 * @model: a finished model
 * @own: its document, in the model or not; NULL if there is none
 */
void model_own(struct model *model, const struct doc *own);

void model_free(struct model *model);

/** model_last_file() - the greatest label that an open file can have */
static inline size_t model_last_file(const struct model *model)
{
	return model->labels ? model->labels->files.last : model->last_file;
}

/** model_last_inode() - the same of inodes */
static inline size_t model_last_inode(const struct model *model)
{
	return model->labels ? model->labels->inodes.last : model->last_inode;
}

/** model_file_of() - the file that a row of [files] is of, or IDMAP_NONE */
size_t model_file_of(const struct model *model, const struct doc_file *row);

#endif
