// SPDX-License-Identifier: GPL-2.0-only
/*
 * A large table, or address space, that is taken away, replaced or changed while
 * it is copied: the document says so, and what it shows is true of some moment.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "looker.h"
#include "truth.h"

#define DESCRIPTORS 100000
#define FILES	    100
#define ROUNDS	    6
#define DELAY	    5000	/* microseconds more at each round */

/* What happens to the victim, microseconds after it began. */
static void exit_then(useconds_t delay)
{
	usleep(delay);
	_exit(0);
}

static void exec_then(useconds_t delay)
{
	char fd[16];

	snprintf(fd, sizeof(fd), "%d", open("/dev/null", O_WRONLY));
	usleep(delay);
	execl(fixture_path("waiter"), "waiter", fd, NULL);
	_exit(1);
}

/* Unsharing makes a new table only if there is someone to share with. */
static void unshare_then(useconds_t delay)
{
	struct child other;

	if (!child_clone(&other, CLONE_FILES, child_hold, NULL))
		_exit(1);
	usleep(delay);
	unshare(CLONE_FILES);
	for (;;)
		pause();
}

static void churn_then(useconds_t delay)
{
	int fd = DESCRIPTORS / 2 + delay % 1000;

	for (;;) {
		close(fd);
		dup2(fd % FILES, fd);
		fd = FILES + (fd * 7 + 1) % (DESCRIPTORS - FILES);
	}
}

FIXTURE(churn) {
	struct child mother;
	struct fdmap_document *before;
	int seen[FDMAP_NONE + 1];
};

/* @seen: how a document may have been copied */
FIXTURE_VARIANT(churn) {
	void (*act)(useconds_t delay);
	bool seen[FDMAP_NONE + 1];
};

FIXTURE_VARIANT_ADD(churn, exit) {
	.act = exit_then,
	.seen = { [FDMAP_CHUNKED] = true, [FDMAP_TORN] = true,
		  [FDMAP_NONE] = true },
};

FIXTURE_VARIANT_ADD(churn, exec) {
	.act = exec_then,
	.seen = { [FDMAP_CHUNKED] = true, [FDMAP_TORN] = true },
};

FIXTURE_VARIANT_ADD(churn, unshare) {
	.act = unshare_then,
	.seen = { [FDMAP_CHUNKED] = true, [FDMAP_TORN] = true },
};

FIXTURE_VARIANT_ADD(churn, open_and_close) {
	.act = churn_then,
	.seen = { [FDMAP_CHUNKED] = true },
};

/* At each step one victim is born, with a copy of the large table. */
static void mother(struct child *child, void *arg)
{
	const FIXTURE_VARIANT(churn) *variant = arg;
	/* Room for what exec opens. */
	const struct rlimit limit = { DESCRIPTORS + 100, DESCRIPTORS + 100 };
	pid_t victim;
	int fd;

	setrlimit(RLIMIT_NOFILE, &limit);
	signal(SIGCHLD, SIG_IGN);
	close_range(0, ~0U, 0);
	for (fd = 0; fd < DESCRIPTORS; fd++)
		if ((fd < FILES ? open("/dev/null", O_RDWR) :
				  dup(fd % FILES)) != fd)
			_exit(1);
	for (;;) {
		child_ready(child);
		victim = fork();
		if (!victim)
			variant->act(child->shared[1]);
		child->shared[0] = victim;
	}
}

FIXTURE_SETUP(churn)
{
	START_CHILD(&self->mother, mother, variant);
	self->before = READ_PID(self->mother.pid);
	ASSERT_EQ(DESCRIPTORS, self->before->descriptors.count);
}

FIXTURE_TEARDOWN(churn)
{
	child_end(&self->mother);
}

/* The open file of an id, or that which it may be by what [details] says. */
static uint64_t file_of(const struct fdmap_document *document, uint64_t id)
{
	const struct fdmap_detail *row;

	FDMAP_EACH(row, &document->details)
		if (row->file == id && !strcmp(row->key.bytes, "perhaps"))
			return strtoull(row->value.bytes, NULL, 16);
	return id;
}

/* Every open file is one of the mother's; exec opens some more for a while. */
static bool files_are_known(const struct fdmap_document *before,
			    const struct fdmap_document *document)
{
	const struct fdmap_descriptor *row;
	size_t i;

	for (i = 0; i < document->descriptors.count; i++) {
		row = fdmap_descriptor_row(document, i);
		if (file_of(document, row->file) !=
		    fdmap_descriptor(before, row->fd)->file)
			return false;
	}
	return true;
}

/* What was there when the file was opened; NULL if the process was gone. */
static char *read_victim(pid_t victim, size_t *length)
{
	int fd = open_pid(victim);
	char *bytes = fd < 0 ? NULL : slurp(fd, 1 << 20, length);

	close(fd);
	return bytes;
}

TEST_F_TIMEOUT(churn, gives_a_document_that_says_so, 60)
{
	struct fdmap_document *document;
	size_t length, i;
	char *bytes;
	int round;

	for (round = 0; round < ROUNDS; round++) {
		self->mother.shared[1] = round * DELAY;
		ASSERT_TRUE(child_go(&self->mother));
		bytes = read_victim(self->mother.shared[0], &length);
		kill(self->mother.shared[0], SIGKILL);
		if (!bytes)
			continue;
		document = fdmap_parse(bytes, length);
		ASSERT_NE(NULL, document) TH_LOG("%s", fdmap_error);
		self->seen[document->snapshot]++;
		if (variant->act != exec_then)
			EXPECT_TRUE(files_are_known(self->before, document));
		fdmap_free(document);
		free(bytes);
	}
	TH_LOG("%d whole, %d chunked, %d torn, %d none",
	       self->seen[FDMAP_WHOLE], self->seen[FDMAP_CHUNKED],
	       self->seen[FDMAP_TORN], self->seen[FDMAP_NONE]);
	for (i = 0; i <= FDMAP_NONE; i++)
		EXPECT_TRUE(variant->seen[i] || !self->seen[i])
			TH_LOG("snapshot %zu", i);
	EXPECT_LT(0, self->seen[FDMAP_CHUNKED] + self->seen[FDMAP_TORN]);
}

/* The same with an address space: mappings, tries, and tries until it is torn. */
#define MAPPINGS 20000
#define TRIES	 12
#define MOST	 60

/* shared[] of a mother of such victims */
enum { VICTIM, DELAY_OF_IT, STARTED };

FIXTURE(memory) {
	struct child mother;
	double seconds;
	int torn, whole;
};

FIXTURE_VARIANT(memory) {
	void (*act)(useconds_t delay);
};

FIXTURE_VARIANT_ADD(memory, exit) {
	.act = exit_then,
};

FIXTURE_VARIANT_ADD(memory, exec) {
	.act = exec_then,
};

/* At each step one victim is born, with a copy of the mappings. */
static void map_and_bear(struct child *child, void *arg)
{
	const FIXTURE_VARIANT(memory) *variant = arg;
	int fd = memfd_create("mapped", 0), i;
	pid_t victim;

	signal(SIGCHLD, SIG_IGN);
	for (i = 0; i < MAPPINGS; i++)	/* of one page: they are not merged */
		if (mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0) ==
		    MAP_FAILED)
			_exit(1);
	for (;;) {
		child_ready(child);
		victim = fork();
		if (!victim) {
			while (!__atomic_load_n(&child->shared[STARTED],
						__ATOMIC_ACQUIRE))
				sched_yield();
			variant->act(child->shared[DELAY_OF_IT]);
		}
		child->shared[VICTIM] = victim;
	}
}

/*
 * Both on one CPU: then a victim runs when the reader lets others run, and not
 * when it pleases those who run this machine.
 */
FIXTURE_SETUP(memory)
{
	cpu_set_t one;

	CPU_ZERO(&one);
	CPU_SET(sched_getcpu(), &one);
	ASSERT_EQ(0, sched_setaffinity(0, sizeof(one), &one));
	START_CHILD(&self->mother, map_and_bear, variant);
	self->seconds = look_seconds(self->mother.pid);
	ASSERT_LT(0, self->seconds);
}

FIXTURE_TEARDOWN(memory)
{
	child_end(&self->mother);
}

/* Mappings of that file; -1 if there is a row that says there may be more. */
static int64_t mappings_of(const struct fdmap_document *document, uint64_t id)
{
	const struct fdmap_map *map;
	int64_t n = 0;

	FDMAP_EACH(map, &document->maps) {
		if (strcmp(map->as, "map") && strcmp(map->as, "exe"))
			return -1;
		n += map->file.value == id ? map->count : 0;
	}
	return n;
}

static bool is_torn(const struct fdmap_document *document)
{
	const struct fdmap_map *map;

	FDMAP_EACH(map, &document->maps)
		if (!strcmp(map->as, "torn"))
			return true;
	return false;
}

/* All of them or none, or it is said that some may be missing. */
TEST_F_TIMEOUT(memory, gives_all_mappings_or_says_so, 60)
{
	long *shared = self->mother.shared;
	struct fdmap_document *document;
	int64_t mappings;
	uint64_t file;
	size_t length;
	char *bytes;
	int try;

	file = fdmap_file(READ_PID(self->mother.pid), 3)->id;
	for (try = 0; try < TRIES || (!self->torn && try < MOST); try++) {
		shared[STARTED] = false;
		shared[DELAY_OF_IT] = self->seconds * 1e6 * (try % TRIES) /
				      TRIES;
		ASSERT_TRUE(child_go(&self->mother));
		__atomic_store_n(&shared[STARTED], true, __ATOMIC_RELEASE);
		bytes = read_victim(shared[VICTIM], &length);
		kill(shared[VICTIM], SIGKILL);
		if (!bytes)
			continue;
		document = fdmap_parse(bytes, length);
		ASSERT_NE(NULL, document) TH_LOG("%s", fdmap_error);
		mappings = mappings_of(document, file);
		EXPECT_TRUE(mappings <= 0 || mappings == MAPPINGS)
			TH_LOG("%d mappings", (int)mappings);
		self->torn += is_torn(document);
		self->whole += mappings > 0;
		fdmap_free(document);
		free(bytes);
	}
	TH_LOG("%d torn, %d whole, read in %.3f s", self->torn, self->whole,
	       self->seconds);
	EXPECT_LT(0, self->torn);
}

FDMAP_TEST_MAIN
