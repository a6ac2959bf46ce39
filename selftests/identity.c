// SPDX-License-Identifier: GPL-2.0-only
/*
 * What FILE and INODE tell apart, and what they tell to be the same, in tables
 * too large for one hold: files that are closed while others are opened, whose
 * memory is used again at once; and files that are shared and stand still.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "crowd.h"
#include "fdmap_check.h"
#include "fixture.h"
#include "kselftest_harness.h"
#include "loners.h"
#include "scale.h"
#include "scm.h"
#include "truth.h"

/* So many documents of all variants are enough, however much time there is. */
#define ENOUGH	 100000
#define VARIANTS 8

/*
 * @documents: how many were read; of these:
 * @chunked: copied in more than one hold
 * @files: two holders have one FILE
 * @inodes: two objects have one INODE
 * @misfits: an inode has what belongs to another one
 */
FIXTURE(crowd) {
	struct child child;
	struct crowd crowd;
	int documents, chunked, files, inodes, misfits;
};

FIXTURE_VARIANT(crowd) {
	const struct loner_sort *sort, *other;
	int threads;
};

#define CROWD(name, sort_, other_, threads_)                                \
	FIXTURE_VARIANT_ADD(crowd, name) {                                  \
		.sort = &loner_##sort_,                                     \
		.other = other_,                                            \
		.threads = threads_,                                        \
	}

CROWD(one_file_again_and_again, regular, NULL, 2);
CROWD(eventfds, eventfd, NULL, 2);
CROWD(epoll_instances, epoll, NULL, 2);
CROWD(memfds, memfd, NULL, 2);
CROWD(pipes, pipe, NULL, 2);
CROWD(sockets, socket, NULL, 2);
CROWD(mapped_and_open, regular, &loner_mapped, 1);
CROWD(in_flight_and_open, regular, &loner_queued, 1);

FIXTURE_SETUP(crowd)
{
	temp_dir();
	if (ftruncate(make_file(LONER_FILE, O_RDWR), 4096))
		_exit(1);
	self->crowd.sort = variant->sort;
	self->crowd.other = variant->other;
	self->crowd.threads = variant->threads;
	START_CHILD(&self->child, crowd_hold, &self->crowd);
}

FIXTURE_TEARDOWN(crowd)
{
	child_end(&self->child);
}

/* How many of these ids are there when there were @most of them already. */
static int repeated(uint64_t *ids, size_t n, size_t most)
{
	int found = 0;
	size_t i;

	qsort(ids, n, sizeof(*ids), fdmap_compare_ids);
	for (i = most; i < n; i++)
		found += ids[i] == ids[i - most];
	return found;
}

/* Holders that have a file in common, though each file has only one. */
static int count_files(const struct fdmap_document *document, uint64_t limit)
{
	uint64_t ids[2 * CROWD_MOST];
	const struct fdmap_descriptor *descriptor;
	const struct fdmap_inflight *inflight;
	const struct fdmap_map *map;
	size_t n = 0;

	FDMAP_EACH(descriptor, &document->descriptors)
		if (descriptor->fd < limit)
			ids[n++] = descriptor->file;
	FDMAP_EACH(map, &document->maps)
		if (!map->file.word && !strcmp(map->as, "map"))
			ids[n++] = map->file.value;
	FDMAP_EACH(inflight, &document->inflight)
		if (!inflight->file.word)
			ids[n++] = inflight->file.value;
	return repeated(ids, n, 1);
}

/* Descriptors that have an inode in common, though they should not. */
static int count_inodes(const struct fdmap_document *document, uint64_t limit,
			const struct loner_sort *sort)
{
	const struct fdmap_descriptor *descriptor;
	const struct fdmap_file *file;
	uint64_t ids[CROWD_MOST];
	size_t n = 0;

	if (!sort->per_inode)
		return 0;
	FDMAP_EACH(descriptor, &document->descriptors) {
		file = fdmap_file_of(document, descriptor->file);
		if (descriptor->fd < limit && !strcmp(file->kind, sort->kind))
			ids[n++] = file->inode;
	}
	return repeated(ids, n, sort->per_inode);
}

/* Inodes of which something is said that belongs to another one. */
static int count_misfits(const struct fdmap_document *document,
			 const struct loner_sort *sort)
{
	const struct fdmap_file *file;
	int found = 0;

	FDMAP_EACH(file, &document->files)
		found += sort->fits && !strcmp(file->kind, sort->kind) &&
			 !sort->fits(document,
				     fdmap_inode_of(document, file->inode));
	return found;
}

/* Unlike read_pid(), without keeping anything of the many that are read. */
static void look(struct __test_metadata *_metadata, FIXTURE_DATA(crowd) *self)
{
	uint64_t limit = self->child.shared[CROWD_LIMIT];
	struct fdmap_document *document;
	int fd = open_pid(self->child.pid);
	size_t length;
	char *bytes;

	bytes = slurp(fd, 1 << 20, &length);
	close(fd);
	ASSERT_NE(NULL, bytes) TH_LOG("%s", fdmap_error);
	document = fdmap_parse(bytes, length);
	ASSERT_NE(NULL, document) TH_LOG("%s", fdmap_error);
	self->documents++;
	self->chunked += document->snapshot == FDMAP_CHUNKED;
	self->files += !!count_files(document, limit);
	self->inodes += !!count_inodes(document, limit, self->crowd.sort);
	self->misfits += !!count_misfits(document, self->crowd.sort);
	fdmap_free(document);
	free(bytes);
}

TEST_F_TIMEOUT(crowd, no_two_are_taken_for_one, 3600)
{
	time_t end = time(NULL) + scale_variant_seconds();

	/* Preferred to who lets files come and go. */
	setpriority(PRIO_PROCESS, 0, -20);
	child_release(&self->child);
	while (time(NULL) < end && self->documents < ENOUGH / VARIANTS)
		look(_metadata, self);
	TH_LOG("%d documents, %d chunked, %ld turns", self->documents,
	       self->chunked, self->child.shared[CROWD_TURNS]);
	EXPECT_EQ(self->documents, self->chunked);
	EXPECT_LT(self->documents, self->child.shared[CROWD_TURNS]);
	EXPECT_EQ(0, self->files);
	EXPECT_EQ(0, self->inodes);
	EXPECT_EQ(0, self->misfits);
}

/* Files that stand still: the first half of a table has them, and the second. */
#define STILL 1100

/* How often it is read. */
#define ROUNDS 10

/* These are also mapped, and in flight. */
enum { MAPPED, QUEUED };

FIXTURE(still) {
	struct child child;
};

/* @contended: whether others want the locks of the table all the time */
FIXTURE_VARIANT(still) {
	bool contended;
};

FIXTURE_VARIANT_ADD(still, undisturbed) {
	.contended = false,
};

FIXTURE_VARIANT_ADD(still, while_others_want_the_locks) {
	.contended = true,
};

/* Closing what is not open takes the lock of the table's slots. */
static void *want_slots(void *unused)
{
	for (;;)
		close(CROWD_MOST - 1);
	return unused;
}

/* A name is changed under the lock that holds the table. */
static void want_table(void)
{
	for (;;)
		prctl(PR_SET_NAME, "still");
}

static void hold_twice(struct child *child, void *contended)
{
	pthread_t thread;
	int i, pair[2];

	crowd_clear_table();
	for (i = 0; i < STILL; i++)
		if (open(LONER_FILE, O_RDONLY) != i)
			_exit(1);
	for (i = 0; i < STILL; i++)
		if (dup(i) != STILL + i)
			_exit(1);
	if (mmap(NULL, 4096, PROT_READ, MAP_SHARED, MAPPED, 0) == MAP_FAILED ||
	    socketpair(AF_UNIX, SOCK_STREAM, 0, pair) ||
	    scm_send(pair[0], QUEUED))
		_exit(1);
	if (!*(bool *)contended)
		return;
	if (pthread_create(&thread, NULL, want_slots, NULL))
		_exit(1);
	child_ready(child);
	want_table();
}

FIXTURE_SETUP(still)
{
	temp_dir();
	if (ftruncate(make_file(LONER_FILE, O_RDWR), 4096))
		_exit(1);
	START_CHILD(&self->child, hold_twice, &variant->contended);
	if (variant->contended)
		child_release(&self->child);
}

FIXTURE_TEARDOWN(still)
{
	child_end(&self->child);
}

/* Pairs of descriptors that are not what they are: one file of its own. */
static int count_parted(const struct fdmap_document *document)
{
	const struct fdmap_file *file, *other;
	uint64_t ids[STILL];
	int fd, found = 0;

	for (fd = 0; fd < STILL; fd++) {
		file = fdmap_file(document, fd);
		other = fdmap_file(document, STILL + fd);
		found += file != other || file->refs != 2U + (fd <= QUEUED) ||
			 file->inode != fdmap_file(document, 0)->inode;
		ids[fd] = file->id;
	}
	return found + repeated(ids, STILL, 1);
}

static bool is_mapped(const struct fdmap_document *document, uint64_t file)
{
	const struct fdmap_map *map;

	FDMAP_EACH(map, &document->maps)
		if (!map->file.word && map->file.value == file)
			return true;
	return false;
}

static bool is_queued(const struct fdmap_document *document, uint64_t file)
{
	const struct fdmap_inflight *inflight;

	FDMAP_EACH(inflight, &document->inflight)
		if (!inflight->file.word && inflight->file.value == file)
			return true;
	return false;
}

TEST_F_TIMEOUT(still, what_is_shared_is_shown_as_one, 60)
{
	bool listed = scm_is_listed();
	struct fdmap_document *document;
	int i;

	ASSERT_TRUE(same_file(self->child.pid, 0, self->child.pid, STILL));
	for (i = 0; i < ROUNDS; i++) {
		document = READ_PID(self->child.pid);
		EXPECT_EQ(FDMAP_CHUNKED, document->snapshot);
		EXPECT_EQ(0, count_parted(document));
		EXPECT_TRUE(is_mapped(document,
				      fdmap_file(document, MAPPED)->id));
		EXPECT_EQ(listed, is_queued(document,
					    fdmap_file(document, QUEUED)->id));
		fdmap_free(document);
	}
}

FDMAP_TEST_MAIN
