/* SPDX-License-Identifier: GPL-2.0-only */
/* The families of sockets, each with a file of its own. */
#ifndef FDMAP_SOCKET_H
#define FDMAP_SOCKET_H

#include <linux/types.h>

struct fdmap_snapshot;
struct fdmap_socket;
struct sock;
struct socket;

const char *fdmap_socket_backlog(struct fdmap_snapshot *snap,
				 const struct sock *sk);

/* Each fills in what its family knows better; false: no room. */
bool fdmap_inet_copy(struct fdmap_snapshot *snap, struct socket *sock,
		     struct fdmap_socket *copy);
bool fdmap_unix_copy(struct fdmap_snapshot *snap, struct socket *sock,
		     struct fdmap_socket *copy);
bool fdmap_vsock_copy(struct fdmap_snapshot *snap, struct socket *sock,
		      struct fdmap_socket *copy);
bool fdmap_netlink_copy(struct fdmap_snapshot *snap, struct socket *sock,
			struct fdmap_socket *copy);
void fdmap_netlink_finish(struct fdmap_socket *copy);
bool fdmap_packet_copy(struct fdmap_snapshot *snap, struct socket *sock,
		       struct fdmap_socket *copy);

#endif /* FDMAP_SOCKET_H */
