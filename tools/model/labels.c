// SPDX-License-Identifier: GPL-2.0-only
#include "model/labels.h"

size_t labels_keep(struct label_set *set, uint64_t id)
{
	size_t number = idmap_add(&set->numbers, id, set->last + 1);

	return number == IDMAP_NONE ? ++set->last : number;
}

size_t labels_renew(struct label_set *set, uint64_t id)
{
	idmap_set(&set->numbers, id, ++set->last);
	return set->last;
}

void labels_free(struct labels *labels)
{
	idmap_free(&labels->files.numbers);
	idmap_free(&labels->inodes.numbers);
}
