/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the kernel says over its other interfaces: kcmp(2), stat(2),
 * prlimit(2) and procfs.  fdmap's documents are held against these.
 */
#ifndef TRUTH_H
#define TRUTH_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "fdmap_reader.h"

/* Whether two descriptors share one open file; kcmp(2), KCMP_FILE. */
bool same_file(pid_t pid1, int fd1, pid_t pid2, int fd2);

/* Whether two tasks share one descriptor table; kcmp(2), KCMP_FILES. */
bool same_table(pid_t pid1, pid_t pid2);

/*
 * open_descriptors() - the names in /proc/PID/fd
 *
 * Return: the numbers in ascending order, to be freed, *@n of them.
 */
int *open_descriptors(pid_t pid, size_t *n);

/*
 * differs() - compare a document with all that procfs tells of its process
 *
 * The process must be at rest.  Compared are the first line, the set of
 * descriptors, close-on-exec, status flags, offset, access mode, name, every
 * column of the inode that stat(2) knows, who shares an open file with whom,
 * the size of the table and its limit.
 * Return: NULL if all agrees, else what does not, in a static buffer.
 */
const char *differs(const struct fdmap_document *document, pid_t pid);

/* In a test: the document of @pid, found to be true. */
#define READ_TRUE(pid_)                                                     \
	({                                                                  \
		struct fdmap_document *true_ = READ_PID(pid_);              \
		const char *difference_ = differs(true_, pid_);             \
		ASSERT_EQ(NULL, difference_)                                \
			TH_LOG("%s", difference_);                          \
		true_;                                                      \
	})

/* The value of "Key:" in /proc/PID/status as a number; -1 if it has none. */
int64_t status_value(pid_t pid, const char *key);

/* Whether /proc/kallsyms has this symbol ("name" or "name[module]"). */
bool symbol_exists(const char *symbol);

#endif
