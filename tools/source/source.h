/* SPDX-License-Identifier: GPL-2.0-only */
/* Where texts come from: the module's files in debugfs, or saved ones. */
#ifndef FDMAP_SOURCE_H
#define FDMAP_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

/**
 * struct text - a text that was read
 * @name: what messages call it
 * @data: the bytes; parsing puts NULs between the values
 * @len: their number
 */
struct text {
	char *name;
	char *data;
	size_t len;
};

/* The mounts of this process, as proc(5) and fstab(5) describe them. */
#define SOURCE_MOUNTS "/proc/self/mounts"

/* The module's file that holds the documents of all processes. */
#define SOURCE_ALL "all"

/**
 * source_read_live() - read one of the module's files
 * @text: filled in, freed by text_free()
 * @mounts: file that tells where debugfs is, SOURCE_MOUNTS
 * @name: a process ID or SOURCE_ALL
 *
 * Return: false after a report that says what to do.
 */
bool source_read_live(struct text *text, const char *mounts, const char *name);

/**
 * source_give_up() - close the descriptors that this process was born with
 *
 * All but the first three, so that they are not counted in what is read. Not to
 * be called where a descriptor's number may have been given as a path.
 */
void source_give_up(void);

/**
 * source_read_saved() - read a saved text
 * @text: filled in, freed by text_free()
 * @file: its path, or "-" for standard input
 *
 * Return: false after a report.
 */
bool source_read_saved(struct text *text, const char *file);

void text_free(struct text *text);

#endif
