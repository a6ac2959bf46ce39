// SPDX-License-Identifier: GPL-2.0-only
/* What is said of open files and inodes. */
#include <string.h>

#include "base/escape.h"
#include "words/describe.h"
#include "words/describe_facts.h"

#define DELETED "\\040(deleted)"	/* d_path() adds this */

/* Flags that every other phrase tells already, or that tell nothing today. */
static const char *const silent_flags[] = {
	"O_RDONLY", "O_WRONLY", "O_RDWR", "O_LARGEFILE",
};

/*
 * "refs 4", or "refs 4 (was 3)" if an earlier document said so. Long numbers go
 * to a line of their own where they must: one cut in its middle would be wrong.
 */
static void add_value(struct phrases *to, enum style style, const char *what,
		      const char *value, const char *was)
{
	if (!value)
		return;
	what = phrase_usual(to, what);
	if (strlen(value) <= SHORT)
		phrase_add(to, style, "%s %s", what, value);
	else
		phrase_words(to, style, "%s %s", what, value);
	if (!same_word(value, was))
		phrase_word(to, style, "(was %s)", was ? was : "unknown");
}

static bool is_silent(const char *flag, size_t len)
{
	for (size_t i = 0; i < sizeof(silent_flags) / sizeof(*silent_flags);
	     i++)
		if (!strncmp(flag, silent_flags[i], len) &&
		    !silent_flags[i][len])
			return true;
	return false;
}

static void add_flags(struct phrases *to, const char *flags,
		      const struct symbols *symbols)
{
	struct buf flag = { 0 };

	while (flags && *flags) {
		size_t len = strcspn(flags, "|");

		if (!is_silent(flags, len)) {
			buf_clear(&flag);
			buf_add(&flag, flags, len);
			add_escaped(to, STYLE_PLAIN, flag.data, symbols);
		}
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
	if (deleted) {
		buf_add(&text, name, len - strlen(DELETED));
		name = text.data;
	}
	add_escaped(to, STYLE_NAME, name + (*name == '!'), symbols);
	if (deleted)
		phrase_word(to, STYLE_ALERT, "%s", "(deleted)");
	if (to->n > first)
		to->phrase[first].new_line = true;
	buf_free(&text);
}

/* File systems whose inodes have no place in a directory, and no names. */
static bool is_in(const struct doc_inode *row, const char *fs)
{
	return row->fs && !strcmp(row->fs, fs);
}

/* An inode that has no place in a file system. */
static bool is_anonymous(const struct model_inode *inode)
{
	return inode->kind && is_in(inode->row, "anon_inodefs");
}

/*
 * The one inode that stands for everything without an inode of its own. Its
 * files say what they are, if the text does. Each of them has a reference to
 * it, and the kernel one more; the anonymous inode that a file has for itself,
 * as an io_uring has, is referred to by that one's dentry alone.
 */
static bool is_common(const struct model_inode *inode)
{
	return is_anonymous(inode) && !same_word(inode->row->refs, "1");
}

/* The kind stands at the inode, unless its files are of several. */
static bool kind_at_inode(const struct model_inode *inode)
{
	return inode->kind && !inode->many_kinds && !is_common(inode);
}

/*
 * A pipe has no offset; which end of it the file is says more. Nor have
 * sockets, nor most of what is anonymous.
 */
static void add_position(struct phrases *to, const struct model_file *file,
			 const struct model_inode *inode)
{
	const char *mode = file->row->mode;
	const char *type = inode->row->type;
	bool pipe = type && !strcmp(type, "fifo");

	if (pipe && mode && !strcmp(mode, "r"))
		phrase_add(to, STYLE_PLAIN, "read end");
	else if (pipe && mode && !strcmp(mode, "w"))
		phrase_add(to, STYLE_PLAIN, "write end");
	else if (is_anonymous(inode) && same_word(file->row->pos, "0"))
		return;
	else if (!pipe && !(type && !strcmp(type, "sock")))
		add_value(to, STYLE_PLAIN, "offset", file->row->pos,
			  file->was->pos);
}

/* The program cannot help holding what its standard streams are. */
static void add_own(struct phrases *to, size_t n)
{
	size_t first = to->n;

	phrase_words(to, STYLE_FAINT, "(%zu by fdmap itself)", n);
	to->phrase[first].gap = 1;
}

void describe_file(struct phrases *to, const struct view *view, size_t item,
		   bool refer, const struct symbols *symbols)
{
	const struct view_file *files = &view->files[item];
	const struct model_file *file = &view->model->files[files->first];
	const struct model_inode *inode = &view->model->inodes[file->inode];

	add_label(to, 'F', file->label, files->count, symbols);
	if (refer)
		add_reference(to, 'I', view_inode_label(view, files->inode),
			      view->inodes[files->inode].count, symbols);
	if (files->count > 1)
		phrase_words(to, STYLE_LABEL, "%zu open files, each:",
			     files->count);
	if (file->row->kind && !kind_at_inode(inode))
		add_escaped(to, STYLE_NAME, file->row->kind, symbols);
	if (file->row->mode)
		add_escaped(to, STYLE_PLAIN, file->row->mode, symbols);
	add_position(to, file, inode);
	add_value(to, STYLE_PLAIN, "refs", file->row->refs, file->was->refs);
	if (file->n_own)
		add_own(to, file->n_own);
	add_flags(to, file->row->flags, symbols);
	describe_facts(to, view->model, &file->facts, symbols);
	describe_queued(to, view->model, file);
	if (is_common(inode) ? same_word(file->row->kind, "anon") :
			       inode->many_names)
		add_name(to, file->row->name, symbols);
}

/*
 * The type, with the device that a device node stands for, and the kind if that
 * is another word. "pipe" and "socket" say what their types do.
 */
static void add_type(struct phrases *to, const struct model_inode *inode,
		     const struct symbols *symbols)
{
	const struct doc_inode *row = inode->row;
	const char *type = row->type ? row->type : "-";
	const char *kind = kind_at_inode(inode) ? inode->kind : NULL;
	bool says_type = is_in(row, "pipefs") || is_in(row, "sockfs");
	struct buf *text;

	if (kind && (says_type || same_word(kind, type))) {
		type = kind;
		kind = NULL;
	}
	if (!row->type && type != inode->kind)
		return;
	text = phrase_begin(to, STYLE_PLAIN);
	escape_show(text, strcmp(type, "-") ? type : "no type",
		    symbols->ascii);
	if (row->rdev)
		buf_printf(text, " %s", row->rdev);
	phrase_end(to);
	if (kind)
		add_escaped(to, STYLE_NAME, kind, symbols);
}

static void add_inode_values(struct phrases *to,
			     const struct model_inode *inode)
{
	const struct doc_inode *row = inode->row;
	bool unlinked = row->nlink && !strcmp(row->nlink, "0");

	if (!is_in(row, "pipefs") && !is_in(row, "sockfs") &&
	    !is_anonymous(inode))
		add_value(to, unlinked ? STYLE_ALERT : STYLE_PLAIN, "links",
			  row->nlink, inode->was->nlink);
	if ((row->size && strcmp(row->size, "0")) ||
	    (row->type && !strcmp(row->type, "reg")))
		add_value(to, STYLE_PLAIN, "size", row->size,
			  inode->was->size);
}

/* "pipe:[17]" and "socket:[17]" tell the number themselves. */
static bool name_has_number(const struct model_inode *inode)
{
	const char *number = inode->name ? strstr(inode->name, ":[") : NULL;
	size_t len = inode->row->ino ? strlen(inode->row->ino) : 0;

	return number && len && !inode->many_names && *inode->name != '/' &&
	       !strncmp(number + 2, inode->row->ino, len) &&
	       !strcmp(number + 2 + len, "]");
}

/* Then the name says what the inode is, and stands in the kind's place. */
static bool name_is_kind(const struct model_inode *inode)
{
	return name_has_number(inode) && kind_at_inode(inode) &&
	       !strncmp(inode->name, inode->kind, strlen(inode->kind));
}

/* Where an inode is kept: its device, and its number if it is but one. */
static void add_number(struct phrases *to, const struct model_inode *inode,
		       bool one)
{
	const struct doc_inode *row = inode->row;
	size_t n;

	if (name_has_number(inode))
		return;
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

	if (is_common(inode)) {
		phrase_words(to, STYLE_FAINT, "one inode for all that have "
			     "none");
		to->phrase[first].new_line = true;
		return;
	}
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
	bool name_first;

	add_label(to, 'I', inode->label, inodes->count, symbols);
	if (inodes->count > 1)
		phrase_words(to, STYLE_LABEL, "%zu inodes, each:",
			     inodes->count);
	name_first = inodes->count == 1 && name_is_kind(inode);
	if (name_first)
		add_escaped(to, STYLE_NAME, inode->name, symbols);
	else
		add_type(to, inode, symbols);
	add_inode_values(to, inode);
	add_number(to, inode, inodes->count == 1);
	describe_facts(to, view->model, &inode->facts, symbols);
	if (!name_first)
		add_inode_name(to, view, inodes, symbols);
}
