// SPDX-License-Identifier: GPL-2.0-only
/* AF_UNIX: names, the other end, and what is in flight. */
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/net.h>
#include <linux/skbuff.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/un.h>
#include <net/af_unix.h>
#include <net/sock.h>
#include <net/tcp_states.h>

#include "compat.h"
#include "kinds.h"
#include "snapshot.h"
#include "socket.h"

/* Messages whose bytes are added up. */
#define FDMAP_MAX_MESSAGES	4096

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

/*
 * Name the socket at the other end by its inode. No lock is needed for that:
 * sock_orphan() says SOCK_DEAD before it takes sk_socket away, and the inode
 * around a struct socket is freed after a grace period only. What has no socket
 * yet waits to be accepted, and has the id that [inflight] gives it.
 */
static void fdmap_unix_fill_ref(const struct sock *peer,
				struct fdmap_socket *copy)
{
	struct socket *sock = READ_ONCE(peer->sk_socket);

	smp_rmb();	/* a flag that is no older than the pointer */
	copy->peer.word = sock_flag(peer, SOCK_DEAD) ? "gone" : NULL;
	copy->peer.object = peer;
	if (sock) {
		copy->peer.object = SOCK_INODE(sock);
		copy->peer_ino = SOCK_INODE(sock)->i_ino;
	}
}

/* The other end; false: no room. */
static bool fdmap_unix_fill_peer(struct fdmap_snapshot *snap, struct sock *sk,
				 struct fdmap_socket *copy)
{
	struct unix_sock *u = unix_sk(sk);
	const struct sock *peer;

	if (READ_ONCE(sk->sk_state) == TCP_LISTEN || !READ_ONCE(u->peer))
		return true;
	/* unix_state_lock(): keeps u->peer, which owns a reference. */
	if (!spin_trylock(&u->lock)) {
		copy->peer.word = "busy";
		return true;
	}
	peer = u->peer;
	if (peer) {
		fdmap_unix_fill_ref(peer, copy);
		copy->remote = fdmap_unix_name(snap, unix_sk(peer));
	}
	spin_unlock(&u->lock);
	return copy->remote;
}

/* Bytes in a queue whose lock is held, and how far that is told. */
static void fdmap_unix_sum(struct fdmap_snapshot *snap, struct sock *sk,
			   struct fdmap_count *bytes)
{
	unsigned int messages = FDMAP_MAX_MESSAGES;
	const struct sk_buff *skb;

	skb_queue_walk(&sk->sk_receive_queue, skb) {
		if (!messages-- ||
		    spin_is_contended(&sk->sk_receive_queue.lock) ||
		    fdmap_turn_is_pressed(&snap->turn)) {
			bytes->word = "more";
			return;
		}
		bytes->value += fdmap_compat_unix_skb_len(skb);
	}
}

/* What waits to be read: all of it, not what one read would get. */
static void fdmap_unix_fill_recvq(struct fdmap_snapshot *snap, struct sock *sk,
				  struct fdmap_count *bytes)
{
	*bytes = (struct fdmap_count){};
	if (READ_ONCE(sk->sk_state) == TCP_LISTEN ||
	    skb_queue_empty_lockless(&sk->sk_receive_queue))
		return;
	if (fdmap_compat_unix_stream_inq(sk, &bytes->value))
		return;
	if (!spin_trylock(&sk->sk_receive_queue.lock)) {
		bytes->word = "busy";
		return;
	}
	fdmap_unix_sum(snap, sk, bytes);
	spin_unlock(&sk->sk_receive_queue.lock);
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
 * fdmap_unix_copy() - copy name, other end and queues
 * @snap:	snapshot
 * @sock:	the socket, kept by the caller
 * @copy:	its row
 *
 * Return: false: no room.
 * Context: process context, RCU read side. Tries for unix_state_lock() and the
 * receive queue's lock.
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
	fdmap_unix_fill_state(sk, copy);
	fdmap_unix_fill_recvq(snap, sk, &copy->recvq);
	return fdmap_unix_fill_peer(snap, sk, copy) && copy->backlog &&
	       copy->local;
}
