// SPDX-License-Identifier: GPL-2.0-only
/*
 * [sockets]. The file owns a reference to the socket, which owns one to its
 * sock, until it is released. Everything is read as the sock_diag code does it:
 * without lock_sock(), which the target may hold for as long as it likes.
 */
#include <linux/kernel.h>
#include <linux/net.h>
#include <linux/socket.h>
#include <net/net_namespace.h>
#include <net/sock.h>
#include <net/tcp_states.h>

#include "compat.h"
#include "kinds.h"
#include "snapshot.h"
#include "socket.h"

static const struct {
	int family;
	const char *name;
	bool (*copy)(struct fdmap_snapshot *snap, struct socket *sock,
		     struct fdmap_socket *copy);
} fdmap_families[] = {
	{ AF_UNIX, "unix", fdmap_unix_copy },
	{ AF_INET, "inet", fdmap_inet_copy },
	{ AF_INET6, "inet6", fdmap_inet_copy },
	{ AF_NETLINK, "netlink", fdmap_netlink_copy },
	{ AF_PACKET, "packet", fdmap_packet_copy },
	{ AF_VSOCK, "vsock", fdmap_vsock_copy },
};

static const char * const fdmap_socket_types[] = {
	[SOCK_STREAM] = "stream",
	[SOCK_DGRAM] = "dgram",
	[SOCK_RAW] = "raw",
	[SOCK_RDM] = "rdm",
	[SOCK_SEQPACKET] = "seqpacket",
	[SOCK_DCCP] = "dccp",
	[SOCK_PACKET] = "packet",
};

static const char * const fdmap_socket_states[] = {
	[TCP_ESTABLISHED] = "established",
	[TCP_SYN_SENT] = "syn-sent",
	[TCP_SYN_RECV] = "syn-recv",
	[TCP_FIN_WAIT1] = "fin-wait-1",
	[TCP_FIN_WAIT2] = "fin-wait-2",
	[TCP_TIME_WAIT] = "time-wait",
	[TCP_CLOSE] = "closed",
	[TCP_CLOSE_WAIT] = "close-wait",
	[TCP_LAST_ACK] = "last-ack",
	[TCP_LISTEN] = "listening",
	[TCP_CLOSING] = "closing",
	[TCP_NEW_SYN_RECV] = "syn-recv",
};

/* A word of a list, or else the number; NULL: no room. */
static const char *fdmap_socket_word(struct fdmap_snapshot *snap,
				     const char * const *words, size_t nr,
				     unsigned int number)
{
	if (number < nr && words[number])
		return words[number];
	return fdmap_snapshot_printf(snap, "%u", number);
}

/* Connections that wait to be accepted, and their bound; NULL: no room. */
static const char *fdmap_socket_backlog(struct fdmap_snapshot *snap,
					const struct sock *sk)
{
	if (READ_ONCE(sk->sk_state) != TCP_LISTEN)
		return "";
	return fdmap_snapshot_printf(snap, "%u:%u",
				     READ_ONCE(sk->sk_ack_backlog),
				     READ_ONCE(sk->sk_max_ack_backlog));
}

/* What every family has; false: no room. */
static bool fdmap_socket_fill(struct fdmap_snapshot *snap,
			      const struct sock *sk, struct fdmap_socket *copy)
{
	copy->type = fdmap_socket_word(snap, fdmap_socket_types,
				       ARRAY_SIZE(fdmap_socket_types),
				       sk->sk_type);
	copy->state = fdmap_socket_word(snap, fdmap_socket_states,
					ARRAY_SIZE(fdmap_socket_states),
					READ_ONCE(sk->sk_state));
	copy->backlog = fdmap_socket_backlog(snap, sk);
	copy->proto = NULL;
	copy->local = "";
	copy->remote = "";
	copy->shut = READ_ONCE(sk->sk_shutdown);
	copy->peer = (struct fdmap_ref){ .word = "-" };
	copy->recvq = (struct fdmap_count){ .value = sk_rmem_alloc_get(sk) };
	copy->sendq = sk_wmem_alloc_get(sk);
	copy->fds = (struct fdmap_count){ .word = "-" };
	copy->netns = fdmap_compat_netns_inum(sock_net(sk));
	copy->unlisted = NULL;
	return copy->type && copy->state && copy->backlog;
}

/* The family's name and what it knows; false: no room. */
static bool fdmap_socket_fill_family(struct fdmap_snapshot *snap,
				     struct socket *sock,
				     struct fdmap_socket *copy)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(fdmap_families); i++) {
		if (fdmap_families[i].family != sock->sk->sk_family)
			continue;
		copy->family = fdmap_families[i].name;
		return fdmap_families[i].copy(snap, sock, copy);
	}
	copy->family = fdmap_snapshot_printf(snap, "af%u",
					     sock->sk->sk_family);
	return copy->family;
}

/* The number of a protocol that the family has no name for; false: no room. */
static bool fdmap_socket_fill_proto(struct fdmap_snapshot *snap,
				    const struct sock *sk,
				    struct fdmap_socket *copy)
{
	if (!copy->proto)
		copy->proto = fdmap_snapshot_printf(snap, "%u",
						    sk->sk_protocol);
	return copy->proto;
}

/**
 * fdmap_socket_copy() - copy a socket
 * @snap:	snapshot
 * @file:	the socket's file, kept by the caller
 * @row:	its row
 *
 * Return: false: no room.
 * Context: process context.
 */
bool fdmap_socket_copy(struct fdmap_snapshot *snap, struct file *file,
		       const struct fdmap_file *row)
{
	struct socket *sock = fdmap_compat_sock_from_file(file);
	struct fdmap_socket *copy;

	if (!sock || !READ_ONCE(sock->sk))
		return true;
	copy = fdmap_snapshot_find(snap, FDMAP_SOCKETS, file_inode(file));
	if (copy)
		return fdmap_unix_deepen(snap, sock, copy);
	copy = fdmap_snapshot_add_key(snap, FDMAP_SOCKETS, file_inode(file));
	if (!copy)
		return false;
	copy->inode = row->inode->id;
	return fdmap_socket_fill(snap, sock->sk, copy) &&
	       fdmap_socket_fill_family(snap, sock, copy) &&
	       fdmap_socket_fill_proto(snap, sock->sk, copy);
}
