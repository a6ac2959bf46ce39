// SPDX-License-Identifier: GPL-2.0-only
/* A descriptor sent to another process: unix(7), SCM_RIGHTS. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "scm.h"
#include "truth.h"

enum { SENDING = 10, RECEIVING, SENT };

static void sender(struct child *child, void *unused)
{
	(void)unused;
	close(RECEIVING);
	dup2(open("/dev/null", O_RDWR), SENT);
	close(3);
	child_ready(child);
	if (scm_send(SENDING, SENT))
		_exit(1);
	child_ready(child);
	close(SENT);
}

static void receiver(struct child *child, void *unused)
{
	(void)unused;
	close(SENDING);
	child_ready(child);
	child->shared[0] = scm_receive(RECEIVING);
}

FIXTURE(pass) {
	struct child sender, receiver;
};

FIXTURE_SETUP(pass)
{
	int ends[2];

	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM, 0, ends));
	ASSERT_EQ(SENDING, dup2(ends[0], SENDING));
	ASSERT_EQ(RECEIVING, dup2(ends[1], RECEIVING));
	close(ends[0]);
	close(ends[1]);
	START_CHILD(&self->sender, sender, NULL);
	START_CHILD(&self->receiver, receiver, NULL);
}

FIXTURE_TEARDOWN(pass)
{
	child_end(&self->sender);
	child_end(&self->receiver);
}

TEST_F(pass, in_flight_is_a_reference_without_a_descriptor)
{
	struct fdmap_document *document = READ_TRUE(self->sender.pid);

	EXPECT_EQ(1, fdmap_file(document, SENT)->refs);
	ASSERT_TRUE(child_go(&self->sender));
	document = READ_TRUE(self->sender.pid);
	EXPECT_EQ(2, fdmap_file(document, SENT)->refs);
	document = READ_TRUE(self->receiver.pid);
	EXPECT_EQ(4, document->descriptors.count);
}

TEST_F(pass, one_open_file_at_both_ends)
{
	struct fdmap_document *from, *to;
	int fd;

	ASSERT_TRUE(child_go(&self->sender));
	ASSERT_TRUE(child_go(&self->receiver));
	fd = self->receiver.shared[0];
	from = READ_TRUE(self->sender.pid);
	to = READ_TRUE(self->receiver.pid);
	ASSERT_TRUE(same_file(self->sender.pid, SENT, self->receiver.pid, fd));
	EXPECT_NE(SENT, fd);
	EXPECT_EQ(fdmap_file(from, SENT)->id, fdmap_file(to, fd)->id);
	EXPECT_EQ(2, fdmap_file(to, fd)->refs);
	EXPECT_EQ(true, fdmap_descriptor(to, fd)->cloexec);
	EXPECT_EQ(false, fdmap_descriptor(from, SENT)->cloexec);
}

TEST_F(pass, stays_the_same_when_the_sender_has_closed_it)
{
	uint64_t id = fdmap_file(READ_TRUE(self->sender.pid), SENT)->id;
	struct fdmap_document *document;
	int fd;

	ASSERT_TRUE(child_go(&self->sender));
	ASSERT_TRUE(child_go(&self->sender));
	ASSERT_TRUE(child_go(&self->receiver));
	fd = self->receiver.shared[0];
	document = READ_TRUE(self->receiver.pid);
	EXPECT_EQ(id, fdmap_file(document, fd)->id);
	EXPECT_EQ(1, fdmap_file(document, fd)->refs);
}

FDMAP_TEST_MAIN
