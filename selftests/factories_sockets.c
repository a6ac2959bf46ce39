// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "factories.h"

int make_unix_stream(void)
{
	return socket(AF_UNIX, SOCK_STREAM, 0);
}

int make_unix_datagram(void)
{
	return socket(AF_UNIX, SOCK_DGRAM, 0);
}

int make_unix_seqpacket(void)
{
	return socket(AF_UNIX, SOCK_SEQPACKET, 0);
}

int make_udp(void)
{
	return socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
}

int make_udp6(void)
{
	return socket(AF_INET6, SOCK_DGRAM, 0);
}

int make_tcp_listener(void)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	return listen(fd, 1) ? -1 : fd;
}

int make_icmp(void)
{
	return socket(AF_INET, SOCK_RAW, IPPROTO_ICMP);
}

int make_netlink(void)
{
	return socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
}

int make_packet(void)
{
	return socket(AF_PACKET, SOCK_DGRAM, htons(ETH_P_IP));
}

int make_vsock(void)
{
	load_driver("vsock_loopback");
	return socket(AF_VSOCK, SOCK_STREAM, 0);
}
