// SPDX-License-Identifier: GPL-2.0-only
#include <stdint.h>
#include <stdlib.h>

#include "base/buf.h"
#include "render/text/arrows.h"

/*
 * A gutter's columns: one cell of line, then a lane in each second one, then
 * the last cell, where the arrows' heads are.
 */
#define LANE_COLUMN(lane) (2 * (size_t)(lane) + 1)

/* The line that enters a row's cells from the left. */
struct entry {
	size_t net;
	enum style style;
	bool first;	/* it goes on to the object */
	bool last;	/* the trunk ends here */
	size_t lane;	/* column of its trunk; SIZE_MAX if it has none */
};

void arrows_init(struct arrows *arrows, const struct gutter *gutter)
{
	arrows->gutter = gutter;
	arrows->net = array_make(gutter->lanes, sizeof(*arrows->net));
	for (int i = 0; i < gutter->lanes; i++)
		arrows->net[i] = IDMAP_NONE;
}

void arrows_free(struct arrows *arrows)
{
	free(arrows->net);
}

static enum style lane_style(int lane)
{
	return STYLE_LANE + lane % STYLE_LANES;
}

static struct entry enter(struct arrows *arrows, size_t index, size_t from)
{
	struct entry entry = { .net = IDMAP_NONE, .lane = SIZE_MAX };
	const struct net *net;

	if (index == IDMAP_NONE)
		return entry;
	net = &arrows->gutter->nets[index];
	if (!net_draws(net, from))
		return entry;
	entry.net = index;
	entry.first = net->first == from;
	entry.last = net->last == from;
	if (net->lane >= 0) {
		entry.lane = LANE_COLUMN(net->lane);
		entry.style = lane_style(net->lane);
		arrows->net[net->lane] = index;
	}
	return entry;
}

/* Where a trunk and a line meet that is not its own, they cross. */
static void put_cell(const struct arrows *arrows, struct cells *row,
		     const struct entry *entry, size_t x)
{
	enum style style = entry->style;
	unsigned int line = 0;

	if (x % 2 && x / 2 < (size_t)arrows->gutter->lanes &&
	    arrows->net[x / 2] != IDMAP_NONE) {
		line = LINE_UP | LINE_DOWN;
		style = lane_style(x / 2);
	}
	if (x == entry->lane && entry->first)
		line &= ~LINE_UP;
	if (x == entry->lane && entry->last)
		line &= ~LINE_DOWN;
	if (entry->net != IDMAP_NONE && (entry->first || x <= entry->lane))
		line |= LINE_LEFT;
	if (entry->net != IDMAP_NONE && (entry->first || x < entry->lane))
		line |= LINE_RIGHT;
	cells_line(row, style, line);
}

void arrows_row(struct arrows *arrows, struct cells *row, size_t net,
		size_t from)
{
	const struct gutter *gutter = arrows->gutter;
	struct entry entry = enter(arrows, net, from);
	size_t last = gutter->width - 1;

	for (size_t x = 0; x < last; x++)
		put_cell(arrows, row, &entry, x);
	if (entry.first)
		cells_text(row, entry.style, row->term->symbols->head);
	else
		cells_blanks(row, 1);
	if (entry.last && entry.lane != SIZE_MAX)
		arrows->net[entry.lane / 2] = IDMAP_NONE;
}
