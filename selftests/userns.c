// SPDX-License-Identifier: GPL-2.0-only
/*
 * User namespaces: a text shows owners by the numbers that whoever opened the
 * file has for them, also to a reader who has others, and to whom the file was
 * passed.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "scm.h"
#include "truth.h"

/* Numbers of every length; the last is the largest there is. */
static const unsigned int owners[] = { 0, 7, 1000, 65534, 100000, 4294967294 };

/* File @i of @n belongs to this user; groups are in the opposite order. */
#define UID(i, n) (owners[i])
#define GID(i, n) (owners[(n) - 1 - (i)])

/* The first of the owners' files, in whom is looked at. */
#define FIRST 3

/* shared[] of a reader: bytes read; or an error number, of what is not there */
enum { LENGTH, ERROR };

#define ROOM (1 << 22)

static char *room;	/* shared with the reader */

static void open_owned(struct child *child, void *arg)
{
	const size_t n = *(const size_t *)arg;
	char name[16];
	size_t i;

	(void)child;
	for (i = 0; i < n; i++) {
		snprintf(name, sizeof(name), "file%zu", i);
		if (make_file(name, O_RDWR) != FIRST + (int)i ||
		    fchown(FIRST + i, UID(i, n), GID(i, n)))
			_exit(1);
	}
}

/* Give numbers to the users or groups of a namespace. */
static bool map_numbers(pid_t pid, const char *file, const char *mapping)
{
	ssize_t length = strlen(mapping), n;
	char path[64];
	int fd;

	if (!length)
		return true;
	snprintf(path, sizeof(path), "/proc/%d/%s", pid, file);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	n = write(fd, mapping, length);
	close(fd);
	return n == length;
}

/*
 * struct plan - a reader
 * @fd: a file of fdmap's that it inherits, -1 if it is sent one
 * @ends: of the socket over which that is
 */
struct plan {
	int fd, ends[2];
};

/* Enter a new namespace; then read what is there by then to its end. */
static void read_inside(struct child *child, void *arg)
{
	struct plan *plan = arg;
	ssize_t n;

	if (unshare(CLONE_NEWUSER)) {
		child->shared[ERROR] = errno;
		return;
	}
	child_ready(child);
	if (plan->fd < 0)
		plan->fd = scm_receive(plan->ends[1]);
	while ((n = read(plan->fd, room + child->shared[LENGTH],
			 ROOM - child->shared[LENGTH])) > 0)
		child->shared[LENGTH] += n;
	if (n)
		_exit(1);
}

FIXTURE(userns) {
	struct child child, reader;
	struct plan plan;
};

/*
 * @n: owners that there are
 * @mapping: of the numbers in the reader's namespace, "" for none
 */
FIXTURE_VARIANT(userns) {
	size_t n;
	const char *mapping;
	bool inherited;
};

#define USERNS(name, n_, mapping_, inherited_)                              \
	FIXTURE_VARIANT_ADD(userns, name) {                                 \
		.n = n_, .mapping = mapping_, .inherited = inherited_,      \
	}

#define ALL ARRAY_SIZE(owners)

/* Root's number is shorter than any that these have for it. */
USERNS(without_numbers, 1, "", true);
USERNS(where_root_has_a_long_number, 1, "4000000000 0 1", true);
USERNS(passed_to_one_without_numbers, ALL, "", false);
USERNS(where_root_is_itself, ALL, "0 0 1", true);
USERNS(where_all_have_other_numbers, ALL, "0 1 2000000", false);

FIXTURE_SETUP(userns)
{
	temp_dir();
	room = mmap(NULL, ROOM, PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ASSERT_NE(MAP_FAILED, room);
	START_CHILD(&self->child, open_owned, &variant->n);
	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM, 0, self->plan.ends));
}

FIXTURE_TEARDOWN(userns)
{
	child_end(&self->reader);
	child_end(&self->child);
}

/* In a test: open @file, and have it read inside from beginning to end. */
#define READ_INSIDE(file)                                                   \
	do {                                                                \
		int fd_ = variant->inherited ? open(file, O_RDONLY) : -1;   \
									    \
		self->plan.fd = fd_;                                        \
		START_CHILD(&self->reader, read_inside, &self->plan);       \
		if (self->reader.shared[ERROR])                             \
			SKIP(return, "no user namespaces here: %s",         \
			     strerror(self->reader.shared[ERROR]));         \
		ASSERT_TRUE(map_numbers(self->reader.pid, "uid_map",        \
					variant->mapping));                 \
		ASSERT_TRUE(map_numbers(self->reader.pid, "gid_map",        \
					variant->mapping));                 \
		if (fd_ < 0) {                                              \
			fd_ = open(file, O_RDONLY);                         \
			ASSERT_EQ(0, scm_send(self->plan.ends[0], fd_));    \
		}                                                           \
		ASSERT_TRUE(child_go(&self->reader));                       \
		self->plan.fd = fd_;                                        \
	} while (0)

static void check_owners(struct __test_metadata *_metadata, size_t n,
			 const struct fdmap_document *document)
{
	const struct fdmap_inode *inode;
	size_t i;

	for (i = 0; i < n; i++) {
		inode = fdmap_inode(document, FIRST + i);
		ASSERT_NE(NULL, inode);
		EXPECT_EQ(UID(i, n), inode->uid);
		EXPECT_EQ(GID(i, n), inode->gid);
	}
}

/* The very bytes that whoever opened the file reads. */
TEST_F(userns, see_owners_as_whoever_opened_the_file_does)
{
	struct fdmap_document *document;
	const char *difference;
	char file[64], *bytes;
	size_t length;

	snprintf(file, sizeof(file), FDMAP_DIR "/%d", self->child.pid);
	READ_INSIDE(file);
	ASSERT_EQ(0, lseek(self->plan.fd, 0, SEEK_SET));
	bytes = slurp(self->plan.fd, 1 << 16, &length);
	ASSERT_NE(NULL, bytes);
	EXPECT_EQ(length, (size_t)self->reader.shared[LENGTH]);
	EXPECT_EQ(0, memcmp(bytes, room, length));
	document = fdmap_parse(room, self->reader.shared[LENGTH]);
	ASSERT_NE(NULL, document) TH_LOG("%s", fdmap_error);
	check_owners(_metadata, variant->n, document);
	difference = differs(document, self->child.pid);
	EXPECT_EQ(NULL, difference) TH_LOG("%s", difference);
}

TEST_F(userns, see_owners_in_all_as_whoever_opened_it_does)
{
	struct fdmap_document *document;
	struct fdmap_text text;
	int found = 0;

	READ_INSIDE(FDMAP_DIR "/all");
	ASSERT_EQ(0, fdmap_text_init(&text, room, self->reader.shared[LENGTH]));
	while ((document = fdmap_next(&text))) {
		if (document->pid == self->child.pid) {
			check_owners(_metadata, variant->n, document);
			found++;
		}
		fdmap_free(document);
	}
	EXPECT_STREQ("", fdmap_error);
	EXPECT_EQ(1, found);
}

FDMAP_TEST_MAIN
