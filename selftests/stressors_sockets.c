// SPDX-License-Identifier: GPL-2.0-only
/* Changes of unix sockets, and of descriptors in flight between them. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "scm.h"
#include "stressors.h"

/* Each socket also travels in itself and in the other: only the GC finds it. */
void pass_descriptors(unsigned int nr)
{
	int pair[2], i;

	if (socketpair(AF_UNIX, nr % 2 ? SOCK_STREAM : SOCK_DGRAM, 0, pair))
		return;
	for (i = 0; i < 8; i++)
		scm_send(pair[0], pair[i % 2]);
	scm_send_times(pair[1], 0, 1 + rand() % SCM_MOST);
	for (i = rand() % 8; i > 0; i--)
		close(scm_receive(pair[1]));
	close(pair[0]);
	close(pair[1]);
}

/* Connected and not accepted, with a descriptor on its way; or accepted. */
void connect_and_close(unsigned int nr)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	socklen_t length = sizeof(sa_family_t) + 1;
	int listener = socket(AF_UNIX, SOCK_STREAM, 0);
	int client = socket(AF_UNIX, SOCK_STREAM, 0);

	length += sprintf(address.sun_path + 1, "%s",
			  stressor_name("x\n[sockets]"));
	bind(listener, (void *)&address, length);
	listen(listener, 4);
	connect(client, (void *)&address, length);
	scm_send(client, client);
	if (nr % 2)
		close(accept(listener, NULL, NULL));
	if (nr % 3)
		shutdown(client, nr % 3);
	close(nr % 4 ? listener : client);
	close(nr % 4 ? client : listener);
}
