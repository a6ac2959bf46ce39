/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory for strings that are freed all at once. */
#ifndef FDMAP_ARENA_H
#define FDMAP_ARENA_H

#include <linux/types.h>

struct fdmap_arena_block;

/**
 * struct fdmap_arena - strings
 * @newest:	the block that strings are added to, linked to older ones
 * @bytes:	bytes of all strings, NULs included
 * @full:	a string was to be added and there was no room
 */
struct fdmap_arena {
	struct fdmap_arena_block *newest;
	size_t bytes;
	bool full;
};

void fdmap_arena_init(struct fdmap_arena *arena);
void fdmap_arena_exit(struct fdmap_arena *arena);
void fdmap_arena_clear(struct fdmap_arena *arena);
int fdmap_arena_reserve(struct fdmap_arena *arena, size_t bytes);
const char *fdmap_arena_add(struct fdmap_arena *arena, const char *string);

#endif /* FDMAP_ARENA_H */
