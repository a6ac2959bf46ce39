/* SPDX-License-Identifier: GPL-2.0-only */
/* Descriptors of every kind that the kernel makes, one row each. */
#ifndef FACTORIES_H
#define FACTORIES_H

#include <stddef.h>

/*
 * struct factory - how to make one kind of descriptor, and how it looks
 * @name: of the kind
 * @make: returns a descriptor, or -1 and errno where there is no such kind
 * @ops: its file_operations symbol; before a bar the one of older kernels
 * @fs: type of its file system, NULL where that is the machine's choice;
 *      with a bar as @ops
 * @type: of the inode
 */
struct factory {
	const char *name;
	int (*make)(void);
	const char *ops;
	const char *fs;
	const char *type;
};

extern const struct factory factories[];
extern const size_t n_factories;

#endif
