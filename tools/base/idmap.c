// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "base/buf.h"
#include "base/idmap.h"

/*
 * Ids are keyed hashes and could be used as they are, but addresses, as the
 * module prints with addresses=1, share their low bits. The multiplier is 2^64
 * divided by the golden ratio (Knuth, TAOCP 3, 6.4).
 */
static size_t home(const struct idmap *map, uint64_t id)
{
	return (id * 0x9e3779b97f4a7c15u >> 32) & (map->size - 1);
}

static struct idmap_slot *find(const struct idmap *map, uint64_t id)
{
	size_t i = home(map, id);

	while (map->slots[i].value != IDMAP_NONE && map->slots[i].id != id)
		i = (i + 1) & (map->size - 1);
	return &map->slots[i];
}

static void resize(struct idmap *map, size_t size)
{
	struct idmap old = *map;

	map->size = size;
	map->slots = array_make(size, sizeof(*map->slots));
	for (size_t i = 0; i < size; i++)
		map->slots[i].value = IDMAP_NONE;
	for (size_t i = 0; i < old.size; i++)
		if (old.slots[i].value != IDMAP_NONE)
			*find(map, old.slots[i].id) = old.slots[i];
	free(old.slots);
}

size_t idmap_get(const struct idmap *map, uint64_t id)
{
	return map->size ? find(map, id)->value : IDMAP_NONE;
}

size_t idmap_add(struct idmap *map, uint64_t id, size_t value)
{
	struct idmap_slot *slot;

	if (map->n >= map->size / 2)
		resize(map, map->size ? map->size * 2 : 64);
	slot = find(map, id);
	if (slot->value != IDMAP_NONE)
		return slot->value;
	*slot = (struct idmap_slot){ .id = id, .value = value };
	map->n++;
	return IDMAP_NONE;
}

void idmap_set(struct idmap *map, uint64_t id, size_t value)
{
	if (idmap_add(map, id, value) != IDMAP_NONE)
		find(map, id)->value = value;
}

void idmap_free(struct idmap *map)
{
	free(map->slots);
	*map = (struct idmap){ 0 };
}
