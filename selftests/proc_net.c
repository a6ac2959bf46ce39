// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "proc.h"
#include "proc_net.h"

#define MAX_FIELDS 16

/* Where the inode's number is, counted from 0. */
#define INET_INODE   9
#define PACKET_INODE 8

/* struct fields - a line, cut at its blanks */
struct fields {
	char line[512];
	char *field[MAX_FIELDS];
	int n;
};

static void cut(struct fields *fields, const char *line)
{
	char *rest = NULL, *field;

	snprintf(fields->line, sizeof(fields->line), "%s", line);
	field = strtok_r(fields->line, " ", &rest);
	for (fields->n = 0; field && fields->n < MAX_FIELDS; fields->n++) {
		fields->field[fields->n] = field;
		field = strtok_r(NULL, " ", &rest);
	}
}

/* The text of /proc/net/@table in the network that the socket @fd is in. */
static char *text_of(const char *table, int fd)
{
	int here = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
	int there = ioctl(fd, SIOCGSKNS);
	char *text;

	setns(there, CLONE_NEWNET);
	text = proc_text("/proc/thread-self/net/%s", table);
	setns(here, CLONE_NEWNET);
	close(there);
	close(here);
	return text;
}

/* The line of the socket @fd in /proc/net/@table. */
static bool find(struct fields *fields, const char *table, int inode, int fd)
{
	char *text = text_of(table, fd), *at = text;
	bool found = false;
	struct stat st;
	char *line;

	while (!fstat(fd, &st) && !found && (line = proc_line(&at))) {
		cut(fields, line);
		found = fields->n > inode &&
			strtoull(fields->field[inode], NULL, 10) == st.st_ino;
	}
	free(text);
	return found;
}

static int option(int fd, int name)
{
	int value = -1;
	socklen_t length = sizeof(value);

	getsockopt(fd, SOL_SOCKET, name, &value, &length);
	return value;
}

static const char *table_of(int fd)
{
	static const struct {
		int type, proto;
		const char *table;
	} tables[] = {
		{ SOCK_DGRAM, IPPROTO_UDP, "udp" },
		{ SOCK_DGRAM, IPPROTO_UDPLITE, "udplite" },
		{ SOCK_DGRAM, IPPROTO_ICMP, "icmp" },
		{ SOCK_DGRAM, IPPROTO_ICMPV6, "icmp" },
	};
	size_t i;

	if (option(fd, SO_TYPE) == SOCK_RAW)
		return "raw";
	for (i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		if (tables[i].type == option(fd, SO_TYPE) &&
		    tables[i].proto == option(fd, SO_PROTOCOL))
			return tables[i].table;
	return NULL;
}

/* "ADDRESS:PORT", words of 32 bits as this machine prints their bytes. */
static bool parse_remote(const char *text, int family,
			 struct sockaddr_storage *remote)
{
	struct sockaddr_in6 *in6 = (void *)remote;
	struct sockaddr_in *in = (void *)remote;
	uint32_t words[4] = { 0 };
	unsigned int port;
	int i, n = family == AF_INET6 ? 4 : 1;

	for (i = 0; i < n; i++, text += 8)
		if (sscanf(text, "%8x", &words[i]) != 1)
			return false;
	if (sscanf(text, ":%x", &port) != 1)
		return false;
	remote->ss_family = family;
	if (family == AF_INET6) {
		memcpy(&in6->sin6_addr, words, sizeof(words));
		in6->sin6_port = htons(port);
	} else {
		memcpy(&in->sin_addr, words, sizeof(words[0]));
		in->sin_port = htons(port);
	}
	return true;
}

bool proc_net_inet(int fd, struct proc_net_inet *line)
{
	int family = option(fd, SO_DOMAIN);
	const char *table = table_of(fd);
	struct fields fields;
	char name[16];

	memset(line, 0, sizeof(*line));
	if (!table || (family != AF_INET && family != AF_INET6))
		return false;
	snprintf(name, sizeof(name), "%s%s", table,
		 family == AF_INET6 ? "6" : "");
	if (!find(&fields, name, INET_INODE, fd))
		return false;
	line->state = strtol(fields.field[3], NULL, 16);
	return parse_remote(fields.field[2], family, &line->remote);
}

bool proc_net_packet(int fd, struct proc_net_packet *line)
{
	struct fields fields;

	if (option(fd, SO_DOMAIN) != AF_PACKET ||
	    !find(&fields, "packet", PACKET_INODE, fd))
		return false;
	line->proto = strtol(fields.field[3], NULL, 16);
	line->interface = strtol(fields.field[4], NULL, 10);
	return true;
}
