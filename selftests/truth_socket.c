// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <inttypes.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <linux/vm_sockets.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "proc_net.h"
#include "truth_socket.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* Of netinet/tcp.h: TCP_ESTABLISHED, TCP_LISTEN. */
#define STATE_ESTABLISHED 1
#define STATE_LISTEN	  10

/* struct end - an address as the kernel gives it, of a socket of that type */
struct end {
	int type;
	union {
		struct sockaddr any;
		struct sockaddr_un un;
		struct sockaddr_in in;
		struct sockaddr_in6 in6;
		struct sockaddr_nl nl;
		struct sockaddr_ll ll;
		struct sockaddr_vm vm;
	};
	socklen_t length;
};

static char difference[512];

static const char *__attribute__((format(printf, 2, 3)))
say(int fd, const char *format, ...)
{
	int n = snprintf(difference, sizeof(difference), "descriptor %d: ", fd);
	va_list args;

	va_start(args, format);
	vsnprintf(difference + n, sizeof(difference) - n, format, args);
	va_end(args);
	return difference;
}

static int option(int fd, int name)
{
	int value = -1;
	socklen_t length = sizeof(value);

	getsockopt(fd, SOL_SOCKET, name, &value, &length);
	return value;
}

/* Each of these writes an address as [sockets] is to show it. */
static void show_unix(const struct end *end, char *text, size_t size)
{
	size_t n = end->length - offsetof(struct sockaddr_un, sun_path), i;
	char path[sizeof(end->un.sun_path) + 1] = "";

	if (end->length <= offsetof(struct sockaddr_un, sun_path))
		n = 0;
	memcpy(path, end->un.sun_path, n);
	for (i = 0; i < n && !end->un.sun_path[0]; i++)
		path[i] = path[i] ?: '@';
	/* A path must not look like an abstract name. */
	snprintf(text, size, "%s%s",
		 end->un.sun_path[0] == '@' ? "./" : "", path);
}

static void show_inet(const struct end *end, char *text, size_t size)
{
	char address[INET_ADDRSTRLEN];

	inet_ntop(AF_INET, &end->in.sin_addr, address, sizeof(address));
	snprintf(text, size, "%s:%u", address, ntohs(end->in.sin_port));
}

static void show_inet6(const struct end *end, char *text, size_t size)
{
	char address[INET6_ADDRSTRLEN];

	inet_ntop(AF_INET6, &end->in6.sin6_addr, address, sizeof(address));
	snprintf(text, size, "[%s]:%u", address, ntohs(end->in6.sin6_port));
}

static void show_netlink(const struct end *end, char *text, size_t size)
{
	snprintf(text, size, "%u:%08x", end->nl.nl_pid, end->nl.nl_groups);
}

/* What is bound by name gives a name. */
static void show_packet(const struct end *end, char *text, size_t size)
{
	snprintf(text, size, "%d", end->type == SOCK_PACKET ?
		 (int)if_nametoindex(end->any.sa_data) : end->ll.sll_ifindex);
}

static void show_vsock(const struct end *end, char *text, size_t size)
{
	if (end->vm.svm_port != VMADDR_PORT_ANY)
		snprintf(text, size, "%u:%u", end->vm.svm_cid,
			 end->vm.svm_port);
}

static const struct family {
	int number;
	const char *name;
	void (*show)(const struct end *end, char *text, size_t size);
	bool has_remote;
} families[] = {
	{ AF_UNIX, "unix", show_unix, true },
	{ AF_INET, "inet", show_inet, true },
	{ AF_INET6, "inet6", show_inet6, true },
	{ AF_NETLINK, "netlink", show_netlink, false },
	{ AF_PACKET, "packet", show_packet, false },
	{ AF_VSOCK, "vsock", show_vsock, true },
};

static const struct family *family_of(int number)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(families); i++)
		if (families[i].number == number)
			return &families[i];
	return NULL;
}

static const char *differs_type(const struct fdmap_socket *socket, int fd)
{
	static const char *const types[] = {
		[SOCK_STREAM] = "stream", [SOCK_DGRAM] = "dgram",
		[SOCK_RAW] = "raw", [SOCK_RDM] = "rdm",
		[SOCK_SEQPACKET] = "seqpacket", [SOCK_DCCP] = "dccp",
		[SOCK_PACKET] = "packet",
	};
	bool listening = option(fd, SO_ACCEPTCONN);

	if (strcmp(socket->type, types[option(fd, SO_TYPE)]))
		return say(fd, "TYPE '%s'", socket->type);
	if (listening != !strcmp(socket->state, "listening"))
		return say(fd, "STATE '%s'", socket->state);
	return NULL;
}

/* That of a packet socket is Ethernet's; it is not told of SOCK_PACKET. */
static const char *differs_ethernet(const struct fdmap_socket *socket, int fd)
{
	struct proc_net_packet line;
	char proto[16];

	if (!proc_net_packet(fd, &line))
		return say(fd, "not in /proc/net/packet");
	snprintf(proto, sizeof(proto), "0x%04x", line.proto);
	if (strcmp(proto, socket->proto) &&
	    (strcmp(socket->type, "packet") || strcmp(socket->proto, "-")))
		return say(fd, "PROTO '%s' not '%s'", socket->proto, proto);
	return atoi(socket->local.bytes) == line.interface ? NULL :
		say(fd, "LOCAL '%s' not %d", socket->local.bytes,
		    line.interface);
}

static const char *differs_proto(const struct fdmap_socket *socket, int fd)
{
	static const struct {
		int number;
		const char *name;
	} names[] = {
		{ IPPROTO_ICMP, "icmp" },     { IPPROTO_TCP, "tcp" },
		{ IPPROTO_UDP, "udp" },	      { IPPROTO_ICMPV6, "icmpv6" },
		{ IPPROTO_UDPLITE, "udplite" }, { IPPROTO_MPTCP, "mptcp" },
		{ IPPROTO_SCTP, "sctp" },     { IPPROTO_DCCP, "dccp" },
	};
	int number = option(fd, SO_PROTOCOL);
	char proto[16];
	size_t i;

	if (!strcmp(socket->family, "packet"))
		return differs_ethernet(socket, fd);
	if (!strcmp(socket->proto, "-"))
		return NULL;
	snprintf(proto, sizeof(proto), "%d", number);
	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (names[i].number == number &&
		    strcmp(socket->family, "netlink"))
			strcpy(proto, names[i].name);
	return strcmp(proto, socket->proto) ?
		say(fd, "PROTO '%s' not '%s'", socket->proto, proto) : NULL;
}

static const char *differs_local(const struct family *family,
				 const struct fdmap_socket *socket, int fd)
{
	struct end end = { .type = option(fd, SO_TYPE), .length = sizeof(end) };
	char text[256] = "";

	if (!getsockname(fd, &end.any, &end.length))
		family->show(&end, text, sizeof(text));
	return strcmp(text, socket->local.bytes) ?
		say(fd, "LOCAL '%s' not '%s'", socket->local.bytes, text) :
		NULL;
}

/* getpeername(2) knows no other end that has no port. */
static bool remote_without_port(struct end *end, int fd)
{
	struct proc_net_inet line;

	if (!proc_net_inet(fd, &line) || line.state != STATE_ESTABLISHED)
		return false;
	memcpy(&end->any, &line.remote, sizeof(end->in6));
	return true;
}

static const char *differs_remote(const struct family *family,
				  const struct fdmap_socket *socket, int fd)
{
	struct end end = { .length = sizeof(end) };
	char text[256] = "";

	if (family->has_remote && (!getpeername(fd, &end.any, &end.length) ||
				   remote_without_port(&end, fd)))
		family->show(&end, text, sizeof(text));
	return strcmp(text, socket->remote.bytes) ?
		say(fd, "REMOTE '%s' not '%s'", socket->remote.bytes, text) :
		NULL;
}

static const char *differs_netns(const struct fdmap_socket *socket, int fd)
{
	int netns = ioctl(fd, SIOCGSKNS);
	struct stat st = { 0 };

	if (netns < 0 || fstat(netns, &st))
		return say(fd, "the kernel does not tell its namespace");
	close(netns);
	return st.st_ino == socket->netns ? NULL :
		say(fd, "NETNS %" PRIu64 " not %ju", socket->netns,
		    (uintmax_t)st.st_ino);
}

/* The bytes of all datagrams; SIOCINQ tells only of the next. */
static int bytes_of_datagrams(int fd)
{
	static char bytes[1 << 18];
	int offset = 0, sum = 0, n;

	if (setsockopt(fd, SOL_SOCKET, SO_PEEK_OFF, &offset, sizeof(offset)))
		return -1;
	while ((n = recv(fd, bytes, sizeof(bytes),
			 MSG_PEEK | MSG_DONTWAIT)) >= 0)
		sum += n;
	offset = -1;
	setsockopt(fd, SOL_SOCKET, SO_PEEK_OFF, &offset, sizeof(offset));
	return sum;
}

/* What waits in queues, where ioctls tell: stream sockets, and unix ones. */
static const char *differs_queues(const struct fdmap_socket *socket, int fd)
{
	int inq = 0, outq = 0;

	if (!strcmp(socket->state, "listening") ||
	    (strcmp(socket->family, "unix") && strcmp(socket->proto, "tcp")))
		return NULL;
	if (ioctl(fd, SIOCINQ, &inq) || ioctl(fd, SIOCOUTQ, &outq))
		return say(fd, "the kernel does not tell what is queued");
	if (!strcmp(socket->type, "dgram"))
		inq = bytes_of_datagrams(fd);
	if (socket->recvq.word || (int)socket->recvq.value != inq)
		return say(fd, "RECVQ %s%" PRIu64 " not %d",
			   socket->recvq.word ?: "", socket->recvq.value, inq);
	return (int)socket->sendq == outq ? NULL :
		say(fd, "SENDQ %" PRIu64 " not %d", socket->sendq, outq);
}

/* Sockets that know only whether they have another end. */
static const char *differs_connected(const struct fdmap_socket *socket, int fd)
{
	struct proc_net_inet line;
	const char *state;

	if (!proc_net_inet(fd, &line))
		return NULL;
	state = line.state == STATE_ESTABLISHED ? "established" :
						  "unconnected";
	return strcmp(socket->state, state) ?
		say(fd, "STATE '%s' not '%s'", socket->state, state) : NULL;
}

static const char *differs_tcp(const struct fdmap_socket *socket, int fd)
{
	static const char *const states[] = {
		"", "established", "syn-sent", "syn-recv", "fin-wait-1",
		"fin-wait-2", "time-wait", "closed", "close-wait", "last-ack",
		[STATE_LISTEN] = "listening", "closing",
	};
	struct tcp_info info = { 0 };
	socklen_t length = sizeof(info);

	if (strcmp(socket->proto, "tcp"))
		return NULL;
	if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &length))
		return say(fd, "no TCP_INFO");
	if (strcmp(socket->state, states[info.tcpi_state]))
		return say(fd, "STATE '%s' not '%s'", socket->state,
			   states[info.tcpi_state]);
	if (info.tcpi_state == STATE_LISTEN &&
	    (socket->backlog.waiting != info.tcpi_unacked ||
	     socket->backlog.bound != info.tcpi_sacked))
		return say(fd, "BACKLOG %" PRIu64 ":%" PRIu64 " not %u:%u",
			   socket->backlog.waiting, socket->backlog.bound,
			   info.tcpi_unacked, info.tcpi_sacked);
	return NULL;
}

const char *socket_differs(const struct fdmap_document *document, int fd)
{
	const struct fdmap_socket *socket = fdmap_socket(document, fd);
	const struct family *family = family_of(option(fd, SO_DOMAIN));

	if (!family)
		return say(fd, "no family that is known here");
	if (strcmp(socket->family, family->name))
		return say(fd, "FAMILY '%s'", socket->family);
	return differs_type(socket, fd) ?: differs_proto(socket, fd) ?:
	       differs_local(family, socket, fd) ?:
	       differs_remote(family, socket, fd) ?:
	       differs_netns(socket, fd) ?: differs_queues(socket, fd) ?:
	       differs_connected(socket, fd) ?: differs_tcp(socket, fd);
}
