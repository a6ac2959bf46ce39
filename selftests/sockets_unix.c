// SPDX-License-Identifier: GPL-2.0-only
/* [sockets] of AF_UNIX: names, the other end, queues. */
#define _GNU_SOURCE
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "fdmap_values.h"
#include "fixture.h"
#include "kselftest_harness.h"
#include "scm.h"
#include "sock_diag.h"
#include "truth_socket.h"

enum { A = 3, B, C, D };

/*
 * Situations.  Each makes descriptors from A on and says what [sockets] has to
 * say of A and B beyond what the kernel tells of every socket.
 */
struct expected {
	const char *state, *shut;
	int peer;		/* descriptor of the other end, or: */
#define NONE	-1
#define GONE	-2
#define WAITING -3		/* a connection that waits to be accepted */
	int waiting, bound;	/* BACKLOG */
	uint64_t fds;
};

FIXTURE(unix_socket) {
	struct fdmap_document *document;
};

FIXTURE_VARIANT(unix_socket) {
	int (*make)(void);
	struct expected sockets[2];
};

static int pair(int type)
{
	int ends[2];

	return socketpair(AF_UNIX, type, 0, ends) || ends[0] != A;
}

static int make_stream_pair(void)
{
	return pair(SOCK_STREAM);
}

static int make_dgram_pair(void)
{
	return pair(SOCK_DGRAM) || send(A, "four", 4, 0) != 4 ||
	       send(A, "more", 4, 0) != 4;
}

static int make_seqpacket_pair(void)
{
	return pair(SOCK_SEQPACKET) || send(B, "four", 4, 0) != 4;
}

/* An empty one, one whose file is in flight, and one that has been read. */
static int make_dgrams(void)
{
	char bytes[1000] = "";

	return pair(SOCK_DGRAM) || send(A, bytes, 9, 0) != 9 ||
	       send(A, bytes, 0, 0) || send(A, bytes, 100, 0) != 100 ||
	       scm_send(A, 0) || send(A, bytes, sizeof(bytes), 0) < 0 ||
	       recv(B, bytes, 1, 0) != 1;
}

static int make_seqpackets(void)
{
	char bytes[1000] = "";

	return pair(SOCK_SEQPACKET) || send(A, bytes, 9, 0) != 9 ||
	       send(A, bytes, 100, 0) != 100 || scm_send(A, 0) ||
	       send(A, bytes, sizeof(bytes), 0) < 0 ||
	       recv(B, bytes, 1, 0) != 1;
}

static int make_unread(void)
{
	return pair(SOCK_STREAM) || send(A, "12345", 5, 0) != 5 ||
	       send(A, "678", 3, 0) != 3 || send(B, "9", 1, 0) != 1;
}

static int make_with_files(void)
{
	return pair(SOCK_STREAM) || scm_send(A, 0) ||
	       scm_send_times(A, 1, 3) || scm_send(B, 2);
}

static int make_shut_writing(void)
{
	return pair(SOCK_STREAM) || shutdown(A, SHUT_WR);
}

static int make_shut_reading(void)
{
	return pair(SOCK_STREAM) || shutdown(A, SHUT_RD);
}

static int make_shut_both(void)
{
	return pair(SOCK_STREAM) || shutdown(A, SHUT_RDWR);
}

static int make_peer_closed(void)
{
	return pair(SOCK_STREAM) || close(B);
}

static int make_dgram_peer_closed(void)
{
	return pair(SOCK_DGRAM) || close(B);
}

static int make_unnamed(void)
{
	return socket(AF_UNIX, SOCK_STREAM, 0) != A ||
	       socket(AF_UNIX, SOCK_DGRAM, 0) != B;
}

/* Bind to @length bytes of a name, the first of which may be NUL. */
static int bind_name(int fd, const char *name, size_t length)
{
	struct sockaddr_un un = { .sun_family = AF_UNIX };

	memcpy(un.sun_path, name, length);
	return bind(fd, (void *)&un,
		    offsetof(struct sockaddr_un, sun_path) + length);
}

static int connect_name(int fd, const char *name, size_t length)
{
	struct sockaddr_un un = { .sun_family = AF_UNIX };

	memcpy(un.sun_path, name, length);
	return connect(fd, (void *)&un,
		       offsetof(struct sockaddr_un, sun_path) + length);
}

#define NAME(string) string, sizeof(string) - 1

static int make_abstract(void)
{
	return make_unnamed() || bind_name(A, NAME("\0fdmap test\0 a\nb")) ||
	       bind_name(B, NULL, 0);	/* a name of the kernel's choice */
}

static int listener(const char *name, size_t length)
{
	return socket(AF_UNIX, SOCK_STREAM, 0) != A ||
	       bind_name(A, name, length) || listen(A, 5) ||
	       socket(AF_UNIX, SOCK_STREAM, 0) != B ||
	       connect_name(B, name, length);
}

static int make_connecting(void)
{
	temp_dir();
	return listener(NAME("./a socket")) || send(B, "1", 1, 0) != 1;
}

static int make_accepted(void)
{
	temp_dir();
	return listener(NAME("./a socket")) || accept(A, NULL, NULL) != C ||
	       send(C, "12", 2, 0) != 2;
}

static int make_accepted_abstract(void)
{
	return listener(NAME("\0fdmap test")) || accept(A, NULL, NULL) != C;
}

static int make_two_waiting(void)
{
	return make_accepted_abstract() ||
	       socket(AF_UNIX, SOCK_STREAM, 0) != D ||
	       connect_name(D, NAME("\0fdmap test")) ||
	       connect_name(socket(AF_UNIX, SOCK_STREAM, 0),
			    NAME("\0fdmap test"));
}

/* B sends to A; A does not know B. */
static int make_one_way(void)
{
	return socket(AF_UNIX, SOCK_DGRAM, 0) != A ||
	       bind_name(A, NAME("\0fdmap test")) ||
	       socket(AF_UNIX, SOCK_DGRAM, 0) != B ||
	       connect_name(B, NAME("\0fdmap test")) ||
	       send(B, "123", 3, 0) != 3;
}

/* The name has 108 bytes, and no NUL at its end. */
static int make_longest_name(void)
{
	char name[108];

	memset(name, 'n', sizeof(name));
	temp_dir();
	return make_unnamed() || bind_name(A, name, sizeof(name));
}

/* A path that looks like an abstract name. */
static int make_at_sign(void)
{
	temp_dir();
	return listener(NAME("@path")) || accept(A, NULL, NULL) != C;
}

#define SITUATION(name, ...)                                                \
	FIXTURE_VARIANT_ADD(unix_socket, name) {                            \
		.make = make_##name, .sockets = { __VA_ARGS__ },            \
	}

/* Before 5.15 it told only of streams that they are connected. */
#define DATAGRAMS "established|unconnected"

SITUATION(stream_pair, { "established", "-", B }, { "established", "-", A });
SITUATION(dgram_pair, { DATAGRAMS, "-", B }, { DATAGRAMS, "-", A });
SITUATION(dgrams, { DATAGRAMS, "-", B }, { DATAGRAMS, "-", A, .fds = 1 });
SITUATION(seqpackets, { "established", "-", B },
	  { "established", "-", A, .fds = 1 });
SITUATION(seqpacket_pair, { "established", "-", B },
	  { "established", "-", A });
SITUATION(unread, { "established", "-", B }, { "established", "-", A });
SITUATION(with_files, { "established", "-", B, .fds = 1 },
	  { "established", "-", A, .fds = 4 });
SITUATION(shut_writing, { "established", "w", B }, { "established", "r", A });
SITUATION(shut_reading, { "established", "r", B }, { "established", "w", A });
SITUATION(shut_both, { "established", "rw", B }, { "established", "rw", A });
SITUATION(peer_closed, { "established", "rw", GONE });
SITUATION(dgram_peer_closed, { NULL, "-", GONE });
SITUATION(unnamed, { "unconnected", "-", NONE }, { "unconnected", "-", NONE });
SITUATION(abstract, { "unconnected", "-", NONE }, { "unconnected", "-", NONE });
SITUATION(longest_name, { "unconnected", "-", NONE });
SITUATION(at_sign, { "listening", "-", NONE, 0, 5 },
	  { "established", "-", C });
SITUATION(connecting, { "listening", "-", NONE, 1, 5 },
	  { "established", "-", WAITING });
SITUATION(accepted, { "listening", "-", NONE, 0, 5 },
	  { "established", "-", C });
SITUATION(accepted_abstract, { "listening", "-", NONE, 0, 5 },
	  { "established", "-", C });
SITUATION(two_waiting, { "listening", "-", NONE, 2, 5 },
	  { "established", "-", C });
SITUATION(one_way, { NULL, "-", NONE }, { DATAGRAMS, "-", A });

FIXTURE_SETUP(unix_socket)
{
	ASSERT_EQ(0, variant->make());
	self->document = READ_PID(getpid());
}

FIXTURE_TEARDOWN(unix_socket)
{
}

/* The id that a connection waiting to be accepted has in [inflight]. */
static uint64_t waiting_id(const struct fdmap_document *document)
{
	const struct fdmap_inflight *inflight;

	FDMAP_EACH(inflight, &document->inflight)
		if (!strcmp(inflight->state, "waiting"))
			return inflight->embryo.value;
	return 0;
}

static bool peer_is(const struct fdmap_document *document,
		    const struct fdmap_number *is, int peer)
{
	if (peer == NONE || peer == GONE)
		return is->word && !strcmp(is->word,
					   peer == NONE ? "-" : "gone");
	return !is->word &&
	       is->value == (peer == WAITING ? waiting_id(document) :
			     fdmap_socket(document, peer)->inode);
}

TEST_F(unix_socket, is_as_the_kernel_says)
{
	EXPECT_LE(1, self->document->sockets.count);
	EXPECT_TRUE_SOCKETS(self->document);
}

TEST_F(unix_socket, is_as_it_was_made)
{
	const struct fdmap_socket *socket;
	const struct expected *expected;
	int i;

	for (i = 0; i < 2 && variant->sockets[i].shut; i++) {
		socket = fdmap_socket(self->document, A + i);
		expected = &variant->sockets[i];
		ASSERT_NE(NULL, socket);
		if (expected->state)
			EXPECT_TRUE(fdmap_is_one_of(socket->state,
						    expected->state))
				TH_LOG("STATE '%s'", socket->state);
		EXPECT_STREQ(expected->shut, socket->shut);
		EXPECT_TRUE(peer_is(self->document, &socket->peer,
				    expected->peer))
			TH_LOG("PEER of %d", A + i);
		EXPECT_EQ(expected->waiting, socket->backlog.waiting);
		EXPECT_EQ(expected->bound, socket->backlog.bound);
		EXPECT_EQ(expected->fds, socket->fds.value);
	}
}

/* The words for what sock_diag(7) numbers as TCP does. */
static const char *const diag_states[] = {
	[1] = "established", [7] = "unconnected", [10] = "listening",
};

static const char *const diag_shuts[] = { "-", "r", "w", "rw" };

/* Another end without an inode is closed, or waits to be accepted. */
static bool same_peer(const struct fdmap_document *document,
		      const struct fdmap_socket *socket,
		      const struct diag_unix *diag)
{
	const struct fdmap_inode *inode;

	inode = fdmap_inode_of(document, socket->peer.value);
	if (!diag->has_peer)
		return socket->peer.word && !strcmp(socket->peer.word, "-");
	if (socket->peer.word)
		return !diag->peer && !strcmp(socket->peer.word, "gone");
	return diag->peer ? inode && inode->ino == diag->peer : !inode;
}

TEST_F(unix_socket, is_as_sock_diag_says)
{
	const struct fdmap_descriptor *row;
	const struct fdmap_socket *socket;
	struct diag_unix diag;
	struct stat st;

	FDMAP_EACH(row, &self->document->descriptors) {
		socket = fdmap_socket(self->document, row->fd);
		if (!socket || fstat(row->fd, &st))
			continue;
		if (!diag_unix(st.st_ino, &diag))
			SKIP(return, "no unix_diag here");
		EXPECT_STREQ(diag_states[diag.state], socket->state);
		EXPECT_STREQ(diag_shuts[diag.shutdown], socket->shut);
		EXPECT_TRUE(same_peer(self->document, socket, &diag))
			TH_LOG("PEER of %d", (int)row->fd);
		if (socket->backlog.none)
			continue;
		EXPECT_EQ(diag.queue, socket->backlog.waiting);
		EXPECT_EQ(diag.bound, socket->backlog.bound);
	}
}

FDMAP_TEST_MAIN
