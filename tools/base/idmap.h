/* SPDX-License-Identifier: GPL-2.0-only */
/* Map from the text's 64-bit object ids to positions in an array. */
#ifndef FDMAP_IDMAP_H
#define FDMAP_IDMAP_H

#include <stddef.h>
#include <stdint.h>

#define IDMAP_NONE ((size_t)-1)

struct idmap_slot {
	uint64_t id;
	size_t value;
};

/**
 * struct idmap - hash table with open addressing; all zero is an empty one
 * @slots: the slots; a value of IDMAP_NONE marks a free one
 * @n: slots in use
 * @size: slots there are, a power of two or 0
 */
struct idmap {
	struct idmap_slot *slots;
	size_t n;
	size_t size;
};

/** idmap_get() - the value that @id has, or IDMAP_NONE */
size_t idmap_get(const struct idmap *map, uint64_t id);

/**
 * idmap_add() - give @id a value unless it has one
 *
 * Return: IDMAP_NONE if @id was new, else the value that it keeps.
 */
size_t idmap_add(struct idmap *map, uint64_t id, size_t value);

/** idmap_set() - give @id a value, in place of the one that it may have */
void idmap_set(struct idmap *map, uint64_t id, size_t value);

void idmap_free(struct idmap *map);

#endif
