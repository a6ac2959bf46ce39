/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who holds the references to an open file that its REFS counts.
 *
 * A descriptor is one reference for each table that has it, not for each
 * process that shares the table; a mapping is one for each address space. Which
 * queues are counted is decided in queues.c. What is left over nobody told: see
 * rest.h.
 */
#ifndef FDMAP_REFS_H
#define FDMAP_REFS_H

#include "model/model.h"

/* How a reference is held; the order of all output. */
enum refs_hold {
	HOLD_DESCRIPTOR,
	HOLD_MAPPING,
	HOLD_EXECUTABLE,
	HOLD_INFLIGHT,
	HOLDS
};

/**
 * struct refs_mm - an address space
 * @docs: documents of the processes that share it
 * @n_docs: their number, at least 1
 * @doc: the document whose rows are counted: the last one, but none that could
 *	not tell all
 * @gap: the row that says why no document could tell all, else NULL
 */
struct refs_mm {
	const struct doc **docs;
	size_t n_docs, alloc_docs;
	const struct doc *doc;
	const struct doc_map *gap;
};

/**
 * struct refs_holder - references to one file, held in one way at one place
 * @hold: how
 * @count: how many
 * @at: where: in model.tables, refs.mms, or model.queued for the first of them
 * @first_fd: descriptors, in model.fds; go on with refs.next_fd
 * @last_fd: the last of them
 * @next: the next holder of the same file, or IDMAP_NONE
 */
struct refs_holder {
	enum refs_hold hold;
	uint64_t count;
	size_t at;
	size_t first_fd, last_fd;
	size_t next;
};

/** struct refs_file - the holders of a file */
struct refs_file {
	size_t first, last;	/* in refs.holders, or IDMAP_NONE */
	size_t next_of_inode;	/* in model.files, or IDMAP_NONE */
};

/**
 * struct refs - all references
 * @model: the model
 * @holders: all holders
 * @files: one for each of model.files
 * @inode_file: for each of model.inodes a file that refers to it
 * @next_fd: for each of model.fds the next one of the same holder
 * @old: for each of model.tables, whether it was seen later with other contents
 * @mms: address spaces
 * @mm_ids: where they are in @mms
 */
struct refs {
	const struct model *model;
	struct refs_holder *holders;
	size_t n_holders, alloc_holders;
	struct refs_file *files;
	size_t *inode_file;
	size_t *next_fd;
	bool *old;
	struct refs_mm *mms;
	size_t n_mms, alloc_mms;
	struct idmap mm_ids;
};

/**
 * struct refs_sum - the account of a file
 * @known: the text says how many references it has
 * @refs: how many
 * @count: how many are held in each way
 * @rest: how many are not explained; negative if more were found than there
 *	are, as documents are of different moments
 */
struct refs_sum {
	bool known;
	uint64_t refs;
	uint64_t count[HOLDS];
	int64_t rest;
};

/**
 * refs_make() - find all holders
 * @refs: filled in, freed by refs_free(); time and memory grow as the documents
 *	do
 * @model: a model of every process, which must outlive @refs
 */
void refs_make(struct refs *refs, const struct model *model);

void refs_free(struct refs *refs);

/** refs_add_up() - the account of a file, by its place in model.files */
struct refs_sum refs_add_up(const struct refs *refs, size_t file);

#endif
