// SPDX-License-Identifier: GPL-2.0-only
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/mm.h>
#include <linux/overflow.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "gfp.h"
#include "vec.h"

/**
 * fdmap_vec_init() - make an empty array
 * @vec:	array
 * @size:	bytes of an element
 */
void fdmap_vec_init(struct fdmap_vec *vec, size_t size)
{
	*vec = (struct fdmap_vec){ .size = size };
}

/**
 * fdmap_vec_exit() - free an array's memory
 * @vec:	array, not to be used again
 *
 * Context: may sleep.
 */
void fdmap_vec_exit(struct fdmap_vec *vec)
{
	size_t i;

	for (i = 0; i < vec->nr_blocks; i++) {
		kvfree(vec->blocks[i]);
		cond_resched();
	}
	kvfree(vec->blocks);
}

/* Make room for one more pointer in vec->blocks. */
static int fdmap_vec_grow_index(struct fdmap_vec *vec)
{
	size_t max = vec->max_blocks ? 2 * vec->max_blocks : 8;
	void **blocks;

	if (vec->nr_blocks < vec->max_blocks)
		return 0;
	blocks = kvmalloc_array(max, sizeof(*blocks), FDMAP_GFP);
	if (!blocks)
		return -ENOMEM;
	if (vec->nr_blocks)
		memcpy(blocks, vec->blocks, vec->nr_blocks * sizeof(*blocks));
	kvfree(vec->blocks);
	vec->blocks = blocks;
	vec->max_blocks = max;
	return 0;
}

/**
 * fdmap_vec_reserve() - make room for further elements
 * @vec:	array
 * @more:	that many fdmap_vec_add() calls will succeed
 *
 * Return: 0 or -ENOMEM; the elements stay as they are either way.
 * Context: may sleep.
 */
int fdmap_vec_reserve(struct fdmap_vec *vec, size_t more)
{
	while (vec->nr_blocks * FDMAP_VEC_BLOCK - vec->nr < more) {
		void *block;

		if (fdmap_vec_grow_index(vec))
			return -ENOMEM;
		block = kvmalloc_array(FDMAP_VEC_BLOCK, vec->size, FDMAP_GFP);
		if (!block)
			return -ENOMEM;
		vec->blocks[vec->nr_blocks++] = block;
	}
	return 0;
}

/**
 * fdmap_vec_add() - append an element
 * @vec:	array
 *
 * Return: the element, its contents undefined; NULL, with @vec->full set, when
 * what fdmap_vec_reserve() made is used up.
 * Context: any.
 */
void *fdmap_vec_add(struct fdmap_vec *vec)
{
	if (vec->nr == vec->nr_blocks * FDMAP_VEC_BLOCK) {
		vec->full = true;
		return NULL;
	}
	return fdmap_vec_at(vec, vec->nr++);
}
