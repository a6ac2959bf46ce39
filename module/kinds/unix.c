// SPDX-License-Identifier: GPL-2.0-only
/* AF_UNIX: names, the other end, and what is in flight. */
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/net.h>
#include <linux/string.h>
#include <linux/un.h>
#include <net/af_unix.h>
#include <net/sock.h>
#include <net/tcp_states.h>

#include "compat.h"
#include "ident.h"
#include "inflight.h"
#include "kinds.h"
#include "snapshot.h"
#include "socket.h"

/* An abstract name: '@', also for the NULs in it, as in /proc/net/unix. */
static const char *fdmap_unix_abstract(struct fdmap_snapshot *snap, char *name,
				       size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		name[i] = name[i] ?: '@';
	return fdmap_snapshot_string(snap, name);
}

/* A path: one that begins with '@' must not look like an abstract name. */
static const char *fdmap_unix_path(struct fdmap_snapshot *snap,
				   const char *name)
{
	return fdmap_snapshot_printf(snap, "%s%s", name[0] == '@' ? "./" : "",
				     name);
}

/* The name that a socket is bound to; NULL: no room. */
static const char *fdmap_unix_name(struct fdmap_snapshot *snap,
				   const struct unix_sock *u)
{
	/* Written once, when the socket is bound; lives as long as it. */
	const struct unix_address *address = smp_load_acquire(&u->addr);
	char name[sizeof(address->name->sun_path) + 1];
	size_t length;

	if (!address || address->len <= offsetof(struct sockaddr_un, sun_path))
		return "";
	length = min(address->len - offsetof(struct sockaddr_un, sun_path),
		     sizeof(name) - 1);
	memcpy(name, address->name->sun_path, length);
	name[length] = '\0';
	return name[0] ? fdmap_unix_path(snap, name) :
			 fdmap_unix_abstract(snap, name, length);
}

/* The inode's id of a socket that is the peer of one; its sock is kept. */
static void fdmap_unix_fill_ref(struct sock *peer, struct fdmap_ref *ref)
{
	const struct socket *sock;

	read_lock_bh(&peer->sk_callback_lock);	/* holds ->sk_socket */
	sock = peer->sk_socket;
	if (sock)
		ref->id = fdmap_ident_of(SOCK_INODE((struct socket *)sock));
	else	/* not accepted yet: the id that [inflight] gives it */
		ref->id = fdmap_ident_of(peer);
	ref->word = sock_flag(peer, SOCK_DEAD) ? "gone" : NULL;
	read_unlock_bh(&peer->sk_callback_lock);
}

/* The other end; false: no room. */
static bool fdmap_unix_fill_peer(struct fdmap_snapshot *snap, struct sock *sk,
				 struct fdmap_socket *copy)
{
	struct sock *peer;

	if (READ_ONCE(sk->sk_state) == TCP_LISTEN)
		return true;
	peer = unix_peer_get(sk);	/* under unix_state_lock() */
	if (!peer)
		return true;
	fdmap_unix_fill_ref(peer, &copy->peer);
	copy->remote = fdmap_unix_name(snap, unix_sk(peer));
	sock_put(peer);
	return copy->remote;
}

/*
 * What takes locks of the socket; false: no room. Inside the lock of a queue,
 * where a socket in flight is met, those locks are in the wrong order, and it
 * is left out.
 */
static bool fdmap_unix_fill_deep(struct fdmap_snapshot *snap, struct sock *sk,
				 struct fdmap_socket *copy)
{
	copy->recvq = (struct fdmap_count){ .word = "-" };
	if (snap->depth)
		return true;
	copy->recvq.word = NULL;
	if (READ_ONCE(sk->sk_state) != TCP_LISTEN)
		copy->recvq.value = max(unix_inq_len(sk), 0L);
	return fdmap_unix_fill_peer(snap, sk, copy);
}

/**
 * fdmap_unix_deepen() - complete a row that was made while it was in flight
 * @snap:	snapshot
 * @sock:	the socket, kept by the caller
 * @copy:	its row
 *
 * Return: false: no room.
 * Context: as fdmap_unix_copy().
 */
bool fdmap_unix_deepen(struct fdmap_snapshot *snap, struct socket *sock,
		       struct fdmap_socket *copy)
{
	if (sock->sk->sk_family != AF_UNIX || snap->depth)
		return true;
	if (!fdmap_unix_fill_deep(snap, sock->sk, copy))
		return false;
	if (copy->unlisted && !fdmap_inflight_copy(snap, sock->sk, copy))
		return false;
	copy->unlisted = NULL;
	return true;
}

/* Connections that wait lie in the receive queue; NULL: no room. */
static const char *fdmap_unix_backlog(struct fdmap_snapshot *snap,
				      const struct sock *sk)
{
	if (READ_ONCE(sk->sk_state) != TCP_LISTEN)
		return "";
	return fdmap_snapshot_printf(snap, "%u:%u",
			skb_queue_len_lockless(&sk->sk_receive_queue),
			READ_ONCE(sk->sk_max_ack_backlog));
}

static void fdmap_unix_fill_state(const struct sock *sk,
				  struct fdmap_socket *copy)
{
	if (READ_ONCE(sk->sk_state) == TCP_CLOSE)
		copy->state = "unconnected";
}

/**
 * fdmap_unix_copy() - copy name, other end, queues and files in flight
 * @snap:	snapshot
 * @sock:	the socket, kept by the caller
 * @copy:	its row
 *
 * Return: false: no room.
 * Context: process context. Takes unix_state_lock() and the receive queue's
 * lock, both spinlocks; not the iolock, which a reader may hold for ever.
 */
bool fdmap_unix_copy(struct fdmap_snapshot *snap, struct socket *sock,
		     struct fdmap_socket *copy)
{
	struct sock *sk = sock->sk;
	struct unix_sock *u = unix_sk(sk);

	copy->proto = "";
	copy->backlog = fdmap_unix_backlog(snap, sk);
	copy->local = fdmap_unix_name(snap, u);
	copy->fds.value = atomic_read(&u->scm_stat.nr_fds);
	copy->fds.word = NULL;
	copy->sendq = unix_outq_len(sk);
	fdmap_unix_fill_state(sk, copy);
	return fdmap_unix_fill_deep(snap, sk, copy) &&
	       copy->backlog && copy->local &&
	       fdmap_inflight_copy(snap, sk, copy);
}
