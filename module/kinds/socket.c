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

/**
 * struct fdmap_family - a family of sockets
 * @family:	AF_*
 * @name:	its FAMILY word
 * @states:	words for sk_state, or NULL for a family whose sockets have none
 * @nr_states:	how many
 * @copy:	fills in what the family knows better; false: no room
 */
struct fdmap_family {
	int family;
	const char *name;
	const char * const *states;
	size_t nr_states;
	bool (*copy)(struct fdmap_snapshot *snap, struct socket *sock,
		     struct fdmap_socket *copy);
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

/* TCP's, which INET, UNIX and VSOCK use as well (net/tcp_states.h). */
static const char * const fdmap_tcp_states[] = {
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

/*
 * NETLINK_UNCONNECTED and NETLINK_CONNECTED of net/netlink/af_netlink.c, and
 * what sock_init_data() leaves to a socket that was never connected.
 */
static const char * const fdmap_netlink_states[] = {
	[0] = "unconnected",
	[1] = "connected",
	[TCP_CLOSE] = "unconnected",
};

static const struct fdmap_family fdmap_families[] = {
	{ AF_UNIX, "unix", fdmap_tcp_states,
	  ARRAY_SIZE(fdmap_tcp_states), fdmap_unix_copy },
	{ AF_INET, "inet", fdmap_tcp_states,
	  ARRAY_SIZE(fdmap_tcp_states), fdmap_inet_copy },
	{ AF_INET6, "inet6", fdmap_tcp_states,
	  ARRAY_SIZE(fdmap_tcp_states), fdmap_inet_copy },
	{ AF_VSOCK, "vsock", fdmap_tcp_states,
	  ARRAY_SIZE(fdmap_tcp_states), fdmap_vsock_copy },
	{ AF_NETLINK, "netlink", fdmap_netlink_states,
	  ARRAY_SIZE(fdmap_netlink_states), fdmap_netlink_copy },
	{ AF_PACKET, "packet", NULL, 0, fdmap_packet_copy },
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

/**
 * fdmap_socket_backlog() - connections that wait, and their bound
 * @snap:	snapshot
 * @sk:		a socket whose family has TCP's states
 *
 * Return: "waiting:bound", "" if it does not listen, or NULL: no room.
 * Context: any.
 */
const char *fdmap_socket_backlog(struct fdmap_snapshot *snap,
				 const struct sock *sk)
{
	if (READ_ONCE(sk->sk_state) != TCP_LISTEN)
		return "";
	return fdmap_snapshot_printf(snap, "%u:%u",
				     READ_ONCE(sk->sk_ack_backlog),
				     READ_ONCE(sk->sk_max_ack_backlog));
}

/* The row of a family, or NULL. */
static const struct fdmap_family *fdmap_socket_family(unsigned int family)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(fdmap_families); i++) {
		if (fdmap_families[i].family == family)
			return &fdmap_families[i];
	}
	return NULL;
}

/*
 * The state, in words of its own family: sk_state means another thing in each.
 * NULL: no room.
 */
static const char *fdmap_socket_state(struct fdmap_snapshot *snap,
				      const struct fdmap_family *family,
				      unsigned int state)
{
	if (family && !family->states)
		return "unconnected";
	return fdmap_socket_word(snap, family ? family->states : NULL,
				 family ? family->nr_states : 0, state);
}

/* What every family has; false: no room. */
static bool fdmap_socket_fill(struct fdmap_snapshot *snap,
			      const struct sock *sk,
			      const struct fdmap_family *family,
			      struct fdmap_socket *copy)
{
	copy->type = fdmap_socket_word(snap, fdmap_socket_types,
				       ARRAY_SIZE(fdmap_socket_types),
				       sk->sk_type);
	copy->state = fdmap_socket_state(snap, family,
					 READ_ONCE(sk->sk_state));
	copy->backlog = "";
	copy->proto = NULL;
	copy->local = "";
	copy->remote = "";
	copy->shut = READ_ONCE(sk->sk_shutdown);
	copy->peer = (struct fdmap_ref){ .word = "-" };
	copy->peer_ino = 0;
	copy->recvq = (struct fdmap_count){ .value = sk_rmem_alloc_get(sk) };
	copy->sendq = sk_wmem_alloc_get(sk);
	copy->fds = (struct fdmap_count){ .word = "-" };
	copy->netns = fdmap_compat_netns_inum(sock_net(sk));
	copy->late_sk = NULL;
	return copy->type && copy->state;
}

/* The family's name and what it knows; false: no room. */
static bool fdmap_socket_fill_family(struct fdmap_snapshot *snap,
				     struct socket *sock,
				     const struct fdmap_family *family,
				     struct fdmap_socket *copy)
{
	copy->family = family ? family->name :
		fdmap_snapshot_printf(snap, "af%u", sock->sk->sk_family);
	return copy->family && (!family || family->copy(snap, sock, copy));
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
	const struct fdmap_family *family;
	struct fdmap_socket *copy;

	if (!sock || !READ_ONCE(sock->sk))
		return true;
	copy = fdmap_snapshot_find(snap, FDMAP_SOCKETS, file_inode(file));
	if (copy && copy->inode == row->inode)
		return true;
	copy = fdmap_snapshot_add_key(snap, FDMAP_SOCKETS, file_inode(file));
	if (!copy)
		return false;
	copy->inode = row->inode;
	family = fdmap_socket_family(sock->sk->sk_family);
	return fdmap_socket_fill(snap, sock->sk, family, copy) &&
	       fdmap_socket_fill_family(snap, sock, family, copy) &&
	       fdmap_socket_fill_proto(snap, sock->sk, copy);
}

/**
 * fdmap_socket_finish() - ask what could not be asked under the target's locks
 * @snap:	snapshot, after a hold
 *
 * Context: in the RCU read side within which the sockets were kept; no locks.
 */
void fdmap_socket_finish(struct fdmap_snapshot *snap)
{
	const struct fdmap_vec *rows = fdmap_snapshot_rows(snap, FDMAP_SOCKETS);
	size_t i;

	for (i = rows->nr; snap->nr_late && i > 0; i--) {
		struct fdmap_socket *copy = fdmap_vec_at(rows, i - 1);

		if (copy->late_sk) {
			fdmap_netlink_finish(copy);
			snap->nr_late--;
		}
	}
}

/*
 * Whether the other end is what has its address in the snapshot: inodes of
 * sockets have numbers of their own.
 */
static bool fdmap_socket_peer_is_known(struct fdmap_snapshot *snap,
				       const struct fdmap_socket *socket)
{
	const struct fdmap_inode *inode;

	if (socket->peer.word || !socket->peer_ino)
		return true;
	inode = fdmap_snapshot_find(snap, FDMAP_INODES, socket->peer.object);
	return !inode || inode->ino == socket->peer_ino;
}

/**
 * fdmap_socket_finish_peers() - forget other ends that may be others by now
 * @snap:	snapshot, after all sockets
 *
 * Context: may sleep.
 */
void fdmap_socket_finish_peers(struct fdmap_snapshot *snap)
{
	const struct fdmap_vec *rows = fdmap_snapshot_rows(snap, FDMAP_SOCKETS);
	size_t i;

	for (i = 0; i < rows->nr; i++) {
		struct fdmap_socket *socket = fdmap_vec_at(rows, i);

		if (!fdmap_socket_peer_is_known(snap, socket))
			socket->peer.word = "-";
		cond_resched();
	}
}
