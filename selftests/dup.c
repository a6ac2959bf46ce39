// SPDX-License-Identifier: GPL-2.0-only
/* Every way to make a second descriptor for one open file. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "truth.h"

static int by_dup(int fd)
{
	return dup(fd);
}

static int by_dup2(int fd)
{
	return dup2(fd, 20);
}

/* What stood there before is closed. */
static int by_dup2_over_another(int fd)
{
	return dup2(fd, open("/dev/zero", O_RDONLY | O_CLOEXEC));
}

static int by_dup3(int fd)
{
	return dup3(fd, 21, 0);
}

static int by_dup3_cloexec(int fd)
{
	return dup3(fd, 21, O_CLOEXEC);
}

static int by_fcntl(int fd)
{
	return fcntl(fd, F_DUPFD, 63);
}

static int by_fcntl_cloexec(int fd)
{
	return fcntl(fd, F_DUPFD_CLOEXEC, 64);
}

/* Close-on-exec belongs to the descriptor: setting one leaves the other. */
static int by_dup_and_setfd(int fd)
{
	int copy = dup(fd);

	return fcntl(copy, F_SETFD, FD_CLOEXEC) ? -1 : copy;
}

FIXTURE(dup) {
	struct child child;
};

FIXTURE_VARIANT(dup) {
	int (*make)(int fd);
	bool cloexec;
};

#define WAY(name, closes)                                                   \
	FIXTURE_VARIANT_ADD(dup, name) {                                    \
		.make = by_##name,                                          \
		.cloexec = closes,                                          \
	}

WAY(dup, false);
WAY(dup2, false);
WAY(dup2_over_another, false);
WAY(dup3, false);
WAY(dup3_cloexec, true);
WAY(fcntl, false);
WAY(fcntl_cloexec, true);
WAY(dup_and_setfd, true);

static void make_both(struct child *child, void *arg)
{
	const FIXTURE_VARIANT(dup) *variant = arg;

	child->shared[0] = open("/dev/null", O_RDWR);
	child->shared[1] = variant->make(child->shared[0]);
}

FIXTURE_SETUP(dup)
{
	START_CHILD(&self->child, make_both, variant);
}

FIXTURE_TEARDOWN(dup)
{
	child_end(&self->child);
}

TEST_F(dup, one_open_file_with_two_references)
{
	struct fdmap_document *document = READ_TRUE(self->child.pid);
	int fd = self->child.shared[0], copy = self->child.shared[1];

	ASSERT_LE(0, copy);
	ASSERT_NE(NULL, fdmap_descriptor(document, copy));
	EXPECT_EQ(fdmap_descriptor(document, fd)->file,
		  fdmap_descriptor(document, copy)->file);
	EXPECT_EQ(2, fdmap_file(document, copy)->refs);
	EXPECT_EQ(false, fdmap_descriptor(document, fd)->cloexec);
	EXPECT_EQ(variant->cloexec, fdmap_descriptor(document, copy)->cloexec);
}

FDMAP_TEST_MAIN
