// SPDX-License-Identifier: GPL-2.0-only
/*
 * Allocations that fail while fdmap's files are opened and read: one after
 * another, then at rising rates.  Whatever fails is a clean ENOMEM, what was
 * read before it is the beginning of the right text, and reading can go on.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "factories.h"
#include "fault_injection.h"
#include "fixture.h"
#include "kselftest_harness.h"

/* Nothing that is read here allocates so often. */
#define MAX_NTH 100000

/* Readings at each rate. */
#define READINGS 100

#define STEP 3000

/* Names that are looked up; the others are no different. */
#define LOOK_UPS 10

/* Reading must not touch new memory: page faults would fail as well. */
static char text[8 << 20];

/*
 * struct reading - what came of opening and reading a file
 * @failed: the allocation that was to fail did
 * @error: of open(2), or the first one of read(2), or 0
 * @opened: it was the reading that failed
 * @length: bytes of text, read on without faults after an error
 */
struct reading {
	bool failed;
	int error;
	bool opened;
	size_t length;
};

/* @right: text of the quiet process */
FIXTURE(faults) {
	bool ready;
	struct child quiet;
	char path[64];
	char *right;
	size_t length;
};

static void open_each(struct child *child, void *unused)
{
	(void)child;
	(void)unused;
	make_each();
}

FIXTURE_SETUP(faults)
{
	int fd;

	self->ready = fault_init();
	temp_dir();
	START_CHILD(&self->quiet, open_each, NULL);
	snprintf(self->path, sizeof(self->path), FDMAP_DIR "/%d",
		 self->quiet.pid);
	fd = open_pid(self->quiet.pid);
	self->right = slurp(fd, 1 << 16, &self->length);
	ASSERT_NE(NULL, self->right);
	close(fd);
	memset(text, 1, sizeof(text));
}

FIXTURE_TEARDOWN(faults)
{
	if (self->ready)
		fault_rate(0);
	child_end(&self->quiet);
}

/* In a test, for in a setup that would not end it. */
#define NEEDS_FAULTS                                                        \
	do {                                                                \
		if (!self->ready)                                           \
			SKIP(return, "the kernel lacks CONFIG_FAILSLAB or " \
			     "CONFIG_FAULT_INJECTION_DEBUG_FS");            \
	} while (0)

/* Open and read @path with faults up to the first error. */
static struct reading read_file(const char *path)
{
	struct reading reading = { 0 };
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	if (fd < 0) {
		reading.error = errno;
		reading.failed = fault_end();
		return reading;
	}
	reading.opened = true;
	while ((n = read(fd, text + reading.length, STEP))) {
		if (n > 0) {
			reading.length += n;
			continue;
		}
		if (reading.error)
			break;
		reading.error = errno;
		reading.failed = fault_end();
	}
	if (!reading.error)
		reading.failed = fault_end();
	close(fd);
	return reading;
}

static bool is_clean(const struct reading *reading)
{
	return !reading->error || reading->error == ENOMEM;
}

TEST_F_TIMEOUT(faults, one_after_another_in_a_process_s_file, 600)
{
	int nth, in_open = 0, in_read = 0;
	struct reading reading = { .failed = true };

	NEEDS_FAULTS;
	for (nth = 1; reading.failed && nth < MAX_NTH; nth++) {
		fault_at(nth);
		reading = read_file(self->path);
		ASSERT_TRUE(is_clean(&reading))
			TH_LOG("%d: %s", nth, strerror(reading.error));
		in_open += reading.error && !reading.opened;
		in_read += reading.error && reading.opened;
		if (!reading.opened)
			continue;
		ASSERT_EQ(self->length, reading.length) TH_LOG("%d", nth);
		ASSERT_EQ(0, memcmp(self->right, text, self->length))
			TH_LOG("%d: %s", nth, text);
	}
	TH_LOG("%d allocations, %d failures of open, %d of read", nth - 2,
	       in_open, in_read);
	EXPECT_FALSE(reading.failed);
	EXPECT_LT(0, in_open);
}

/* Whether the quiet process's document is one for which memory was lacking. */
static bool was_too_much(const FIXTURE_DATA(faults) *self, size_t length)
{
	static const char words[] = " snapshot error error ENOMEM\n";
	const char *line, *end;
	char begin[32];

	snprintf(begin, sizeof(begin), "fdmap 1 pid %d ", self->quiet.pid);
	line = memmem(text, length, begin, strlen(begin));
	end = line ? memchr(line, '\n', text + length - line) : NULL;
	return end && memmem(line, end + 1 - line, words, strlen(words));
}

/*
 * Good documents all, that of the quiet process among them, or that there was
 * too little memory for it.
 */
static bool all_is_right(const FIXTURE_DATA(faults) *self, size_t length)
{
	if (memmem(text, length, self->right, self->length) ||
	    was_too_much(self, length))
		return fdmap_keeps_rules(text, length);
	strcpy(fdmap_error, "the quiet process's differs");
	return false;
}

/* Not each of its many allocations, but more of the first than of the last. */
TEST_F_TIMEOUT(faults, one_after_another_in_all, 600)
{
	struct reading reading = { .failed = true };
	int nth, in_read = 0;

	NEEDS_FAULTS;
	for (nth = 1; reading.failed && nth < MAX_NTH; nth += 1 + nth / 8) {
		fault_at(nth);
		reading = read_file(FDMAP_DIR "/all");
		ASSERT_TRUE(is_clean(&reading))
			TH_LOG("%d: %s", nth, strerror(reading.error));
		in_read += reading.error && reading.opened;
		if (!reading.opened)
			continue;
		ASSERT_TRUE(all_is_right(self, reading.length))
			TH_LOG("%d: %s", nth, fdmap_error);
	}
	TH_LOG("%d failures of read before %d", in_read, nth);
	EXPECT_FALSE(reading.failed);
}

/*
 * An error number, or 0 when the whole directory was listed, and some of its
 * names were looked up.
 */
static int list_and_look_up(void)
{
	int fd = open(FDMAP_DIR, O_RDONLY | O_DIRECTORY | O_CLOEXEC), error = 0;
	struct dirent64 *entry;
	struct stat st;
	int look_ups = 0;
	long n = 0, at;

	if (fd < 0)
		return errno;
	while (!error && (n = syscall(SYS_getdents64, fd, text, STEP)) > 0)
		for (at = 0; at < n && !error; at += entry->d_reclen) {
			entry = (void *)(text + at);
			if (look_ups++ < LOOK_UPS &&
			    fstatat(fd, entry->d_name, &st, 0) &&
			    errno != ENOENT)
				error = errno;
		}
	if (n < 0)
		error = errno;
	close(fd);
	return error;
}

TEST_F_TIMEOUT(faults, one_after_another_in_the_directory, 600)
{
	bool failed = true;
	int nth, error;

	NEEDS_FAULTS;
	for (nth = 1; failed && nth < MAX_NTH; nth++) {
		fault_at(nth);
		error = list_and_look_up();
		failed = fault_end();
		ASSERT_TRUE(!error || error == ENOMEM)
			TH_LOG("%d: %s", nth, strerror(error));
	}
	TH_LOG("%d allocations", nth - 2);
	EXPECT_FALSE(failed);
	EXPECT_EQ(0, list_and_look_up());
}

TEST_F_TIMEOUT(faults, at_rising_rates, 600)
{
	static const int rates[] = { 1, 3, 10, 30, 90 };
	struct reading reading;
	int i, in_open = 0;
	size_t rate;

	NEEDS_FAULTS;
	for (rate = 0; rate < ARRAY_SIZE(rates); rate++) {
		fault_rate(rates[rate]);
		for (i = 0; i < READINGS; i++) {
			fault_may();
			reading = read_file(self->path);
			ASSERT_TRUE(is_clean(&reading))
				TH_LOG("%s", strerror(reading.error));
			in_open += !reading.opened;
			if (!reading.opened)
				continue;
			ASSERT_EQ(self->length, reading.length);
			ASSERT_EQ(0, memcmp(self->right, text, self->length));
		}
	}
	TH_LOG("%d of %d failed", in_open, READINGS * (int)ARRAY_SIZE(rates));
	EXPECT_LT(0, in_open);
}

FDMAP_TEST_MAIN
