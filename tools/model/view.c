// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "model/view.h"
#include "text/tables.h"

/* Fewer than this are drawn one by one, so that each has its own arrow. */
#define FOLD_MIN 4

/*
 * While the view is made, the item of each file and inode of the model;
 * IDMAP_NONE for those that have none yet.
 */
struct folder {
	struct view *view;
	const struct model *model;
	size_t *file_item;
	size_t *inode_item;
};

static const struct model_inode *inode_of(const struct model *model,
					  const struct model_file *file)
{
	return &model->inodes[file->inode];
}

/* "socket:[17]" and "socket:[18]" are alike: the inode number says no more. */
static bool alike_names(const char *a, const char *b)
{
	size_t len;

	if (same_word(a, b))
		return true;
	if (!a || !b || *a == '/')
		return false;
	len = strcspn(a, "[");
	return a[len] && !strncmp(a, b, len + 1) &&
	       !strcmp(a + len + 1 + strspn(a + len + 1, "0123456789"), "]") &&
	       !strcmp(b + len + 1 + strspn(b + len + 1, "0123456789"), "]");
}

static bool alike_facts(const struct model *model, const struct model_facts *a,
			const struct model_facts *b)
{
	size_t i = a->first, j = b->first;

	if (a->n != b->n)
		return false;
	for (size_t n = 0; n < a->n; n++) {
		const struct model_fact *x = &model->facts[i];
		const struct model_fact *y = &model->facts[j];

		if (x->table != y->table ||
		    !rows_alike(x->table, x->row, y->row))
			return false;
		i = x->next;
		j = y->next;
	}
	return true;
}

static bool alike_inodes(const struct model *model, const struct model_inode *a,
			 const struct model_inode *b)
{
	return a->n_files == 1 && b->n_files == 1 && a->row == a->was &&
	       b->row == b->was && same_word(a->row->type, b->row->type) &&
	       same_word(a->row->fs, b->row->fs) &&
	       same_word(a->row->dev, b->row->dev) &&
	       same_word(a->row->nlink, b->row->nlink) &&
	       same_word(a->row->size, b->row->size) &&
	       same_word(a->row->rdev, b->row->rdev) &&
	       alike_names(a->name, b->name) &&
	       alike_facts(model, &a->facts, &b->facts);
}

static bool alike_files(const struct model *model, const struct model_file *a,
			const struct model_file *b)
{
	return a->n_fds == 1 && b->n_fds == 1 && a->n_own == b->n_own &&
	       a->row == a->was &&
	       b->row == b->was && same_word(a->row->refs, b->row->refs) &&
	       same_word(a->row->kind, b->row->kind) &&
	       same_word(a->row->mode, b->row->mode) &&
	       same_word(a->row->flags, b->row->flags) &&
	       same_word(a->row->pos, b->row->pos) &&
	       a->first_queued == IDMAP_NONE &&
	       b->first_queued == IDMAP_NONE &&
	       alike_facts(model, &a->facts, &b->facts) &&
	       (a->inode == b->inode ?
			same_word(a->row->name, b->row->name) :
			alike_inodes(model, inode_of(model, a),
				     inode_of(model, b)));
}

static bool follows(const struct model_fd *a, const struct model_fd *b)
{
	return b->row->fd == a->row->fd + 1 &&
	       same_word(a->row->flags, b->row->flags);
}

/* A range of labels stands for a run. */
static bool alike_labels(const struct model *model,
			 const struct model_file *first, size_t n)
{
	const struct model_inode *inode = inode_of(model, first);
	const struct model_inode *other = inode_of(model, &first[n]);

	return first[n].label == first->label + n &&
	       (other == inode || other->label == inode->label + n);
}

/*
 * How many descriptors from @fd on have an open file of their own, all alike.
 * New files and inodes are added as they come, so theirs are consecutive.
 */
static size_t run_of_files(const struct model *model, size_t fd, size_t end)
{
	const struct model_fd *fds = model->fds;
	const struct model_file *first = &model->files[fds[fd].file];
	size_t step = 0;
	size_t n;

	for (n = 1; fd + n < end; n++) {
		if (!follows(&fds[fd + n - 1], &fds[fd + n]) ||
		    fds[fd + n].file != fds[fd].file + n ||
		    !alike_files(model, first, &first[n]) ||
		    !alike_labels(model, first, n))
			break;
		if (n == 1)
			step = first[1].inode != first->inode;
		if (first[n].inode != first->inode + n * step)
			break;
	}
	return n < FOLD_MIN ? 1 : n;
}

static size_t new_inode(struct folder *f, size_t file, size_t n_files)
{
	const struct model_file *first = &f->model->files[file];
	struct view *view = f->view;
	size_t item = f->inode_item[first->inode];
	size_t n = 1;

	if (item == IDMAP_NONE) {
		if (n_files > 1 && first[1].inode != first->inode)
			n = n_files;
		item = view->n_inodes++;
		for (size_t i = 0; i < n; i++)
			f->inode_item[first->inode + i] = item;
		view->inodes[item] = (struct view_inode){
			first->inode, n, view->n_files, view->n_files
		};
	}
	view->inodes[item].last_file = view->n_files;
	return item;
}

static size_t new_file(struct folder *f, size_t file, size_t n, size_t fd)
{
	struct view *view = f->view;

	for (size_t i = 0; i < n; i++)
		f->file_item[file + i] = view->n_files;
	view->files[view->n_files] = (struct view_file){
		file, n, new_inode(f, file, n), fd, fd
	};
	return view->n_files++;
}

/* How many descriptors from @fd on refer to the same open file. */
static size_t run_of_fds(const struct model *model, size_t fd, size_t end)
{
	const struct model_fd *fds = model->fds;
	size_t n = 1;

	while (fd + n < end && fds[fd + n].file == fds[fd].file &&
	       follows(&fds[fd + n - 1], &fds[fd + n]))
		n++;
	return n < FOLD_MIN ? 1 : n;
}

/* One item for the descriptors from @fd on; returns how many it took. */
static size_t fold_fds(struct folder *f, size_t fd, size_t end)
{
	struct view *view = f->view;
	size_t file = f->model->fds[fd].file;
	size_t item = f->file_item[file];
	size_t count = run_of_fds(f->model, fd, end);

	if (item == IDMAP_NONE && count == 1) {
		count = run_of_files(f->model, fd, end);
		item = new_file(f, file, count, view->n_fds);
	} else if (item == IDMAP_NONE) {
		item = new_file(f, file, 1, view->n_fds);
	}
	view->files[item].last_fd = view->n_fds;
	view->fds[view->n_fds++] = (struct view_fd){ fd, count, item };
	return count;
}

static size_t *no_items(size_t n)
{
	size_t *items = array_make(n, sizeof(*items));

	for (size_t i = 0; i < n; i++)
		items[i] = IDMAP_NONE;
	return items;
}

static void fold_table(struct folder *f, const struct model_table *table,
		       struct view_table *to)
{
	size_t end = table->first_fd + table->n_fds;

	to->first = f->view->n_fds;
	for (size_t fd = table->first_fd; fd < end;)
		fd += fold_fds(f, fd, end);
	to->n = f->view->n_fds - to->first;
}

void view_make(struct view *view, const struct model *model)
{
	struct folder f = {
		.view = view,
		.model = model,
		.file_item = no_items(model->n_files),
		.inode_item = no_items(model->n_inodes),
	};

	*view = (struct view){ .model = model };
	view->tables = array_make(model->n_tables, sizeof(*view->tables));
	view->fds = array_make(model->n_fds, sizeof(*view->fds));
	view->files = array_make(model->n_files, sizeof(*view->files));
	view->inodes = array_make(model->n_inodes, sizeof(*view->inodes));
	for (size_t i = 0; i < model->n_tables; i++)
		fold_table(&f, &model->tables[i], &view->tables[i]);
	for (size_t i = 0; i < model->n_files; i++)
		if (f.file_item[i] == IDMAP_NONE)
			new_file(&f, i, 1, IDMAP_NONE);
	free(f.file_item);
	free(f.inode_item);
}

void view_free(struct view *view)
{
	free(view->tables);
	free(view->fds);
	free(view->files);
	free(view->inodes);
	*view = (struct view){ 0 };
}
