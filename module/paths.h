/* SPDX-License-Identifier: GPL-2.0-only */
/* [paths]: working and root directory. */
#ifndef FDMAP_PATHS_H
#define FDMAP_PATHS_H

struct fdmap_snapshot;
struct task_struct;

int fdmap_paths_copy(struct fdmap_snapshot *snap, struct task_struct *task);

#endif /* FDMAP_PATHS_H */
