/* SPDX-License-Identifier: GPL-2.0-only */
/* Who holds the references to an open file, added up over all processes. */
#ifndef HOLDERS_H
#define HOLDERS_H

#include <stdbool.h>
#include <stdint.h>

/*
 * struct holders - references to one open file
 * @refs: as the file's row counts them
 * @descriptors: once for each descriptor of each table
 * @maps: once for each mapping of each address space
 * @exe: address spaces of which it is the executable
 * @inflight: times in flight, once for each socket
 * @unsure: whether something was busy, or too much to be listed
 */
struct holders {
	uint64_t refs, descriptors, maps, exe, inflight;
	bool unsure;
};

/*
 * holders_find() - read `all` and count
 *
 * @file: id of the open file
 * Return: false with the reason in fdmap_error.
 */
bool holders_find(uint64_t file, struct holders *holders);

/* What is left of the references. */
int64_t holders_rest(const struct holders *holders);

#endif
