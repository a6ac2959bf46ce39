// SPDX-License-Identifier: GPL-2.0-only
/* What a socket's columns may hold depends on its family. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <inttypes.h>
#include <string.h>

#include "fdmap_check.h"
#include "fdmap_values.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/*
 * struct family - what a family's rows look like
 * @number: of the address family
 * @type: regular expression, as the following; NULL for anything
 * @state: likewise, of what has states of its own
 * @check: looks at an address once more, or NULL
 */
struct family {
	const char *name;
	int number;
	const char *type, *proto, *state, *address;
	bool (*check)(const struct family *family, const char *address);
};

/* "ADDRESS:PORT", the address in the one form that inet_ntop(3) gives it. */
static bool check_inet(const struct family *family, const char *text)
{
	char address[INET6_ADDRSTRLEN] = "", again[INET6_ADDRSTRLEN];
	const char *end = strrchr(text, ':');
	bool brackets = text[0] == '[';
	struct in6_addr binary;

	strncat(address, text + brackets, end - text - 2 * brackets);
	return inet_pton(family->number, address, &binary) == 1 &&
	       inet_ntop(family->number, &binary, again, sizeof(again)) &&
	       !strcmp(address, again);
}

#define ADDRESS4 "^[0-9.]{7,15}:[0-9]{1,5}$"
#define ADDRESS6 "^\\[[0-9a-f:.]{2,45}\\]:[0-9]{1,5}$"
#define TYPE	 "^(stream|dgram|raw|rdm|seqpacket|dccp|[0-9]+)$"
#define NUMBER	 "^(0|[1-9][0-9]*)$"
#define SMC	 "256"	/* IPPROTO_SMC, whose states are not TCP's */
#define PROTO	 "^(icmp|tcp|udp|dccp|icmpv6|sctp|udplite|mptcp|[0-9]+)$"
#define STATE	 "^(established|syn-sent|syn-recv|fin-wait-1|fin-wait-2|"     \
		 "time-wait|closed|close-wait|last-ack|listening|closing|"    \
		 "unconnected)$"

static const struct family families[] = {
	{ "unix", AF_UNIX, "^(stream|dgram|seqpacket)$", "^-$",
	  "^(established|listening|unconnected)$", NULL, NULL },
	{ "inet", AF_INET, TYPE, PROTO, STATE, ADDRESS4, check_inet },
	{ "inet6", AF_INET6, TYPE, PROTO, STATE, ADDRESS6, check_inet },
	{ "netlink", AF_NETLINK, "^(raw|dgram)$", "^[0-9]+$",
	  "^(unconnected|connected)$", "^[0-9]+:[0-9a-f]{8}$", NULL },
	/* The protocol of what is bound by name (SOCK_PACKET) is private. */
	{ "packet", AF_PACKET, "^(raw|dgram|packet)$", "^(0x[0-9a-f]{4}|-)$",
	  "^unconnected$", "^[0-9]+$", NULL },
	{ "vsock", AF_VSOCK, "^(stream|dgram|seqpacket)$", "^-$", STATE,
	  "^[0-9]+:[0-9]+$", NULL },
};

static const struct family *family_of(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(families); i++)
		if (!strcmp(families[i].name, name))
			return &families[i];
	return NULL;
}

static bool check_address(const struct family *family, const char *text)
{
	return !*text || (fdmap_matches(text, family->address) &&
			  (!family->check || family->check(family, text)));
}

/* Who a peer is that is locked is not known. */
static bool check_busy(const struct fdmap_socket *socket)
{
	return !socket->peer.word || strcmp(socket->peer.word, "busy") ||
	       !*socket->remote.bytes ||
	       fdmap_refuse("socket %016" PRIx64 ": REMOTE of a busy PEER",
			    socket->inode);
}

/* What only unix sockets have. */
static bool check_unix_only(const struct fdmap_socket *socket)
{
	bool is_unix = !strcmp(socket->family, "unix");

	if (is_unix == !!socket->fds.word)
		return fdmap_refuse("socket %016" PRIx64
				    ": FDS does not fit FAMILY", socket->inode);
	if (!is_unix && (!socket->peer.word || strcmp(socket->peer.word, "-")))
		return fdmap_refuse("socket %016" PRIx64
				    ": PEER does not fit FAMILY",
				    socket->inode);
	if (!is_unix && socket->recvq.word)
		return fdmap_refuse("socket %016" PRIx64
				    ": RECVQ does not fit FAMILY",
				    socket->inode);
	return true;
}

/* States are words only where they are known to mean what these say. */
static bool check_state(const struct family *family,
			const struct fdmap_socket *socket)
{
	bool words = family && (!family->check || strcmp(socket->proto, SMC));

	return fdmap_matches(socket->state, words ? family->state : NUMBER) ||
	       fdmap_refuse("bad STATE '%s' of family %s protocol %s",
			    socket->state, socket->family, socket->proto);
}

static bool check_family(const struct fdmap_socket *socket)
{
	const struct family *family = family_of(socket->family);

	if (!family && !fdmap_matches(socket->family, "^af[0-9]+$"))
		return fdmap_refuse("bad FAMILY '%s'", socket->family);
	if (!family)
		return check_state(family, socket);
	if (!fdmap_matches(socket->type, family->type))
		return fdmap_refuse("bad TYPE '%s' of family %s", socket->type,
				    family->name);
	if (!fdmap_matches(socket->proto, family->proto))
		return fdmap_refuse("bad PROTO '%s' of family %s",
				    socket->proto, family->name);
	if (!check_address(family, socket->local.bytes))
		return fdmap_refuse("bad LOCAL '%s' of family %s",
				    socket->local.bytes, family->name);
	if (!check_address(family, socket->remote.bytes))
		return fdmap_refuse("bad REMOTE '%s' of family %s",
				    socket->remote.bytes, family->name);
	return check_state(family, socket);
}

bool fdmap_check_socket(const struct fdmap_document *document, const void *row)
{
	const struct fdmap_socket *socket = row;
	const struct fdmap_inode *inode;

	inode = fdmap_inode_of(document, socket->inode);
	if (!inode || strcmp(inode->type, "sock"))
		return fdmap_refuse("socket %016" PRIx64 " has no inode",
				    socket->inode);
	if (socket->backlog.none != !!strcmp(socket->state, "listening") &&
	    strcmp(socket->proto, SMC))
		return fdmap_refuse("socket %016" PRIx64
				    ": BACKLOG does not fit STATE",
				    socket->inode);
	return check_unix_only(socket) && check_busy(socket) &&
	       check_family(socket);
}
