/* SPDX-License-Identifier: GPL-2.0-only */
/* [inflight]: files queued in unix sockets by SCM_RIGHTS. */
#ifndef FDMAP_INFLIGHT_H
#define FDMAP_INFLIGHT_H

#include <linux/types.h>

struct fdmap_snapshot;
struct fdmap_socket;
struct sock;

bool fdmap_inflight_copy(struct fdmap_snapshot *snap, struct sock *sk,
			 struct fdmap_socket *copy);
int fdmap_inflight_finish(struct fdmap_snapshot *snap);

#endif /* FDMAP_INFLIGHT_H */
