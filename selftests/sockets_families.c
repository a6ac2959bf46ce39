// SPDX-License-Identifier: GPL-2.0-only
/*
 * [sockets] of families and protocols whose states are numbers of their own:
 * 2 is "syn-sent" to TCP, and to others a socket that was just made.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/tipc.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "factories.h"
#include "fixture.h"
#include "kselftest_harness.h"
#include "sock_diag.h"

enum { A = 3, B, C };

/* Numbers that libc's headers lack. */
#define BTPROTO_L2CAP 0
#define BTPROTO_HCI   1
#define CAN_RAW	      1
#define IPPROTO_SMC   256
#define PF_KEY_V2     2

static int make_alg(void)
{
	load_driver("af_alg");
	return socket(AF_ALG, SOCK_SEQPACKET, 0) != A;
}

static int make_key(void)
{
	load_driver("af_key");
	return socket(AF_KEY, SOCK_RAW, PF_KEY_V2) != A;
}

static int make_rds(void)
{
	load_driver("rds");
	return socket(AF_RDS, SOCK_SEQPACKET, 0) != A;
}

static int make_kcm(void)
{
	load_driver("kcm");
	return socket(AF_KCM, SOCK_DGRAM, 0) != A;
}

static int make_xdp(void)
{
	return socket(AF_XDP, SOCK_RAW, 0) != A;
}

static int make_can(void)
{
	load_driver("can-raw");
	return socket(AF_CAN, SOCK_RAW, CAN_RAW) != A;
}

/* New ones, and one that listens. */
static int make_bluetooth(void)
{
	struct sockaddr any = { .sa_family = AF_BLUETOOTH };

	load_driver("bluetooth");
	return socket(AF_BLUETOOTH, SOCK_RAW, BTPROTO_HCI) != A ||
	       socket(AF_BLUETOOTH, SOCK_SEQPACKET, BTPROTO_L2CAP) != B ||
	       socket(AF_BLUETOOTH, SOCK_SEQPACKET, BTPROTO_L2CAP) != C ||
	       bind(C, &any, sizeof(any)) || listen(C, 1);
}

/* A listens, B waits for A to accept it, C is new. */
static int make_tipc(void)
{
	struct sockaddr_tipc name = {
		.family = AF_TIPC,
		.addrtype = TIPC_ADDR_NAME,
		.scope = TIPC_NODE_SCOPE,
		.addr.name.name = { .type = 4711, .instance = 1 },
	};

	load_driver("tipc");
	return socket(AF_TIPC, SOCK_STREAM, 0) != A ||
	       bind(A, (void *)&name, sizeof(name)) || listen(A, 1) ||
	       socket(AF_TIPC, SOCK_STREAM | SOCK_NONBLOCK, 0) != B ||
	       !connect(B, (void *)&name, sizeof(name)) ||
	       errno != EINPROGRESS ||
	       socket(AF_TIPC, SOCK_STREAM, 0) != C;
}

/* A listens, B is connected to it, C is new. */
static int smc_by(int family, int proto)
{
	struct sockaddr_in here = {
		.sin_family = AF_INET,
		.sin_port = htons(4711),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};

	load_driver("smc");
	return socket(family, SOCK_STREAM, proto) != A ||
	       bind(A, (void *)&here, sizeof(here)) || listen(A, 1) ||
	       socket(family, SOCK_STREAM, proto) != B ||
	       connect(B, (void *)&here, sizeof(here)) ||
	       socket(family, SOCK_STREAM, proto) != C;
}

static int make_smc(void)
{
	return smc_by(AF_SMC, 0);
}

/* The same as a protocol of TCP's family, since Linux 6.11. */
static int make_smc_in_inet(void)
{
	return smc_by(AF_INET, IPPROTO_SMC);
}

FIXTURE(family) {
	struct fdmap_document *document;
};

/* @states: of A, B and C, as far as they are there */
FIXTURE_VARIANT(family) {
	int (*make)(void);
	const char *states[3];
};

#define FAMILY(name, ...)                                                   \
	FIXTURE_VARIANT_ADD(family, name) {                                 \
		.make = make_##name, .states = { __VA_ARGS__ },             \
	}

/* 7 is what any new sock has that nobody else has given a state. */
FAMILY(alg, "7");
FAMILY(key, "7");
FAMILY(rds, "7");
FAMILY(xdp, "7");
FAMILY(can, "7");
FAMILY(kcm, "1");
/* BT_OPEN, BT_LISTEN */
FAMILY(bluetooth, "2", "2", "4");
/* TIPC_LISTEN, TIPC_CONNECTING, TIPC_OPEN */
FAMILY(tipc, "10", "2", "7");
/*
 * SMC_LISTEN, SMC_INIT; without a device for it, what is connected falls back
 * to TCP, and its file refers to a TCP socket from then on.
 */
FAMILY(smc, "10", "established", "2");
FAMILY(smc_in_inet, "10", "established", "2");

FIXTURE_SETUP(family)
{
}

FIXTURE_TEARDOWN(family)
{
}

/* Errors of what is not in this kernel. */
static bool is_missing(int error)
{
	return error == EAFNOSUPPORT || error == EPROTONOSUPPORT ||
	       error == ESOCKTNOSUPPORT;
}

static int option(int fd, int name)
{
	int value = -1;
	socklen_t length = sizeof(value);

	getsockopt(fd, SOL_SOCKET, name, &value, &length);
	return value;
}

static const char *family_name(int fd)
{
	static char name[16];

	snprintf(name, sizeof(name), "af%d", option(fd, SO_DOMAIN));
	return option(fd, SO_DOMAIN) == AF_INET ? "inet" : name;
}

TEST_F(family, has_states_of_its_own)
{
	const struct fdmap_socket *socket;
	int failed = variant->make(), i;

	if (failed && is_missing(errno))
		SKIP(return, "not here: %s", strerror(errno));
	ASSERT_EQ(0, failed) TH_LOG("%s", strerror(errno));
	self->document = READ_PID(getpid());
	for (i = 0; i < 3 && variant->states[i]; i++) {
		socket = fdmap_socket(self->document, A + i);
		ASSERT_NE(NULL, socket);
		EXPECT_STREQ(family_name(A + i), socket->family);
		EXPECT_STREQ(variant->states[i], socket->state);
		/* The kernel compares with 10, whatever that means to whom. */
		EXPECT_EQ(option(A + i, SO_ACCEPTCONN),
			  !strcmp(socket->state, "10"));
	}
}

TEST(smc_states_as_sock_diag_says)
{
	struct fdmap_document *document;
	int failed = make_smc(), i;
	struct stat st;

	if (failed && is_missing(errno))
		SKIP(return, "no SMC here");
	ASSERT_EQ(0, failed) TH_LOG("%s", strerror(errno));
	document = READ_PID(getpid());
	for (i = A; i <= C; i++) {
		if (option(i, SO_DOMAIN) != AF_SMC)
			continue;
		ASSERT_EQ(0, fstat(i, &st));
		EXPECT_EQ(diag_smc_state(st.st_ino),
			  atoi(fdmap_socket(document, i)->state));
	}
}

FDMAP_TEST_MAIN
