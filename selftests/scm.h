/* SPDX-License-Identifier: GPL-2.0-only */
/* Descriptors over unix sockets: unix(7), SCM_RIGHTS. */
#ifndef SCM_H
#define SCM_H

#include <stdbool.h>
#include <stddef.h>

/* What the kernel takes in one message (SCM_MAX_FD). */
#define SCM_MOST 253

/* scm_send() - send a descriptor with one byte; 0, or -1 and errno */
int scm_send(int socket, int fd);

/* scm_send_times() - the same descriptor @n times, at most SCM_MOST */
int scm_send_times(int socket, int fd, size_t n);

/*
 * scm_receive() - receive one byte and the descriptor that came with it
 *
 * Return: the descriptor, close-on-exec; -1 and errno if there is none.
 */
int scm_receive(int socket);

/*
 * scm_is_listed() - whether fdmap lists files in flight on this kernel
 *
 * On those where struct unix_skb_parms is private to AF_UNIX it says just that.
 * (Which ones these are is asserted when the module is built: vm/probes.)
 */
bool scm_is_listed(void);

/* In a test of what only a list can tell. */
#define SKIP_IF_SCM_IS_PRIVATE()                                            \
	do {                                                                \
		if (!scm_is_listed())                                       \
			SKIP(return, "files in flight are private to this " \
			     "kernel");                                     \
	} while (0)

#endif
