// SPDX-License-Identifier: GPL-2.0-only
/* AF_INET and AF_INET6. */
#include <linux/in.h>
#include <linux/in6.h>
#include <linux/kernel.h>
#include <linux/net.h>
#include <linux/socket.h>
#include <linux/string.h>
#include <linux/tcp.h>
#include <net/inet_sock.h>
#include <net/sock.h>
#include <net/tcp.h>
#include <net/udp.h>

#include "compat.h"
#include "kinds.h"
#include "snapshot.h"
#include "socket.h"

static const char *fdmap_inet_proto(unsigned int proto)
{
	static const struct {
		unsigned int proto;
		const char *name;
	} protos[] = {
		{ IPPROTO_ICMP, "icmp" },
		{ IPPROTO_TCP, "tcp" },
		{ IPPROTO_UDP, "udp" },
		{ IPPROTO_DCCP, "dccp" },
		{ IPPROTO_ICMPV6, "icmpv6" },
		{ IPPROTO_SCTP, "sctp" },
		{ IPPROTO_UDPLITE, "udplite" },
		{ IPPROTO_MPTCP, "mptcp" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(protos); i++) {
		if (protos[i].proto == proto)
			return protos[i].name;
	}
	return NULL;
}

/* "address:port"; NULL: no room. */
static const char *fdmap_inet_address(struct fdmap_snapshot *snap,
				      const struct sock *sk, const void *ip,
				      __be16 port)
{
	if (sk->sk_family == AF_INET6)
		return fdmap_snapshot_printf(snap, "[%pI6c]:%u", ip,
					     ntohs(port));
	return fdmap_snapshot_printf(snap, "%pI4:%u", ip, ntohs(port));
}

/* Bytes that the application has not read; a FIN counts as one (tcp_inq()). */
static u64 fdmap_inet_tcp_recvq(const struct sock *sk)
{
	const struct tcp_sock *tp = tcp_sk(sk);
	int bytes = READ_ONCE(tp->rcv_nxt) - READ_ONCE(tp->copied_seq);

	if (bytes > 0 && sock_flag(sk, SOCK_DONE))
		bytes--;
	return max(bytes, 0);
}

static void fdmap_inet_fill_tcp_queues(const struct sock *sk,
				       struct fdmap_socket *copy)
{
	const struct tcp_sock *tp = tcp_sk(sk);

	if (READ_ONCE(sk->sk_state) == TCP_LISTEN)
		return;
	copy->recvq.value = fdmap_inet_tcp_recvq(sk);
	copy->sendq = READ_ONCE(tp->write_seq) - READ_ONCE(tp->snd_una);
}

/* Datagrams that were read are taken off the count of memory only later. */
static void fdmap_inet_fill_udp_queue(struct sock *sk,
				      struct fdmap_socket *copy)
{
	copy->recvq.value = max(udp_rqueue_get(sk), 0);
}

/* The remote address, "" if it is not connected; NULL: no room. */
static const char *fdmap_inet_remote(struct fdmap_snapshot *snap,
				     const struct sock *sk)
{
	const struct inet_sock *inet = inet_sk(sk);
	const void *ip = fdmap_compat_inet_daddr(sk);
	__be16 port = READ_ONCE(inet->inet_dport);
	size_t length = sk->sk_family == AF_INET6 ? sizeof(struct in6_addr) :
						    sizeof(struct in_addr);

	/* Raw and ping sockets are connected to an address, and to port 0. */
	if (!port && !memchr_inv(ip, 0, length))
		return "";
	return fdmap_inet_address(snap, sk, ip, port);
}

/*
 * What has no connection has the state of a closed TCP socket. A protocol
 * without a name has states of its own (SMC, say). False: no room.
 */
static bool fdmap_inet_fill_state(struct fdmap_snapshot *snap,
				  const struct sock *sk,
				  struct fdmap_socket *copy)
{
	unsigned int state = READ_ONCE(sk->sk_state);

	if (!copy->proto && sk->sk_type != SOCK_RAW)
		copy->state = fdmap_snapshot_printf(snap, "%u", state);
	else if (sk->sk_type != SOCK_STREAM && state == TCP_CLOSE)
		copy->state = "unconnected";
	return copy->state;
}

/**
 * fdmap_inet_copy() - copy addresses and queues
 * @snap:	snapshot
 * @sock:	the socket, kept by the caller
 * @copy:	its row
 *
 * Return: false: no room.
 * Context: any. Lockless as inet_diag is: a socket that is being connected may
 * show an address of before beside a port of after.
 */
bool fdmap_inet_copy(struct fdmap_snapshot *snap, struct socket *sock,
		     struct fdmap_socket *copy)
{
	const struct sock *sk = sock->sk;
	const struct inet_sock *inet = inet_sk(sk);
	const void *local = fdmap_compat_inet_rcv_saddr(sk);

	copy->local = fdmap_inet_address(snap, sk, local,
					 READ_ONCE(inet->inet_sport));
	copy->remote = fdmap_inet_remote(snap, sk);
	copy->backlog = fdmap_socket_backlog(snap, sk);
	copy->proto = fdmap_inet_proto(sk->sk_protocol);
	if (sk->sk_protocol == IPPROTO_TCP && sk->sk_type == SOCK_STREAM)
		fdmap_inet_fill_tcp_queues(sk, copy);
	if ((sk->sk_protocol == IPPROTO_UDP ||
	     sk->sk_protocol == IPPROTO_UDPLITE) && sk->sk_type == SOCK_DGRAM)
		fdmap_inet_fill_udp_queue(sock->sk, copy);
	return fdmap_inet_fill_state(snap, sk, copy) && copy->local &&
	       copy->remote && copy->backlog;
}
