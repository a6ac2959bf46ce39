/* SPDX-License-Identifier: GPL-2.0-only */
/* What is said of each object, the same in every kind of drawing. */
#ifndef FDMAP_DESCRIBE_H
#define FDMAP_DESCRIBE_H

#include "model/view.h"
#include "words/phrases.h"

/* Each of these appends what is said of one item. */

/** describe_table() - the processes of a table, and how it was copied */
void describe_table(struct phrases *to, const struct view *view, size_t table,
		    const struct symbols *symbols);

/**
 * describe_fd() - descriptors
 * @digits: columns that their numbers are padded to, by describe_digits()
 * @refer: give the label of what they refer to, in place of an arrow
 */
void describe_fd(struct phrases *to, const struct view *view, size_t item,
		 size_t digits, bool refer, const struct symbols *symbols);

/** describe_digits() - columns that the numbers of all descriptors need */
size_t describe_digits(const struct view *view, const struct symbols *symbols);

/**
 * describe_file() - open files
 * @refer: give the label of what they refer to, in place of an arrow
 */
void describe_file(struct phrases *to, const struct view *view, size_t item,
		   bool refer, const struct symbols *symbols);

/** describe_inode() - inodes */
void describe_inode(struct phrases *to, const struct view *view, size_t item,
		    const struct symbols *symbols);

#endif
