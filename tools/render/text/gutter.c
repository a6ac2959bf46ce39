// SPDX-License-Identifier: GPL-2.0-only
/* The nets of the gutters, and how wide these must be. */
#include "base/buf.h"
#include "render/text/layout.h"

#define LANES_MAX 64
#define TRIES_MAX 4

size_t gutter_width(int lanes)
{
	return lanes > 1 ? 2 * lanes + 2 : 4;
}

static struct net net_between(size_t first, size_t last)
{
	return (struct net){ .first = first, .last = last, .near = last };
}

/* Near references are those of the table that the first one is in. */
static void find_near(struct layout *layout)
{
	const struct view *view = layout->view;

	for (size_t i = 0; i < view->model->n_tables; i++) {
		const struct view_table *table = &view->tables[i];

		for (size_t j = 0; j < table->n; j++) {
			size_t fd = table->first + j;
			struct net *net =
				&layout->to_files.nets[view->fds[fd].file];

			if (net->first >= table->first)
				net->near = fd;
		}
	}
}

void gutters_init(struct layout *layout)
{
	const struct view *view = layout->view;
	struct net *files = array_make(view->n_files, sizeof(*files));
	struct net *inodes = array_make(view->n_inodes, sizeof(*inodes));

	for (size_t i = 0; i < view->n_files; i++)
		files[i] = net_between(view->files[i].first_fd,
				       view->files[i].last_fd);
	for (size_t i = 0; i < view->n_inodes; i++)
		inodes[i] = net_between(view->inodes[i].first_file,
					view->inodes[i].last_file);
	layout->to_files.nets = files;
	layout->to_inodes.nets = inodes;
	find_near(layout);
}

/* Where a net found no lane, try without its far references. */
static bool shorten(struct net *nets, size_t n)
{
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		if (nets[i].lane != LANE_NONE || nets[i].last == nets[i].near)
			continue;
		nets[i].last = nets[i].near;
		any = true;
	}
	return any;
}

void gutter_assign(struct gutter *gutter, size_t n, size_t room)
{
	int most = 1 + (room / 2 < LANES_MAX ? room / 2 : LANES_MAX - 1);

	gutter->labels = false;
	for (int tries = 0;; tries++) {
		gutter->lanes = lanes_assign(gutter->nets, n, most);
		if (tries == TRIES_MAX || !shorten(gutter->nets, n))
			break;
		gutter->labels = true;
	}
	gutter->width = gutter_width(gutter->lanes);
	for (size_t i = 0; i < n; i++)
		gutter->labels |= gutter->nets[i].lane == LANE_NONE;
}
