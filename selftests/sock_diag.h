/* SPDX-License-Identifier: GPL-2.0-only */
/* What the kernel says of single sockets over sock_diag(7), as to ss(8). */
#ifndef SOCK_DIAG_H
#define SOCK_DIAG_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * struct diag_unix - a unix socket
 * @state: a number of TCP's
 * @shutdown: directions shut down, 1 for reading, 2 for writing
 * @has_peer: another end is known
 * @peer: its inode number; 0 if it has none (any more, or yet)
 * @queue: bytes that wait; of a listening socket, connections
 * @bound: of a listening socket, of these
 */
struct diag_unix {
	unsigned int state, shutdown, queue, bound;
	bool has_peer;
	uint32_t peer;
};

/* diag_unix() - ask for the unix socket with that inode number */
bool diag_unix(ino_t ino, struct diag_unix *answer);

/* diag_smc_state() - sk_state of an AF_SMC socket, -1 if that is not told */
int diag_smc_state(ino_t ino);

#endif
