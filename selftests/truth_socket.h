/* SPDX-License-Identifier: GPL-2.0-only */
/* A socket's row against what the kernel says of it over other interfaces. */
#ifndef TRUTH_SOCKET_H
#define TRUTH_SOCKET_H

#include "fdmap_reader.h"

/*
 * socket_differs() - compare the row of a socket of this process
 *
 * With getsockopt(2), getsockname(2), getpeername(2), SIOCINQ, SIOCOUTQ,
 * SIOCGSKNS, TCP_INFO, what can be peeked at, and /proc/net.
 * Return: NULL if all agrees, else what does not, in a static buffer.
 */
const char *socket_differs(const struct fdmap_document *document, int fd);

/* In a test: all sockets of this process are shown as they are. */
#define EXPECT_TRUE_SOCKETS(document)                                       \
	do {                                                                \
		const struct fdmap_descriptor *row_;                        \
		const char *found_ = NULL;                                  \
									    \
		FDMAP_EACH(row_, &(document)->descriptors)                  \
			if (!found_ && fdmap_socket(document, row_->fd))    \
				found_ = socket_differs(document, row_->fd); \
		EXPECT_EQ(NULL, found_) TH_LOG("%s", found_);               \
	} while (0)

#endif
