/* SPDX-License-Identifier: GPL-2.0-only */
/* Descriptors over unix sockets: unix(7), SCM_RIGHTS. */
#ifndef SCM_H
#define SCM_H

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

#endif
