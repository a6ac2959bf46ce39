// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "base/buf.h"
#include "render/text/lanes.h"

/* From the bottom up: nets that end last come first. */
static int compare(const void *left, const void *right)
{
	const struct net *a = *(struct net *const *)left;
	const struct net *b = *(struct net *const *)right;

	if (a->last != b->last)
		return a->last < b->last ? 1 : -1;
	return a->first < b->first ? 1 : a->first > b->first ? -1 : 0;
}

static struct net **sorted(struct net *nets, size_t n, size_t *used)
{
	struct net **order = array_make(n, sizeof(*order));

	*used = 0;
	for (size_t i = 0; i < n; i++) {
		nets[i].lane = LANE_STRAIGHT;
		if (nets[i].first != nets[i].last)
			order[(*used)++] = &nets[i];
	}
	qsort(order, *used, sizeof(*order), compare);
	return order;
}

/*
 * First fit over intervals sorted by their end, which needs the fewest lanes
 * (the left-edge algorithm of channel routing, turned upside down). Lanes are
 * counted from the right here.
 */
static int first_fit(struct net *net, size_t *top, int used, int max)
{
	int lane = 0;

	while (lane < used && top[lane] <= net->last)
		lane++;
	if (lane == max) {
		net->lane = LANE_NONE;
		return used;
	}
	net->lane = lane;
	top[lane] = net->first;
	return lane == used ? used + 1 : used;
}

int lanes_assign(struct net *nets, size_t n, int max)
{
	size_t *top = array_make(max, sizeof(*top));
	size_t n_order;
	struct net **order = sorted(nets, n, &n_order);
	int used = 0;

	for (size_t i = 0; i < n_order; i++)
		used = first_fit(order[i], top, used, max);
	for (size_t i = 0; i < n_order; i++)
		if (order[i]->lane >= 0)
			order[i]->lane = used - 1 - order[i]->lane;
	free(order);
	free(top);
	return used;
}
