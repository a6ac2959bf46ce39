/* SPDX-License-Identifier: GPL-2.0-only */
/* Descriptor tables to measure with. */
#ifndef FDMAP_BENCH_FILL_H
#define FDMAP_BENCH_FILL_H

/**
 * fill_allow() - let processes have that many descriptors
 * @count: descriptors beyond the standard three
 *
 * Raises this process's RLIMIT_NOFILE, and fs.nr_open and fs.file-max where
 * they are lower, which takes root. Ends the process on an error.
 */
void fill_allow(unsigned int count);

/**
 * fill_table() - open descriptors, a quarter of each sort
 * @dir: directory for the files, which exists; they stay there
 * @count: descriptors to make
 *
 * In turn: a new file in @dir, /dev/null, a UDP socket, a dup(2) of descriptor
 * 0. Ends the process on an error.
 */
void fill_table(const char *dir, unsigned int count);

/**
 * fill_deep() - open one file many times, whose name is long
 * @dir: directory for it, which exists; it stays there
 * @depth: directories to make, one in the other
 * @count: descriptors to make
 *
 * The working directory is the innermost one afterwards. Ends the process on an
 * error.
 */
void fill_deep(const char *dir, unsigned int depth, unsigned int count);

#endif /* FDMAP_BENCH_FILL_H */
