// SPDX-License-Identifier: GPL-2.0-only
/*
 * AF_NETLINK and AF_PACKET: their structures are private, but their getname
 * takes neither lock_sock() nor a mutex and runs no BPF hook, so it can be
 * asked.
 */
#include <linux/if_packet.h>
#include <linux/kernel.h>
#include <linux/net.h>
#include <linux/netdevice.h>
#include <linux/netlink.h>
#include <linux/socket.h>
#include <net/sock.h>

#include "kinds.h"
#include "snapshot.h"
#include "socket.h"

/* The longest "port:groups" of a netlink socket. */
static const char fdmap_netlink_longest[] = "4294967295:ffffffff";

/**
 * fdmap_netlink_copy() - keep a netlink socket for fdmap_netlink_finish()
 * @snap:	snapshot
 * @sock:	the socket, kept by the caller
 * @copy:	its row
 *
 * Its getname waits for nl_table_lock, and inside the target's locks nothing is
 * waited for. But a netlink socket and its groups are freed after a grace
 * period of RCU only (deferred_put_nlk_sk() in net/netlink/af_netlink.c).
 *
 * Return: false: no room.
 * Context: in an RCU read side that lasts until fdmap_netlink_finish().
 */
bool fdmap_netlink_copy(struct fdmap_snapshot *snap, struct socket *sock,
			struct fdmap_socket *copy)
{
	copy->local = fdmap_snapshot_string(snap, fdmap_netlink_longest);
	if (!copy->local)
		return false;
	copy->late_sk = sock->sk;
	copy->late_ops = READ_ONCE(sock->ops);
	snap->nr_late++;
	return true;
}

/**
 * fdmap_netlink_finish() - copy a netlink socket's port and first 32 groups
 * @copy:	row that fdmap_netlink_copy() has filled
 *
 * The struct socket may have lost its sock meanwhile; netlink_getname() looks
 * at nothing else of it.
 *
 * Context: the RCU read side of fdmap_netlink_copy(), no locks held.
 */
void fdmap_netlink_finish(struct fdmap_socket *copy)
{
	struct socket sock = { .sk = copy->late_sk, .ops = copy->late_ops };
	struct sockaddr_storage address = {};
	const struct sockaddr_nl *nl = (void *)&address;

	copy->late_sk = NULL;
	if (kernel_getsockname(&sock, (struct sockaddr *)&address) < 0)
		copy->local = "";
	else
		snprintf((char *)copy->local, sizeof(fdmap_netlink_longest),
			 "%u:%08x", nl->nl_pid, nl->nl_groups);
}

/* The name of an interface to its index, 0 for none. */
static int fdmap_packet_index(const struct sock *sk, const char *name)
{
	const struct net_device *dev;
	int index;

	rcu_read_lock();	/* keeps the device */
	dev = dev_get_by_name_rcu(sock_net(sk), name);
	index = dev ? dev->ifindex : 0;
	rcu_read_unlock();
	return index;
}

/* SOCK_PACKET, which is obsolete: its address is the name of an interface. */
static bool fdmap_packet_copy_old(struct fdmap_snapshot *snap,
				  const struct socket *sock,
				  const struct sockaddr *address,
				  struct fdmap_socket *copy)
{
	int index;

	copy->proto = "";
	index = fdmap_packet_index(sock->sk, address->sa_data);
	if (index)
		copy->local = fdmap_snapshot_printf(snap, "%d", index);
	return copy->local;
}

/**
 * fdmap_packet_copy() - copy a packet socket's protocol and interface
 * @snap:	snapshot
 * @sock:	the socket, kept by the caller
 * @copy:	its row
 *
 * Return: false: no room.
 * Context: any but interrupts; packet_getname() takes RCU only.
 */
bool fdmap_packet_copy(struct fdmap_snapshot *snap, struct socket *sock,
		       struct fdmap_socket *copy)
{
	struct sockaddr_storage address = {};
	const struct sockaddr_ll *ll = (void *)&address;

	if (kernel_getsockname(sock, (struct sockaddr *)&address) < 0)
		return true;
	if (sock->sk->sk_type == SOCK_PACKET)
		return fdmap_packet_copy_old(snap, sock, (void *)&address,
					     copy);
	copy->local = fdmap_snapshot_printf(snap, "%d", ll->sll_ifindex);
	copy->proto = fdmap_snapshot_printf(snap, "0x%04x",
					    ntohs(ll->sll_protocol));
	return copy->local && copy->proto;
}
