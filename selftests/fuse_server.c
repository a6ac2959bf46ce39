// SPDX-License-Identifier: GPL-2.0-only
/* The protocol is that of linux/fuse.h, as fuse(4) describes it. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "factories.h"
#include "fuse_server.h"

#define FILE_NODE  2
#define MAX_WRITE  65536
#define FOREVER_S  3600		/* what the kernel may keep in its cache */

struct request {
	struct fuse_in_header header;
	char body[MAX_WRITE + 4096];
};

/* struct answer - what goes back, @length bytes of the body */
struct answer {
	struct fuse_out_header header;
	union {
		struct fuse_init_out init;
		struct fuse_entry_out entry;
		struct fuse_attr_out attr;
		struct fuse_open_out open;
		char bytes[FUSE_FILE_SIZE];
	};
	size_t length;
};

static void fill_attr(struct fuse_attr *attr, uint64_t node)
{
	bool root = node == FUSE_ROOT_ID;

	attr->ino = node;
	attr->size = root ? 0 : FUSE_FILE_SIZE;
	attr->mode = root ? S_IFDIR | 0755 : S_IFREG | 0755;
	attr->nlink = root ? 2 : 1;
	attr->blksize = 4096;
}

/* Each of these answers one sort of request: 0 or a negative error number. */
static int do_init(const struct request *request, struct answer *answer)
{
	const struct fuse_init_in *in = (const void *)request->body;

	answer->init.major = FUSE_KERNEL_VERSION;
	answer->init.minor = in->minor < FUSE_KERNEL_MINOR_VERSION ?
		in->minor : FUSE_KERNEL_MINOR_VERSION;
	answer->init.max_write = MAX_WRITE;
	answer->length = sizeof(answer->init);
	return 0;
}

static int do_lookup(const struct request *request, struct answer *answer)
{
	if (strcmp(request->body, FUSE_FILE))
		return -ENOENT;
	answer->entry.nodeid = FILE_NODE;
	answer->entry.entry_valid = FOREVER_S;
	answer->entry.attr_valid = FOREVER_S;
	fill_attr(&answer->entry.attr, FILE_NODE);
	answer->length = sizeof(answer->entry);
	return 0;
}

static int do_getattr(const struct request *request, struct answer *answer)
{
	answer->attr.attr_valid = FOREVER_S;
	fill_attr(&answer->attr.attr, request->header.nodeid);
	answer->length = sizeof(answer->attr);
	return 0;
}

static int do_open(const struct request *request, struct answer *answer)
{
	(void)request;
	answer->length = sizeof(answer->open);
	return 0;
}

static int do_read(const struct request *request, struct answer *answer)
{
	const struct fuse_read_in *in = (const void *)request->body;

	answer->length = in->size < sizeof(answer->bytes) ?
		in->size : sizeof(answer->bytes);
	return 0;
}

static int do_nothing(const struct request *request, struct answer *answer)
{
	(void)request;
	(void)answer;
	return 0;
}

static int (*const operations[])(const struct request *request,
				 struct answer *answer) = {
	[FUSE_INIT] = do_init,	     [FUSE_LOOKUP] = do_lookup,
	[FUSE_GETATTR] = do_getattr, [FUSE_OPEN] = do_open,
	[FUSE_OPENDIR] = do_open,    [FUSE_READ] = do_read,
	[FUSE_RELEASE] = do_nothing, [FUSE_RELEASEDIR] = do_nothing,
	[FUSE_FLUSH] = do_nothing,   [FUSE_ACCESS] = do_nothing,
};

static void answer_request(int fd, const struct request *request)
{
	static struct answer answer;
	uint32_t opcode = request->header.opcode;
	struct iovec parts[2];

	if (opcode == FUSE_FORGET || opcode == FUSE_BATCH_FORGET ||
	    opcode == FUSE_INTERRUPT)
		return;		/* nobody waits for these */
	memset(&answer, 0, sizeof(answer));
	answer.header.unique = request->header.unique;
	answer.header.error = -EOPNOTSUPP;
	if (opcode < sizeof(operations) / sizeof(operations[0]) &&
	    operations[opcode])
		answer.header.error = operations[opcode](request, &answer);
	answer.header.len = sizeof(answer.header) + answer.length;
	parts[0] = (struct iovec){ &answer.header, sizeof(answer.header) };
	parts[1] = (struct iovec){ answer.bytes, answer.length };
	if (writev(fd, parts, 2) < 0)
		return;		/* who asked has gone */
}

static void __attribute__((noreturn)) serve(int fd, volatile bool *answers)
{
	static struct request request;
	ssize_t n;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	while (*answers) {
		struct pollfd ready = { .fd = fd, .events = POLLIN };

		/* So as to see before each request whether to answer. */
		if (poll(&ready, 1, 10) != 1 || !*answers)
			continue;
		n = read(fd, &request, sizeof(request));
		if (n > 0)
			answer_request(fd, &request);
	}
	for (;;)
		pause();
}

int fuse_server_start(struct fuse_server *server, const char *where)
{
	char options[128];
	int fd;

	load_driver("fuse");
	fd = open("/dev/fuse", O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return -1;
	snprintf(options, sizeof(options),
		 "fd=%d,rootmode=40755,user_id=0,group_id=0", fd);
	if (mount("fdmap-test", where, "fuse", MS_NOSUID | MS_NODEV, options)) {
		close(fd);
		return -1;
	}
	server->answers = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
			       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	*server->answers = true;
	server->pid = fork();
	if (!server->pid)
		serve(fd, server->answers);
	close(fd);
	return server->pid < 0 ? -1 : 0;
}

void fuse_server_hang(struct fuse_server *server)
{
	*server->answers = false;
}

void fuse_server_end(struct fuse_server *server)
{
	kill(server->pid, SIGKILL);
	waitpid(server->pid, NULL, 0);
}
