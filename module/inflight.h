/* SPDX-License-Identifier: GPL-2.0-only */
/* [inflight]: files queued in unix sockets by SCM_RIGHTS. */
#ifndef FDMAP_INFLIGHT_H
#define FDMAP_INFLIGHT_H

#include <linux/types.h>

struct fdmap_file;
struct fdmap_snapshot;
struct fdmap_socket;
struct file;

bool fdmap_inflight_is_wanted(const struct fdmap_socket *socket);
bool fdmap_inflight_copy(struct fdmap_snapshot *snap, struct file *file,
			 const struct fdmap_file *row);

#endif /* FDMAP_INFLIGHT_H */
