/* SPDX-License-Identifier: GPL-2.0-only */
/* Taking a snapshot of a task. */
#ifndef FDMAP_COPY_H
#define FDMAP_COPY_H

struct fdmap_snapshot;
struct pid;
struct pid_namespace;

int fdmap_copy_take(struct fdmap_snapshot *snap, struct pid *pid,
		    struct pid_namespace *ns);

#endif /* FDMAP_COPY_H */
