/* SPDX-License-Identifier: GPL-2.0-only */
/* Which open files epoll instances watch. */
#ifndef FDMAP_TARGETS_H
#define FDMAP_TARGETS_H

struct fdmap_snapshot;

void fdmap_targets_resolve(struct fdmap_snapshot *snap);

#endif /* FDMAP_TARGETS_H */
