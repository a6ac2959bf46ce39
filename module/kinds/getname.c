// SPDX-License-Identifier: GPL-2.0-only
/*
 * AF_NETLINK and AF_PACKET: their structures are private, but their getname
 * takes neither lock_sock() nor a mutex and runs no BPF hook, so it can be
 * asked.
 */
#include <linux/if_packet.h>
#include <linux/kernel.h>
#include <linux/net.h>
#include <linux/netlink.h>
#include <linux/socket.h>

#include "kinds.h"
#include "snapshot.h"
#include "socket.h"

/**
 * fdmap_netlink_copy() - copy a netlink socket's port and first 32 groups
 * @snap:	snapshot
 * @sock:	the socket, kept by the caller
 * @copy:	its row
 *
 * Return: false: no room.
 * Context: process context.
 */
bool fdmap_netlink_copy(struct fdmap_snapshot *snap, struct socket *sock,
			struct fdmap_socket *copy)
{
	struct sockaddr_storage address = {};
	const struct sockaddr_nl *nl = (void *)&address;

	copy->state = "unconnected";
	if (kernel_getsockname(sock, (struct sockaddr *)&address) < 0)
		return true;
	copy->local = fdmap_snapshot_printf(snap, "%u:%08x", nl->nl_pid,
					    nl->nl_groups);
	return copy->local;
}

/**
 * fdmap_packet_copy() - copy a packet socket's protocol and interface
 * @snap:	snapshot
 * @sock:	the socket, kept by the caller
 * @copy:	its row
 *
 * Return: false: no room.
 * Context: process context.
 */
bool fdmap_packet_copy(struct fdmap_snapshot *snap, struct socket *sock,
		       struct fdmap_socket *copy)
{
	struct sockaddr_storage address = {};
	const struct sockaddr_ll *ll = (void *)&address;

	copy->state = "unconnected";
	if (kernel_getsockname(sock, (struct sockaddr *)&address) < 0)
		return true;
	copy->local = fdmap_snapshot_printf(snap, "%d", ll->sll_ifindex);
	copy->proto = fdmap_snapshot_printf(snap, "0x%04x",
					    ntohs(ll->sll_protocol));
	return copy->local && copy->proto;
}
