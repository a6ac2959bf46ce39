// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "base/idmap.h"
#include "render/text/lanes.h"
#include "unit.h"

void test_idmap(void)
{
	struct idmap map = { 0 };
	bool all = true;

	check(idmap_get(&map, 0) == IDMAP_NONE);
	for (size_t i = 0; i < 100000; i++)
		all &= idmap_add(&map, i << 6, i) == IDMAP_NONE;
	for (size_t i = 0; i < 100000; i++)
		all &= idmap_get(&map, i << 6) == i;
	check(all);
	check(idmap_add(&map, 64, 7) == 1);
	idmap_set(&map, 64, 7);
	check(idmap_get(&map, 64) == 7);
	check(idmap_get(&map, 1) == IDMAP_NONE);
	idmap_free(&map);
}

/* No two trunks abreast in one lane; without a limit, no lane too many. */
static bool lanes_right(const struct net *nets, size_t n, int used, int rows)
{
	int most = 0;

	for (int row = 0; row < rows; row++) {
		int abreast = 0;

		for (size_t i = 0; i < n; i++) {
			if (nets[i].lane < 0 || nets[i].first > (size_t)row ||
			    nets[i].last < (size_t)row)
				continue;
			abreast++;
			for (size_t j = 0; j < i; j++)
				if (nets[j].lane == nets[i].lane &&
				    nets[j].first <= (size_t)row &&
				    nets[j].last >= (size_t)row)
					return false;
		}
		most = abreast > most ? abreast : most;
	}
	return used == most;
}

void test_lanes(void)
{
	enum { NETS = 40, ROWS = 120 };
	struct net nets[NETS];

	srand(1);
	for (int round = 0; round < 200; round++) {
		for (int i = 0; i < NETS; i++) {
			nets[i].first = 3 * i;
			nets[i].last = nets[i].first + rand() % (ROWS - 3 * i);
		}
		check(lanes_right(nets, NETS, lanes_assign(nets, NETS, NETS),
				  ROWS));
		for (int i = 0; i < NETS; i++)
			check(nets[i].lane != LANE_NONE);
		check(lanes_right(nets, NETS, lanes_assign(nets, NETS, 3),
				  ROWS));
	}
	check(lanes_assign(nets, 0, 5) == 0);
}

void test_lane_order(void)
{
	/* The one that ends first runs on the left, as in nested calls. */
	struct net nets[] = {
		{ .first = 0, .last = 9 },
		{ .first = 2, .last = 5 },
		{ .first = 7, .last = 7 },
	};

	check(lanes_assign(nets, 3, 8) == 2);
	check(nets[0].lane == 1 && nets[1].lane == 0);
	check(nets[2].lane == LANE_STRAIGHT);
	check(lanes_assign(nets, 3, 1) == 1);
	check(nets[1].lane == LANE_NONE);
}
