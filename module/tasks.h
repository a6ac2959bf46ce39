/* SPDX-License-Identifier: GPL-2.0-only */
/* [tasks]: who shares the descriptor table. */
#ifndef FDMAP_TASKS_H
#define FDMAP_TASKS_H

struct fdmap_snapshot;
struct task_struct;

int fdmap_tasks_copy(struct fdmap_snapshot *snap, struct task_struct *task);

#endif /* FDMAP_TASKS_H */
