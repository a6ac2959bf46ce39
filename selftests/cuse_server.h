/* SPDX-License-Identifier: GPL-2.0-only */
/* A character device with whatever numbers, made by a process; see cuse. */
#ifndef CUSE_SERVER_H
#define CUSE_SERVER_H

#include <sys/types.h>

/* struct cuse_server - the process, and the device's file */
struct cuse_server {
	pid_t pid;
	char path[32];
};

/*
 * cuse_server_start() - make a device that can be opened and no more
 *
 * Return: 0, or -1 and errno: EBUSY where another driver has the numbers, else
 * where there is no CUSE.
 */
int cuse_server_start(struct cuse_server *server, unsigned int major,
		      unsigned int minor);

/* End the process; the device goes with it. */
void cuse_server_end(struct cuse_server *server);

#endif
