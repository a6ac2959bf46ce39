/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The model as it is drawn: runs that look alike are folded into one item, and
 * every item says how many it stands for.
 */
#ifndef FDMAP_VIEW_H
#define FDMAP_VIEW_H

#include "model/model.h"

/**
 * struct view_fd - descriptors first to last of one table, all alike
 * @first: first descriptor, in model.fds; they are consecutive there
 * @count: their number
 * @file: what they refer to, in view.files
 */
struct view_fd {
	size_t first;
	size_t count;
	size_t file;
};

/**
 * struct view_file - open files
 * @first: the first one, in model.files; they are consecutive there
 * @count: their number
 * @inode: what they refer to, in view.inodes
 * @first_fd: first item that refers to them, in view.fds; IDMAP_NONE for those
 *	that are only in flight
 * @last_fd: last such item
 */
struct view_file {
	size_t first;
	size_t count;
	size_t inode;
	size_t first_fd;
	size_t last_fd;
};

/**
 * struct view_inode - inodes
 * @first: the first one, in model.inodes; they are consecutive there
 * @count: their number
 * @first_file: first item that refers to them, in view.files
 * @last_file: last such item
 */
struct view_inode {
	size_t first;
	size_t count;
	size_t first_file;
	size_t last_file;
};

/** struct view_table - a table's items: view.fds from @first, @n of them */
struct view_table {
	size_t first;
	size_t n;
};

struct view {
	const struct model *model;
	struct view_table *tables;
	struct view_fd *fds;
	size_t n_fds;
	struct view_file *files;
	size_t n_files;
	struct view_inode *inodes;
	size_t n_inodes;
};

/**
 * view_make() - fold a model
 * @view: filled in, freed by view_free()
 * @model: the model, which must outlive the view
 *
 * Four or more consecutive descriptors with the same flags fold if they refer
 * to one open file, or each to an open file of its own that differs in nothing
 * that a drawing would show: all of one inode, or each of an inode of its own
 * whose name differs in the number in brackets alone, as sockets' do.
 */
void view_make(struct view *view, const struct model *model);

void view_free(struct view *view);

/** view_file_label() - number of the first open file of an item */
static inline size_t view_file_label(const struct view *view, size_t item)
{
	return view->model->files[view->files[item].first].label;
}

/** view_inode_label() - number of the first inode of an item */
static inline size_t view_inode_label(const struct view *view, size_t item)
{
	return view->model->inodes[view->inodes[item].first].label;
}

#endif
