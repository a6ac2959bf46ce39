// SPDX-License-Identifier: GPL-2.0-only
/* What is said of open files and inodes. */
#include <string.h>

#include "describe.h"
#include "describe_parts.h"
#include "escape.h"

#define DELETED "\\040(deleted)"	/* d_path() adds this */

/* Digits of a number that stands in one piece with what it counts. */
#define SHORT 7

/* Flags that every other phrase tells already, or that tell nothing today. */
static const char *const silent_flags[] = {
	"O_RDONLY", "O_WRONLY", "O_RDWR", "O_LARGEFILE",
};

static bool is_one_of(const char *word, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(word, list[i]))
			return true;
	return false;
}

/*
 * "refs 4", or "refs 4 (was 3)" if an earlier document said so. Long numbers go
 * to a line of their own where they must: one cut in its middle would be wrong.
 */
static void add_value(struct phrases *to, enum style style, const char *what,
		      const char *value, const char *was)
{
	if (!value)
		return;
	if (strlen(value) <= SHORT)
		phrase_add(to, style, "%s %s", what, value);
	else
		phrase_words(to, style, "%s %s", what, value);
	if (!same_word(value, was))
		phrase_word(to, style, "(was %s)", was ? was : "unknown");
}

static void add_flags(struct phrases *to, const char *flags,
		      const struct symbols *symbols)
{
	struct buf flag = { 0 };

	while (flags && *flags) {
		size_t len = strcspn(flags, "|");

		buf_clear(&flag);
		buf_add(&flag, flags, len);
		if (!is_one_of(flag.data, silent_flags,
			       sizeof(silent_flags) / sizeof(*silent_flags)))
			add_escaped(to, STYLE_PLAIN, flag.data, symbols);
		flags += len + (flags[len] == '|');
	}
	buf_free(&flag);
}

/* The mark of an unlinked name stands apart, so that it is never cut. */
static void add_name(struct phrases *to, const char *name,
		     const struct symbols *symbols)
{
	size_t len = name ? strlen(name) : 0;
	bool deleted = len > strlen(DELETED) &&
		       !strcmp(name + len - strlen(DELETED), DELETED);
	struct buf text = { 0 };
	size_t first = to->n;

	if (!name)
		return;
	if (*name == '!')
		phrase_words(to, STYLE_ALERT, "no name:");
	buf_add(&text, name, len - (deleted ? strlen(DELETED) : 0));
	add_escaped(to, STYLE_NAME, text.data + (*name == '!'), symbols);
	if (deleted)
		phrase_word(to, STYLE_ALERT, "%s", "(deleted)");
	if (to->n > first)
		to->phrase[first].new_line = true;
	buf_free(&text);
}

/* A pipe has no offset; which end of it the file is says more. */
static void add_position(struct phrases *to, const struct model_file *file,
			 const char *type)
{
	const char *mode = file->row->mode;
	bool pipe = type && !strcmp(type, "fifo");

	if (pipe && mode && !strcmp(mode, "r"))
		phrase_add(to, STYLE_PLAIN, "read end");
	else if (pipe && mode && !strcmp(mode, "w"))
		phrase_add(to, STYLE_PLAIN, "write end");
	else if (!pipe && !(type && !strcmp(type, "sock")))
		add_value(to, STYLE_PLAIN, "offset", file->row->pos,
			  file->was->pos);
}

void describe_file(struct phrases *to, const struct view *view, size_t item,
		   bool refer, const struct symbols *symbols)
{
	const struct view_file *files = &view->files[item];
	const struct model_file *file = &view->model->files[files->first];
	const struct model_inode *inode = &view->model->inodes[file->inode];

	phrases_clear(to);
	add_label(to, 'F', files->first, files->count, symbols);
	if (refer)
		add_reference(to, 'I', view->inodes[files->inode].first,
			      view->inodes[files->inode].count, symbols);
	if (files->count > 1)
		phrase_words(to, STYLE_LABEL, "%zu open files, each:",
			     files->count);
	if (file->row->mode)
		add_escaped(to, STYLE_PLAIN, file->row->mode, symbols);
	add_position(to, file, inode->row->type);
	add_value(to, STYLE_PLAIN, "refs", file->row->refs, file->was->refs);
	add_flags(to, file->row->flags, symbols);
	if (inode->many_names)
		add_name(to, file->row->name, symbols);
}

/* The type, with the device that a device node stands for. */
static void add_type(struct phrases *to, const struct doc_inode *row,
		     const struct symbols *symbols)
{
	struct buf *text = phrase_begin(to, STYLE_PLAIN);

	escape_show(text, strcmp(row->type, "-") ? row->type : "no type",
		    symbols->ascii);
	if (row->rdev)
		buf_printf(text, " %s", row->rdev);
	phrase_end(to);
}

static void add_inode_values(struct phrases *to,
			     const struct model_inode *inode)
{
	const struct doc_inode *row = inode->row;
	bool unlinked = row->nlink && !strcmp(row->nlink, "0");

	add_value(to, unlinked ? STYLE_ALERT : STYLE_PLAIN, "links",
		  row->nlink, inode->was->nlink);
	if ((row->size && strcmp(row->size, "0")) ||
	    (row->type && !strcmp(row->type, "reg")))
		add_value(to, STYLE_PLAIN, "size", row->size,
			  inode->was->size);
}

/* Where an inode is kept: its device, and its number if it is but one. */
static void add_number(struct phrases *to, const struct doc_inode *row,
		       bool one)
{
	size_t n;

	if (row->dev)
		phrase_add(to, STYLE_FAINT, "dev %s", row->dev);
	n = to->n;
	if (one)
		add_value(to, STYLE_FAINT, "ino", row->ino, row->ino);
	if (to->n > n && row->dev)
		to->phrase[n].gap = 1;
}

static void add_inode_name(struct phrases *to, const struct view *view,
			   const struct view_inode *item,
			   const struct symbols *symbols)
{
	const struct model_inode *inode = &view->model->inodes[item->first];
	const char *last = inode[item->count - 1].name;
	size_t first = to->n;

	if (inode->many_names) {
		phrase_words(to, STYLE_FAINT, "names at the open files");
		to->phrase[first].new_line = true;
		return;
	}
	add_name(to, inode->name, symbols);
	if (same_word(inode->name, last))
		return;
	phrase_add(to, STYLE_PLAIN, "%s", symbols->dash);
	add_escaped(to, STYLE_NAME, last, symbols);
}

void describe_inode(struct phrases *to, const struct view *view, size_t item,
		    const struct symbols *symbols)
{
	const struct view_inode *inodes = &view->inodes[item];
	const struct model_inode *inode = &view->model->inodes[inodes->first];
	const struct doc_inode *row = inode->row;

	phrases_clear(to);
	add_label(to, 'I', inodes->first, inodes->count, symbols);
	if (inodes->count > 1)
		phrase_words(to, STYLE_LABEL, "%zu inodes, each:",
			     inodes->count);
	if (row->type)
		add_type(to, row, symbols);
	add_inode_values(to, inode);
	add_number(to, row, inodes->count == 1);
	add_inode_name(to, view, inodes, symbols);
}
