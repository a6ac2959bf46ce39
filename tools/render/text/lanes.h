/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Lanes: where the arrows of one gutter run downwards.
 *
 * Between two columns every object that is referred to has one net: a line
 * that comes from the first reference straight into the object, and from the
 * same row a trunk down to the last reference, which all the others join:
 *
 *	source ──┬──▶ object
 *	source ──┤
 *	source ──┘
 *
 * An object's row is its first reference's row, so a trunk never goes up, no
 * row holds the ends of two nets, and four lines that meet always cross.
 */
#ifndef FDMAP_LANES_H
#define FDMAP_LANES_H

#include <stdbool.h>
#include <stddef.h>

/* Lanes of nets that have none. */
enum {
	LANE_STRAIGHT = -1,	/* one reference: needs no trunk */
	LANE_NONE = -2		/* no lane was left: labels replace the trunk */
};

/**
 * struct net - the references to one object
 * @first: row of the first one, in any unit that grows downwards
 * @last: row of the last one that a line is drawn for; those further down have
 *	labels
 * @near: row that @last may be taken back to where lanes are few
 * @lane: the result: 0 is the leftmost lane, or one of the values above
 */
struct net {
	size_t first;
	size_t last;
	size_t near;
	int lane;
};

/** net_draws() - whether the reference in row @from is a line, not a label */
static inline bool net_draws(const struct net *net, size_t from)
{
	return from == net->first ||
	       (from <= net->last && net->lane != LANE_NONE);
}

/**
 * lanes_assign() - give every net that needs one a lane
 * @nets: the nets
 * @n: their number
 * @max: lanes that there is room for
 *
 * Nets whose rows do not overlap share lanes; as few lanes are used as there
 * are trunks abreast at the most. Of two abreast, the one that ends first runs
 * left of the other, so that its last reference does not cross it.
 *
 * Return: lanes used.
 */
int lanes_assign(struct net *nets, size_t n, int max);

#endif
