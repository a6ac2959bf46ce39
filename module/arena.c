// SPDX-License-Identifier: GPL-2.0-only
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/overflow.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "arena.h"
#include "gfp.h"

/* Blocks grow up to this, so that many strings make few blocks. */
#define FDMAP_ARENA_BLOCK	(256UL << 10)

/**
 * struct fdmap_arena_block - piece of an arena
 * @older:	the block before it
 * @used:	bytes in use
 * @size:	bytes of @data
 * @data:	strings, each with its NUL
 */
struct fdmap_arena_block {
	struct fdmap_arena_block *older;
	size_t used;
	size_t size;
	char data[];
};

/**
 * fdmap_arena_init() - make an empty arena
 * @arena:	arena
 */
void fdmap_arena_init(struct fdmap_arena *arena)
{
	arena->newest = NULL;
	arena->bytes = 0;
	arena->full = false;
}

static void fdmap_arena_free(struct fdmap_arena_block *block)
{
	while (block) {
		struct fdmap_arena_block *older = block->older;

		kvfree(block);
		block = older;
		cond_resched();
	}
}

/**
 * fdmap_arena_exit() - free an arena and its strings
 * @arena:	arena, not to be used again
 *
 * Context: may sleep.
 */
void fdmap_arena_exit(struct fdmap_arena *arena)
{
	fdmap_arena_free(arena->newest);
}

/**
 * fdmap_arena_clear() - free all strings and keep some memory
 * @arena:	arena
 *
 * Context: may sleep.
 */
void fdmap_arena_clear(struct fdmap_arena *arena)
{
	arena->bytes = 0;
	if (!arena->newest)
		return;
	fdmap_arena_free(arena->newest->older);
	arena->newest->older = NULL;
	arena->newest->used = 0;
}

/*
 * Twice what was enough before, within bounds, and twice what is wanted, so
 * that no more than half of a block is left behind.
 */
static size_t fdmap_arena_block_size(const struct fdmap_arena *arena,
				     size_t bytes)
{
	size_t size = arena->newest ? 2 * arena->newest->size : 0;

	return max(2 * bytes, min(size, FDMAP_ARENA_BLOCK));
}

/**
 * fdmap_arena_reserve() - make room for further strings
 * @arena:	arena
 * @bytes:	fdmap_arena_add() will succeed for strings of this many bytes
 *		together, NULs included
 *
 * Return: 0 or -ENOMEM.
 * Context: may sleep.
 */
int fdmap_arena_reserve(struct fdmap_arena *arena, size_t bytes)
{
	struct fdmap_arena_block *block = arena->newest;
	size_t size;

	if (block && block->size - block->used >= bytes)
		return 0;
	size = fdmap_arena_block_size(arena, bytes);
	block = kvmalloc(struct_size(block, data, size), FDMAP_GFP);
	if (!block)
		return -ENOMEM;
	block->older = arena->newest;
	block->used = 0;
	block->size = size;
	arena->newest = block;
	return 0;
}

/**
 * fdmap_arena_add() - copy a string
 * @arena:	arena
 * @string:	string
 *
 * Return: the copy; NULL, with @arena->full set, when what
 * fdmap_arena_reserve() made is used up.
 * Context: any.
 */
const char *fdmap_arena_add(struct fdmap_arena *arena, const char *string)
{
	struct fdmap_arena_block *block = arena->newest;
	size_t bytes = strlen(string) + 1;
	char *copy;

	if (!block || block->size - block->used < bytes) {
		arena->full = true;
		return NULL;
	}
	copy = block->data + block->used;
	block->used += bytes;
	arena->bytes += bytes;
	return memcpy(copy, string, bytes);
}
