/* SPDX-License-Identifier: GPL-2.0-only */
/* [maps]: files mapped into memory. */
#ifndef FDMAP_MAPS_H
#define FDMAP_MAPS_H

struct fdmap_snapshot;
struct task_struct;

int fdmap_maps_copy(struct fdmap_snapshot *snap, struct task_struct *task);

#endif /* FDMAP_MAPS_H */
