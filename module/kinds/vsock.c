// SPDX-License-Identifier: GPL-2.0-only
/* AF_VSOCK. */
#include <linux/kernel.h>
#include <linux/net.h>
#include <linux/vm_sockets.h>
#include <net/sock.h>
#include <net/af_vsock.h>	/* 5.10: needs the former */

#include "kinds.h"
#include "snapshot.h"
#include "socket.h"

/* A word of the address, or "any"; NULL: no room. */
static const char *fdmap_vsock_address(struct fdmap_snapshot *snap,
				       const struct sockaddr_vm *address)
{
	if (address->svm_port == VMADDR_PORT_ANY)
		return "";
	return fdmap_snapshot_printf(snap, "%u:%u", address->svm_cid,
				     address->svm_port);
}

/**
 * fdmap_vsock_copy() - copy a vsock socket's addresses
 * @snap:	snapshot
 * @sock:	the socket, kept by the caller
 * @copy:	its row
 *
 * Not by getname, which takes lock_sock().
 *
 * Return: false: no room.
 * Context: any.
 */
bool fdmap_vsock_copy(struct fdmap_snapshot *snap, struct socket *sock,
		      struct fdmap_socket *copy)
{
	const struct vsock_sock *vsk = vsock_sk(sock->sk);

	copy->proto = "";
	copy->local = fdmap_vsock_address(snap, &vsk->local_addr);
	copy->remote = fdmap_vsock_address(snap, &vsk->remote_addr);
	copy->backlog = fdmap_socket_backlog(snap, sock->sk);
	return copy->local && copy->remote && copy->backlog;
}
