/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the tables in /proc/net say of a socket of this process, in whatever
 * network namespace.
 */
#ifndef PROC_NET_H
#define PROC_NET_H

#include <stdbool.h>
#include <sys/socket.h>

/*
 * struct proc_net_inet - a line of /proc/net/udp, raw, icmp or the like
 * @state: "st", a number of TCP's
 * @remote: rem_address, with its port
 */
struct proc_net_inet {
	int state;
	struct sockaddr_storage remote;
};

/*
 * proc_net_inet() - look up a UDP, UDP-Lite, raw or ping socket
 *
 * Return: false if it is none of these.
 */
bool proc_net_inet(int fd, struct proc_net_inet *line);

/* struct proc_net_packet - a line of /proc/net/packet */
struct proc_net_packet {
	int proto, interface;
};

/* proc_net_packet() - look up a packet socket; false as proc_net_inet() */
bool proc_net_packet(int fd, struct proc_net_packet *line);

#endif
