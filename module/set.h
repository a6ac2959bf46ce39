/* SPDX-License-Identifier: GPL-2.0-only */
/* Records that can be found by the address of the object they are about. */
#ifndef FDMAP_SET_H
#define FDMAP_SET_H

#include <linux/types.h>

#include "vec.h"

/**
 * struct fdmap_key - what every record of a set begins with
 * @object:	the object's address, never looked into
 * @slot:	place in the set's hash table
 * @older:	what was in that place before: a record of the same object, of
 *		an earlier life of its address, or 0
 */
struct fdmap_key {
	const void *object;
	u32 slot;
	u32 older;
};

/**
 * struct fdmap_set - records in the order in which they came
 * @records:	the records, each beginning with a struct fdmap_key if @keyed
 * @keyed:	whether records can be found by their object
 * @slots:	hash table with open addressing: 1 + index in @records, 0 free
 * @bits:	log2 of the number of slots, of which half at most are taken
 */
struct fdmap_set {
	struct fdmap_vec records;
	bool keyed;
	u32 *slots;
	unsigned int bits;
};

void fdmap_set_init(struct fdmap_set *set, size_t size, bool keyed);
void fdmap_set_exit(struct fdmap_set *set);
void fdmap_set_truncate(struct fdmap_set *set, size_t nr);
int fdmap_set_reserve(struct fdmap_set *set, size_t more);
void *fdmap_set_find(const struct fdmap_set *set, const void *object);
void *fdmap_set_add(struct fdmap_set *set, const void *object);

#endif /* FDMAP_SET_H */
