// SPDX-License-Identifier: GPL-2.0-only
/* The ids: what they are the same for, how long, and what they never show. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "truth.h"

/* Of all canonical kernel addresses, on every 64-bit machine. */
#define KERNEL_ADDRESSES 0xff00000000000000

enum { A = 3, A_DUP, B };

/* The child's ids: the table's, two open files', their inode's. */
struct ids {
	uint64_t id[4];
};

FIXTURE(ids) {
	struct child child;
	const char *parameters;
};

static void open_two(struct child *child, void *unused)
{
	(void)child;
	(void)unused;
	open("/dev/null", O_RDONLY);
	dup(A);
	open("/dev/null", O_RDONLY);
}

FIXTURE_SETUP(ids)
{
	self->parameters = module_parameters();
	START_CHILD(&self->child, open_two, NULL);
}

/* As it was found, whatever the test made of it. */
FIXTURE_TEARDOWN(ids)
{
	child_end(&self->child);
	EXPECT_EQ(0, module_restore(self->parameters));
}

static struct ids ids_of(const struct fdmap_document *document)
{
	return (struct ids){ {
		fdmap_table(document)->id,
		fdmap_file(document, A)->id,
		fdmap_file(document, B)->id,
		fdmap_inode(document, A)->id,
	} };
}

TEST_F(ids, stay_while_the_module_is_loaded)
{
	struct ids first = ids_of(READ_TRUE(self->child.pid));
	struct ids again = ids_of(READ_TRUE(self->child.pid));

	EXPECT_EQ(0, memcmp(&first, &again, sizeof(first)));
	EXPECT_NE(first.id[1], first.id[2]);
}

TEST_F(ids, are_one_for_one_object_in_all_processes)
{
	struct fdmap_document *mine, *its;
	int fd = open("/dev/null", O_RDONLY);

	mine = READ_PID(getpid());
	its = READ_TRUE(self->child.pid);
	EXPECT_EQ(fdmap_inode(mine, fd)->id, fdmap_inode(its, A)->id);
	ASSERT_TRUE(same_file(getpid(), 0, self->child.pid, 0));
	EXPECT_EQ(fdmap_file(mine, 0)->id, fdmap_file(its, 0)->id);
	EXPECT_NE(fdmap_table(mine)->id, fdmap_table(its)->id);
}

TEST_F(ids, are_new_after_loading_anew)
{
	struct ids before, after;
	int i;

	before = ids_of(READ_TRUE(self->child.pid));
	RELOAD_OR_SKIP("");
	after = ids_of(READ_TRUE(self->child.pid));
	for (i = 0; i < 4; i++)
		EXPECT_NE(before.id[i], after.id[i]);
	EXPECT_NE(after.id[1], after.id[2]);
}

TEST_F(ids, are_addresses_where_that_was_asked_for)
{
	struct fdmap_document *document;
	struct ids ids;
	int i, j;

	RELOAD_OR_SKIP("addresses=1");
	document = READ_TRUE(self->child.pid);
	EXPECT_EQ(true, document->addresses);
	ids = ids_of(document);
	for (i = 0; i < 4; i++) {
		EXPECT_LE(KERNEL_ADDRESSES, ids.id[i])
			TH_LOG("%016" PRIx64, ids.id[i]);
		EXPECT_EQ(0, ids.id[i] % sizeof(long));
		for (j = 0; j < i; j++)
			EXPECT_NE(ids.id[i], ids.id[j]);
	}
	EXPECT_EQ(ids.id[1], fdmap_file(document, A_DUP)->id);
}

/* Addresses of objects that live on are nowhere in the text without it. */
TEST_F(ids, hide_the_addresses)
{
	struct fdmap_document *document;
	char *text, word[32];
	struct ids ids;
	size_t length;
	int fd, i;

	RELOAD_OR_SKIP("addresses=1");
	ids = ids_of(READ_TRUE(self->child.pid));
	RELOAD_OR_SKIP("");
	fd = open(FDMAP_DIR "/all", O_RDONLY);
	text = slurp(fd, 1 << 16, &length);
	close(fd);
	ASSERT_NE(NULL, text);
	for (i = 0; i < 4; i++) {
		snprintf(word, sizeof(word), "%" PRIx64, ids.id[i]);
		EXPECT_EQ(NULL, strcasestr(text, word));
		/* nor without the upper half, as %d or a mask would show it */
		EXPECT_EQ(NULL, strcasestr(text, word + 4));
	}
	document = READ_TRUE(self->child.pid);
	EXPECT_EQ(false, document->addresses);
}

TEST_F(ids, cannot_be_made_addresses_later)
{
	int fd = open("/sys/module/fdmap/parameters/addresses", O_WRONLY);

	EXPECT_EQ(-1, fd);
	EXPECT_EQ(EACCES, errno);
}

FDMAP_TEST_MAIN
