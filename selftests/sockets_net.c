// SPDX-License-Identifier: GPL-2.0-only
/* [sockets] of all other families, in this network namespace and another. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/vm_sockets.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "factories.h"
#include "fixture.h"
#include "kselftest_harness.h"
#include "proc.h"
#include "truth_socket.h"

enum { A = 3, B, C };

/* A network of its own, in which there is nobody else. */
static int leave_the_network(void)
{
	struct ifreq lo = { .ifr_name = "lo", .ifr_flags = IFF_UP };
	int fd, error;

	if (unshare(CLONE_NEWNET))
		return 1;
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	error = ioctl(fd, SIOCSIFFLAGS, &lo);
	close(fd);
	return error;
}

/* A listens, B is connected to it, C is what A accepted. */
static int listen_and_connect_by(int proto, struct sockaddr *address,
				 socklen_t length)
{
	return socket(address->sa_family, SOCK_STREAM, proto) != A ||
	       bind(A, address, length) || listen(A, 9) ||
	       getsockname(A, address, &length) ||
	       socket(address->sa_family, SOCK_STREAM, proto) != B ||
	       connect(B, address, length);
}

static int listen_and_connect(struct sockaddr *address, socklen_t length)
{
	return listen_and_connect_by(0, address, length);
}

static int connect_by(int proto)
{
	struct sockaddr_in any = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};

	return listen_and_connect_by(proto, (void *)&any, sizeof(any));
}

static int connect_tcp(void)
{
	return connect_by(IPPROTO_TCP);
}

/* The last step of a handshake may take a moment. */
static int accept_one(void)
{
	struct pollfd ready = { .fd = A, .events = POLLIN };

	return poll(&ready, 1, 5000) != 1 || accept(A, NULL, NULL) != C;
}

static int make_tcp(void)
{
	return connect_tcp() || accept_one();
}

static int make_tcp_waiting(void)
{
	struct pollfd ready = { .fd = A, .events = POLLIN };

	return connect_tcp() || poll(&ready, 1, 5000) != 1;
}

static int make_tcp_unread(void)
{
	struct pollfd ready = { .fd = C, .events = POLLIN };

	return make_tcp() || send(B, "12345", 5, 0) != 5 ||
	       poll(&ready, 1, 5000) != 1;
}

/* More than the other end's buffer takes, so that some is not acknowledged. */
static int make_tcp_full(void)
{
	static const char bytes[65536];
	int least = 1, i;

	if (connect_tcp() || setsockopt(A, SOL_SOCKET, SO_RCVBUF, &least,
					sizeof(least)) || accept_one())
		return 1;
	for (i = 0; i < 100; i++)
		send(B, bytes, sizeof(bytes), MSG_DONTWAIT);
	usleep(300000);		/* until nothing moves any more */
	return 0;
}

static int make_tcp_half_closed(void)
{
	struct pollfd ready = { .fd = C, .events = POLLRDHUP };

	if (make_tcp() || shutdown(B, SHUT_WR) || poll(&ready, 1, 5000) != 1)
		return 1;
	usleep(100000);		/* for the answer to the FIN */
	return 0;
}

static int make_tcp6(void)
{
	struct sockaddr_in6 any = {
		.sin6_family = AF_INET6,
		.sin6_addr = IN6ADDR_LOOPBACK_INIT,
	};

	return listen_and_connect((void *)&any, sizeof(any)) || accept_one();
}

/* A socket for IPv6 that is used for IPv4. */
static int make_tcp_mapped(void)
{
	struct sockaddr_in6 any = { .sin6_family = AF_INET6 };

	inet_pton(AF_INET6, "::ffff:127.0.0.1", &any.sin6_addr);
	return listen_and_connect((void *)&any, sizeof(any)) || accept_one();
}

static int make_tcp_closed(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) != A;
}

static int make_mptcp(void)
{
	return connect_by(IPPROTO_MPTCP) || accept_one();
}

static int make_sctp(void)
{
	load_driver("sctp");
	return connect_by(IPPROTO_SCTP) || accept_one();
}

static int make_dccp(void)
{
	load_driver("dccp_ipv4");
	return socket(AF_INET, SOCK_DCCP, IPPROTO_DCCP) != A;
}

/* A is bound, B is connected to it. */
static int datagrams_by(int proto)
{
	struct sockaddr_in any = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	socklen_t length = sizeof(any);

	return socket(AF_INET, SOCK_DGRAM, proto) != A ||
	       bind(A, (void *)&any, length) ||
	       getsockname(A, (void *)&any, &length) ||
	       socket(AF_INET, SOCK_DGRAM, proto) != B ||
	       connect(B, (void *)&any, length);
}

static int make_udp_pair(void)
{
	return datagrams_by(IPPROTO_UDP);
}

static int make_udplite_pair(void)
{
	return datagrams_by(IPPROTO_UDPLITE);
}

static int make_udp6_bound(void)
{
	struct sockaddr_in6 any = {
		.sin6_family = AF_INET6,
		.sin6_port = htons(4711),
	};

	return make_udp6() != A || bind(A, (void *)&any, sizeof(any));
}

static int make_raw(void)
{
	return make_icmp() != A ||
	       socket(AF_INET6, SOCK_RAW, IPPROTO_ICMPV6) != B;
}

static int connect4(int fd, int port)
{
	struct sockaddr_in to = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};

	return connect(fd, (void *)&to, sizeof(to));
}

static int connect6(int fd, int port)
{
	struct sockaddr_in6 to = {
		.sin6_family = AF_INET6,
		.sin6_port = htons(port),
		.sin6_addr = IN6ADDR_LOOPBACK_INIT,
	};

	return connect(fd, (void *)&to, sizeof(to));
}

/* What has no ports is connected to port 0; the kernel keeps another one. */
static int make_raw_connected(void)
{
	return make_raw() || connect4(A, 0) || connect6(B, 0) ||
	       make_icmp() != C || connect4(C, 7);
}

/* Not even root may make one, but where the group is allowed to. */
static int allow_ping(void)
{
	static const char all[] = "0 2147483647";
	int fd = open("/proc/sys/net/ipv4/ping_group_range", O_WRONLY);
	ssize_t n = write(fd, all, sizeof(all) - 1);

	close(fd);
	return n < 0;
}

static int make_ping_connected(void)
{
	return leave_the_network() || allow_ping() ||
	       socket(AF_INET, SOCK_DGRAM, IPPROTO_ICMP) != A ||
	       connect4(A, 0) ||
	       socket(AF_INET6, SOCK_DGRAM, IPPROTO_ICMPV6) != B ||
	       connect6(B, 0) ||
	       socket(AF_INET, SOCK_DGRAM, IPPROTO_ICMP) != C;
}

static int make_netlink_groups(void)
{
	struct sockaddr_nl group = {
		.nl_family = AF_NETLINK,
		.nl_groups = RTMGRP_LINK | RTMGRP_IPV4_ROUTE,
	};

	return socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE) != A ||
	       bind(A, (void *)&group, sizeof(group)) ||
	       socket(AF_NETLINK, SOCK_DGRAM, NETLINK_KOBJECT_UEVENT) != B;
}

static int make_netlink_connected(void)
{
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };

	return make_netlink() != A ||
	       connect(A, (void *)&kernel, sizeof(kernel)) ||
	       make_netlink() != B;
}

static int make_packets(void)
{
	struct sockaddr_ll lo = {
		.sll_family = AF_PACKET,
		.sll_protocol = htons(ETH_P_IPV6),
		.sll_ifindex = if_nametoindex("lo"),
	};

	return socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL)) != A ||
	       socket(AF_PACKET, SOCK_DGRAM, 0) != B ||
	       bind(B, (void *)&lo, sizeof(lo));
}

/* Bound by the name of the interface, as before Linux 2.2. */
static int make_packets_by_name(void)
{
	struct sockaddr lo = { .sa_family = AF_PACKET, .sa_data = "lo" };

	return socket(AF_PACKET, SOCK_PACKET, htons(ETH_P_ARP)) != A ||
	       bind(A, &lo, sizeof(lo));
}

static int make_vsock_connection(void)
{
	struct sockaddr_vm any = {
		.svm_family = AF_VSOCK,
		.svm_cid = VMADDR_CID_LOCAL,
		.svm_port = VMADDR_PORT_ANY,
	};

	load_driver("vsock_loopback");
	return listen_and_connect((void *)&any, sizeof(any)) || accept_one();
}

FIXTURE(net_socket) {
	struct fdmap_document *document;
};

/* @states: of A, B and C, as far as they are there */
FIXTURE_VARIANT(net_socket) {
	int (*make)(void);
	const char *states[3];
};

#define SITUATION(name, ...)                                                \
	FIXTURE_VARIANT_ADD(net_socket, name) {                             \
		.make = make_##name, .states = { __VA_ARGS__ },             \
	}

SITUATION(tcp, "listening", "established", "established");
SITUATION(tcp_waiting, "listening", "established");
SITUATION(tcp_unread, "listening", "established", "established");
SITUATION(tcp_full, "listening", "established", "established");
SITUATION(tcp_half_closed, "listening", "fin-wait-2", "close-wait");
SITUATION(tcp6, "listening", "established", "established");
SITUATION(tcp_mapped, "listening", "established", "established");
SITUATION(tcp_closed, "closed");
SITUATION(mptcp, "listening", "established", "established");
SITUATION(sctp, "listening", "established", "established");
SITUATION(dccp, "unconnected");
SITUATION(udplite_pair, "unconnected", "established");
SITUATION(udp_pair, "unconnected", "established");
SITUATION(udp6_bound, "unconnected");
SITUATION(raw, "unconnected", "unconnected");
SITUATION(raw_connected, "established", "established", "established");
SITUATION(ping_connected, "established", "established", "unconnected");
SITUATION(netlink_groups, "unconnected", "unconnected");
SITUATION(netlink_connected, "connected", "unconnected");
SITUATION(packets, "unconnected", "unconnected");
SITUATION(packets_by_name, "unconnected");
SITUATION(vsock_connection, "listening", "established", "established");

FIXTURE_SETUP(net_socket)
{
}

FIXTURE_TEARDOWN(net_socket)
{
}

/* What the situation is made of may be missing here. */
#define MAKE_OR_SKIP(make)                                                  \
	do {                                                                \
		int failed_ = (make)();                                     \
									    \
		if (failed_ && (errno == EAFNOSUPPORT || errno == ENODEV || \
				errno == EPROTONOSUPPORT ||                 \
				errno == ESOCKTNOSUPPORT))                  \
			SKIP(return, "not here: %s", strerror(errno));      \
		ASSERT_EQ(0, failed_) TH_LOG("%s", strerror(errno));        \
	} while (0)

#define CHECK_SOCKETS()                                                     \
	do {                                                                \
		const struct fdmap_socket *socket_;                         \
		int i_;                                                     \
									    \
		self->document = READ_PID(getpid());                        \
		EXPECT_TRUE_SOCKETS(self->document);                        \
		for (i_ = 0; i_ < 3 && variant->states[i_]; i_++) {         \
			socket_ = fdmap_socket(self->document, A + i_);     \
			ASSERT_NE(NULL, socket_);                           \
			EXPECT_STREQ(variant->states[i_], socket_->state);  \
		}                                                           \
	} while (0)

TEST_F(net_socket, is_as_the_kernel_says)
{
	MAKE_OR_SKIP(variant->make);
	CHECK_SOCKETS();
}

/* Asked from outside: the namespace of the reader is not that of the socket. */
TEST_F(net_socket, in_another_network)
{
	int here = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
	uint64_t netns;

	ASSERT_EQ(100, dup2(here, 100));
	close(here);
	ASSERT_EQ(0, leave_the_network());
	MAKE_OR_SKIP(variant->make);
	netns = fdmap_socket(READ_PID(getpid()), A)->netns;
	ASSERT_EQ(0, setns(100, CLONE_NEWNET));
	CHECK_SOCKETS();
	EXPECT_EQ(netns, fdmap_socket(self->document, A)->netns);
}

/* For datagrams RECVQ is the memory that they take, as in /proc/net/udp. */
TEST(datagrams_that_wait)
{
	struct fdmap_document *document;
	char want[64], *text, *line;
	bool found = false;
	char *at, bytes[4];
	int i;

	ASSERT_EQ(0, make_udp_pair());
	for (i = 0; i < 3; i++)
		ASSERT_EQ(3, send(B, "123", 3, 0));
	/* What it took is given back late. */
	ASSERT_EQ(3, recv(A, bytes, sizeof(bytes), 0));
	document = READ_PID(getpid());
	ASSERT_EQ(NULL, fdmap_socket(document, A)->recvq.word);
	EXPECT_LE(3, fdmap_socket(document, A)->recvq.value);
	snprintf(want, sizeof(want), ":%08X ",
		 (unsigned int)fdmap_socket(document, A)->recvq.value);
	text = at = proc_text("/proc/net/udp");
	while ((line = proc_line(&at)))
		found |= !!strstr(line, want);
	EXPECT_TRUE(found) TH_LOG("no '%s' in '%s'", want, text);
}

TEST(packet_sockets_have_a_protocol)
{
	struct fdmap_document *document;

	ASSERT_EQ(0, make_packets());
	document = READ_PID(getpid());
	EXPECT_STREQ("0x0003", fdmap_socket(document, A)->proto);
	EXPECT_STREQ("0x86dd", fdmap_socket(document, B)->proto);
}

FDMAP_TEST_MAIN
