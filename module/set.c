// SPDX-License-Identifier: GPL-2.0-only
#include <linux/bits.h>
#include <linux/hash.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "gfp.h"
#include "set.h"

/* Slots are u32 with 0 for "free"; this many records stay far below. */
#define FDMAP_SET_MAX	BIT(30)

/**
 * fdmap_set_init() - make an empty set
 * @set:	set
 * @size:	bytes of a record
 * @keyed:	whether a record begins with a struct fdmap_key
 */
void fdmap_set_init(struct fdmap_set *set, size_t size, bool keyed)
{
	fdmap_vec_init(&set->records, size);
	set->keyed = keyed;
	set->slots = NULL;
	set->bits = 0;
}

/**
 * fdmap_set_exit() - free a set's memory
 * @set:	set, not to be used again
 *
 * Context: may sleep.
 */
void fdmap_set_exit(struct fdmap_set *set)
{
	kvfree(set->slots);
	fdmap_vec_exit(&set->records);
}

/**
 * fdmap_set_truncate() - forget the latest records and keep the memory
 * @set:	set
 * @nr:		that many stay
 *
 * Records are taken out of the hash table in the reverse of the order in which
 * they came, which leaves it as it was before them. Only the slots in use are
 * touched: after one huge table many small ones stay cheap.
 *
 * Context: any.
 */
void fdmap_set_truncate(struct fdmap_set *set, size_t nr)
{
	while (set->records.nr > nr) {
		const struct fdmap_key *key =
			fdmap_vec_at(&set->records, --set->records.nr);

		if (set->keyed)
			set->slots[key->slot] = key->older;
	}
}

/* First slot that holds @object or is free; one of the two exists. */
static u32 fdmap_set_probe(const struct fdmap_set *set, const void *object)
{
	u32 mask = (1U << set->bits) - 1;
	u32 slot = hash_ptr(object, set->bits);

	while (set->slots[slot]) {
		const struct fdmap_key *key =
			fdmap_vec_at(&set->records, set->slots[slot] - 1);

		if (key->object == object)
			break;
		slot = (slot + 1) & mask;
	}
	return slot;
}

static void fdmap_set_place(struct fdmap_set *set, size_t i)
{
	struct fdmap_key *key = fdmap_vec_at(&set->records, i);

	key->slot = fdmap_set_probe(set, key->object);
	key->older = set->slots[key->slot];
	set->slots[key->slot] = i + 1;
}

static int fdmap_set_rehash(struct fdmap_set *set, unsigned int bits)
{
	u32 *slots = kvcalloc(1UL << bits, sizeof(*slots), FDMAP_GFP);
	size_t i;

	if (!slots)
		return -ENOMEM;
	kvfree(set->slots);
	set->slots = slots;
	set->bits = bits;
	for (i = 0; i < set->records.nr; i++) {
		fdmap_set_place(set, i);
		cond_resched();
	}
	return 0;
}

/**
 * fdmap_set_reserve() - make room for further records
 * @set:	set
 * @more:	that many fdmap_set_add() calls will succeed
 *
 * Return: 0 or -ENOMEM; the records stay as they are either way.
 * Context: may sleep.
 */
int fdmap_set_reserve(struct fdmap_set *set, size_t more)
{
	unsigned int bits;
	size_t room;

	if (fdmap_vec_reserve(&set->records, more))
		return -ENOMEM;
	if (!set->keyed)
		return 0;
	room = set->records.nr_blocks * FDMAP_VEC_BLOCK;
	if (room > FDMAP_SET_MAX)
		return -ENOMEM;
	bits = order_base_2(2 * room);
	if (set->slots && bits <= set->bits)
		return 0;
	return fdmap_set_rehash(set, bits);
}

/**
 * fdmap_set_find() - look a record up
 * @set:	keyed set that fdmap_set_reserve() was called on
 * @object:	address of the object
 *
 * Return: its record, or NULL.
 * Context: any.
 */
void *fdmap_set_find(const struct fdmap_set *set, const void *object)
{
	u32 i = set->slots[fdmap_set_probe(set, object)];

	return i ? fdmap_vec_at(&set->records, i - 1) : NULL;
}

/**
 * fdmap_set_add() - append a record
 * @set:	set
 * @object:	address of the object, if the set is keyed; a record that it has
 *		already is not found any more, and should be given another
 *		fdmap_key.object
 *
 * Return: the record, all of it but its key undefined; NULL when what
 * fdmap_set_reserve() made is used up.
 * Context: any.
 */
void *fdmap_set_add(struct fdmap_set *set, const void *object)
{
	size_t i = set->records.nr;
	struct fdmap_key *key = fdmap_vec_add(&set->records);

	if (key && set->keyed) {
		key->object = object;
		fdmap_set_place(set, i);
	}
	return key;
}
