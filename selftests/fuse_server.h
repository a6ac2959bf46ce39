/* SPDX-License-Identifier: GPL-2.0-only */
/* A FUSE server of one file that answers for a while, and then no more. */
#ifndef FUSE_SERVER_H
#define FUSE_SERVER_H

#include <stdbool.h>
#include <sys/types.h>

/* The one file, of FUSE_FILE_SIZE bytes, beside nothing else. */
#define FUSE_FILE	"file"
#define FUSE_FILE_SIZE	65536

/*
 * struct fuse_server - a mount and the process behind it
 * @answers: in shared memory; while it is set the process answers
 */
struct fuse_server {
	pid_t pid;
	volatile bool *answers;
};

/*
 * fuse_server_start() - mount on the directory @where
 *
 * The mount goes with the last process of the caller's mount namespace, which
 * should be one of its own.
 * Return: 0, or -1 and errno where there is no FUSE.
 */
int fuse_server_start(struct fuse_server *server, const char *where);

/* From now on every request waits. */
void fuse_server_hang(struct fuse_server *server);

/* End the server: who waits gets an error. */
void fuse_server_end(struct fuse_server *server);

#endif
