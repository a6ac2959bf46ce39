/* SPDX-License-Identifier: GPL-2.0-only */
/* A growing array whose elements never move. */
#ifndef FDMAP_VEC_H
#define FDMAP_VEC_H

#include <linux/types.h>

/* Elements a block: a block of any row of ours is a few pages at most. */
#define FDMAP_VEC_BLOCK	64

/**
 * struct fdmap_vec - growing array
 * @blocks:	arrays of FDMAP_VEC_BLOCK elements each
 * @nr_blocks:	blocks that there are
 * @max_blocks:	blocks that @blocks has room for
 * @nr:		elements in use
 * @size:	bytes of an element
 * @full:	an element was to be added and there was no room
 *
 * Growing (fdmap_vec_reserve()) is apart from adding (fdmap_vec_add()), so that
 * the latter can be done under a spinlock.
 */
struct fdmap_vec {
	void **blocks;
	size_t nr_blocks;
	size_t max_blocks;
	size_t nr;
	size_t size;
	bool full;
};

void fdmap_vec_init(struct fdmap_vec *vec, size_t size);
void fdmap_vec_exit(struct fdmap_vec *vec);
int fdmap_vec_reserve(struct fdmap_vec *vec, size_t more);
void *fdmap_vec_add(struct fdmap_vec *vec);

/**
 * fdmap_vec_at() - element of an array
 * @vec:	array
 * @i:		index, below @vec->nr
 *
 * Context: any.
 */
static inline void *fdmap_vec_at(const struct fdmap_vec *vec, size_t i)
{
	return vec->blocks[i / FDMAP_VEC_BLOCK] +
	       i % FDMAP_VEC_BLOCK * vec->size;
}

#endif /* FDMAP_VEC_H */
