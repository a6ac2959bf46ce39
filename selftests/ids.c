// SPDX-License-Identifier: GPL-2.0-only
/* The ids: what they are the same for, how long, and what they never show. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "factories.h"
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

/* Pairs that share an open file, pairs that share an inode, and neither. */
#define SAMPLES 12

static void open_samples(struct child *child, void *unused)
{
	int i;

	(void)child;
	(void)unused;
	close_range(3, ~0U, 0);
	for (i = 3; i < 3 + SAMPLES; i++)
		if ((i % 3 ? dup(i % 4 ? 0 : i - 1) :
			     open("/dev/null", O_RDONLY)) != i)
			_exit(1);
}

TEST_F(ids, are_the_same_where_kcmp_says_so)
{
	struct fdmap_document *documents[2];
	struct child other;
	int fds = 3 + SAMPLES, i, j;
	pid_t pids[2];

	START_CHILD(&other, open_samples, NULL);
	pids[0] = other.pid;
	pids[1] = self->child.pid;
	documents[0] = READ_TRUE(pids[0]);
	documents[1] = READ_TRUE(pids[1]);
	for (i = 0; i < 2 * fds; i++)
		for (j = 0; j < 2 * fds; j++) {
			const struct fdmap_file *a, *b;

			a = fdmap_file(documents[i / fds], i % fds);
			b = fdmap_file(documents[j / fds], j % fds);
			if (a && b)
				EXPECT_EQ(same_file(pids[i / fds], i % fds,
						    pids[j / fds], j % fds),
					  a->id == b->id)
					TH_LOG("%d and %d", i, j);
		}
	EXPECT_EQ(same_table(pids[0], pids[1]),
		  fdmap_table(documents[0])->id ==
		  fdmap_table(documents[1])->id);
	child_end(&other);
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

/* Objects that live on have the same addresses, whoever looks at them. */
TEST_F(ids, are_the_same_addresses_after_loading_anew)
{
	struct ids before, after;

	RELOAD_OR_SKIP("addresses=1");
	before = ids_of(READ_TRUE(self->child.pid));
	RELOAD_OR_SKIP("addresses=1");
	after = ids_of(READ_TRUE(self->child.pid));
	EXPECT_EQ(0, memcmp(&before, &after, sizeof(before)));
}

/* With something of everything that has an id in a column of its own. */
static void make_some_of_each(struct child *child, void *unused)
{
	struct sockaddr_un name = { AF_UNIX, "" };
	socklen_t length = sizeof(sa_family_t);
	int fd;

	(void)child;
	(void)unused;
	make_each();
	open(FDMAP_DIR, O_PATH);
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	bind(fd, (void *)&name, length);
	length = sizeof(name);
	getsockname(fd, (void *)&name, &length);
	listen(fd, 1);
	connect(socket(AF_UNIX, SOCK_STREAM, 0), (void *)&name, length);
	flock(fd, LOCK_EX);
}

static char *text_of(pid_t pid)
{
	int fd = open_pid(pid);
	char *text = NULL;
	size_t length;

	if (fd >= 0)
		text = slurp(fd, 1 << 16, &length);
	close(fd);
	return text;
}

/*
 * The next word of 16 hexadecimal digits, ended by a 0 byte, and where to go on
 * from: while ((word = ...(&at)))
 */
static char *next_id(char **at)
{
	char *word;
	size_t n;

	for (word = *at; *word; word += n ?: 1) {
		n = strspn(word, "0123456789abcdef");
		if (n != 16)
			continue;
		*at = word + n + !!word[n];
		word[n] = 0;
		return word;
	}
	return NULL;
}

/*
 * Addresses are nowhere in the text without it: neither whole, nor without the
 * upper part, as a mask would leave it, nor the lower half as a number.
 */
TEST_F(ids, hide_the_addresses)
{
	char *addresses, *at, *text, *word, number[32];
	struct child child;
	int n = 0;

	temp_dir();
	START_CHILD(&child, make_some_of_each, NULL);
	RELOAD_OR_SKIP("addresses=1");
	addresses = at = text_of(child.pid);
	ASSERT_NE(NULL, addresses);
	RELOAD_OR_SKIP("");
	text = text_of(child.pid);
	ASSERT_NE(NULL, text);
	while ((word = next_id(&at))) {
		uint64_t address = strtoull(word, NULL, 16);

		if (address < KERNEL_ADDRESSES)
			continue;	/* not an id: a mask of signals */
		n++;
		EXPECT_EQ(NULL, strstr(text, word + 4)) TH_LOG("%s", word);
		snprintf(number, sizeof(number), " %d ", (int)address);
		EXPECT_EQ(NULL, strstr(text, number)) TH_LOG("%s", number);
	}
	EXPECT_LT(100, n);
	TH_LOG("%d ids", n);
	EXPECT_EQ(false, READ_PID(child.pid)->addresses);
	child_end(&child);
}

TEST_F(ids, cannot_be_made_addresses_later)
{
	int fd = open("/sys/module/fdmap/parameters/addresses", O_WRONLY);

	EXPECT_EQ(-1, fd);
	EXPECT_EQ(EACCES, errno);
}

FDMAP_TEST_MAIN
