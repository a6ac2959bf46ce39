// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/smc_diag.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "factories.h"
#include "sock_diag.h"

#define ANY_COOKIE (~0U)

/* struct answer - what comes back, at @message while there is more */
struct answer {
	int fd;
	char bytes[32768];
	ssize_t left;
	struct nlmsghdr *message;
};

/* Send a request; its answers are read by next(). */
static bool ask(struct answer *answer, int flags, const void *request,
		size_t size)
{
	struct {
		struct nlmsghdr header;
		char request[128];
	} message = {
		.header = {
			.nlmsg_len = NLMSG_LENGTH(size),
			.nlmsg_type = SOCK_DIAG_BY_FAMILY,
			.nlmsg_flags = NLM_F_REQUEST | flags,
		},
	};

	memcpy(message.request, request, size);
	answer->left = 0;
	answer->fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC,
			    NETLINK_SOCK_DIAG);
	return send(answer->fd, &message, message.header.nlmsg_len, 0) > 0;
}

/* The next answer, or NULL. */
static void *next(struct answer *answer)
{
	if (answer->left)
		answer->message = NLMSG_NEXT(answer->message, answer->left);
	if (!answer->left || !NLMSG_OK(answer->message, answer->left)) {
		answer->left = recv(answer->fd, answer->bytes,
				    sizeof(answer->bytes), 0);
		answer->message = (void *)answer->bytes;
	}
	if (answer->left <= 0 || !NLMSG_OK(answer->message, answer->left) ||
	    answer->message->nlmsg_type != SOCK_DIAG_BY_FAMILY)
		return NULL;
	return NLMSG_DATA(answer->message);
}

static void take_attribute(struct diag_unix *socket, struct rtattr *attribute)
{
	const struct unix_diag_rqlen *queues = RTA_DATA(attribute);

	switch (attribute->rta_type) {
	case UNIX_DIAG_PEER:
		socket->has_peer = true;
		memcpy(&socket->peer, RTA_DATA(attribute),
		       sizeof(socket->peer));
		break;
	case UNIX_DIAG_RQLEN:
		socket->queue = queues->udiag_rqueue;
		socket->bound = queues->udiag_wqueue;
		break;
	case UNIX_DIAG_SHUTDOWN:
		socket->shutdown = *(unsigned char *)RTA_DATA(attribute);
		break;
	}
}

bool diag_unix(ino_t ino, struct diag_unix *socket)
{
	const struct unix_diag_req request = {
		.sdiag_family = AF_UNIX,
		.udiag_states = ~0U,
		.udiag_ino = ino,
		.udiag_show = UDIAG_SHOW_PEER | UDIAG_SHOW_RQLEN,
		.udiag_cookie = { ANY_COOKIE, ANY_COOKIE },
	};
	struct unix_diag_msg *message = NULL;
	struct rtattr *attribute;
	struct answer answer;
	int left;

	load_driver("unix_diag");
	if (ask(&answer, 0, &request, sizeof(request)))
		message = next(&answer);
	close(answer.fd);
	if (!message)
		return false;
	*socket = (struct diag_unix){ .state = message->udiag_state };
	attribute = (void *)(message + 1);
	left = NLMSG_PAYLOAD(answer.message, sizeof(*message));
	for (; RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left))
		take_attribute(socket, attribute);
	return true;
}

int diag_smc_state(ino_t ino)
{
	const struct smc_diag_req request = { .diag_family = AF_SMC };
	struct smc_diag_msg *message;
	struct answer answer;
	int state = -1;

	load_driver("smc_diag");
	if (ask(&answer, NLM_F_DUMP, &request, sizeof(request)))
		while (state < 0 && (message = next(&answer)))
			if (message->diag_inode == ino)
				state = message->diag_state;
	close(answer.fd);
	return state;
}
