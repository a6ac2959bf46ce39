// SPDX-License-Identifier: GPL-2.0-only
/*
 * Everything that fdmap shows changes at once, on all CPUs, while it is read,
 * listed, and in one case unloaded and loaded.  Every document keeps the rules,
 * and afterwards that of a quiet process is still exactly right.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "factories.h"
#include "fixture.h"
#include "kselftest_harness.h"
#include "scale.h"
#include "storm_readers.h"
#include "stressors.h"
#include "truth.h"

#define UNLOAD_SECONDS 60

/* shared[] of a reader behind its counts: the reason of the last bad one. */
#define REASON (READING_BAD + 1)

/*
 * @quiet: has something of every kind
 * @changers: so many that each CPU has one, and there is one of each kind
 */
FIXTURE(storm) {
	struct child quiet, *changers, *readers;
	size_t n_changers;
	struct fdmap_document *before;
	const char *parameters;
};

/*
 * @reload: unload and load the module all the time
 * @pause: what readers rest at most between two readings, microseconds: a
 *	   module that is always in use could never be unloaded
 */
FIXTURE_VARIANT(storm) {
	bool reload;
	int pause;
};

FIXTURE_VARIANT_ADD(storm, module_stays) {
	.reload = false,
	.pause = 4000,
};

FIXTURE_VARIANT_ADD(storm, module_comes_and_goes) {
	.reload = true,
	.pause = 400000,
};

struct reading_on {
	const struct storm_reader *reader;
	int pause;
};

/* Preferred to the changers, which are many. */
static void read_on(struct child *child, void *arg)
{
	const struct reading_on *on = arg;
	enum reading reading;

	srand(getpid());
	setpriority(PRIO_PROCESS, 0, -10);
	child_ready(child);
	for (;;) {
		reading = on->reader->read();
		if (reading == READING_BAD)
			strcpy((char *)&child->shared[REASON], fdmap_error);
		child->shared[reading]++;
		usleep(rand() % on->pause);
	}
}

static void change_on(struct child *child, void *arg)
{
	child_ready(child);
	stressor_run(arg);
}

static void open_each(struct child *child, void *unused)
{
	(void)child;
	(void)unused;
	make_each();
	dup(make_file("quiet", O_RDWR));
}

/* All wait for the storm to begin. */
FIXTURE_SETUP(storm)
{
	size_t cpus = sysconf(_SC_NPROCESSORS_ONLN);
	struct reading_on on = { .pause = variant->pause };
	size_t i;

	temp_dir();
	self->parameters = module_parameters();
	START_CHILD(&self->quiet, open_each, NULL);
	self->before = READ_TRUE(self->quiet.pid);
	self->n_changers = cpus > n_stressors ? cpus : n_stressors;
	self->changers = calloc(self->n_changers, sizeof(struct child));
	self->readers = calloc(n_storm_readers, sizeof(struct child));
	for (i = 0; i < self->n_changers; i++)
		START_CHILD(&self->changers[i], change_on,
			    &stressors[i % n_stressors]);
	for (i = 0; i < n_storm_readers; i++) {
		on.reader = &storm_readers[i];
		START_CHILD(&self->readers[i], read_on, &on);
	}
}

FIXTURE_TEARDOWN(storm)
{
	child_end(&self->quiet);
	EXPECT_EQ(0, module_restore(self->parameters));
}

static void begin(FIXTURE_DATA(storm) *self)
{
	size_t i;

	for (i = 0; i < self->n_changers; i++)
		child_release(&self->changers[i]);
	for (i = 0; i < n_storm_readers; i++)
		child_release(&self->readers[i]);
}

/* The children of changers end by themselves. */
static void end(struct __test_metadata *_metadata,
		FIXTURE_DATA(storm) *self)
{
	size_t i;

	for (i = 0; i < self->n_changers; i++) {
		EXPECT_EQ(0, waitpid(self->changers[i].pid, NULL, WNOHANG))
			TH_LOG("%s has ended", stressors[i % n_stressors].name);
		child_end(&self->changers[i]);
	}
	for (i = 0; i < n_storm_readers; i++) {
		const long *shared = self->readers[i].shared;

		TH_LOG("%s: %ld good, %ld gone", storm_readers[i].name,
		       shared[READING_GOOD], shared[READING_GONE]);
		EXPECT_LT(0, shared[READING_GOOD]);
		EXPECT_EQ(0, shared[READING_BAD])
			TH_LOG("%s", (char *)&shared[REASON]);
		child_end(&self->readers[i]);
	}
}

/* Nothing keeps a reference to what the quiet process has open. */
static void check_quiet(struct __test_metadata *_metadata,
			FIXTURE_DATA(storm) *self)
{
	struct fdmap_document *after = READ_TRUE(self->quiet.pid);
	const struct fdmap_descriptor *row;

	ASSERT_EQ(self->before->files.count, after->files.count);
	ASSERT_EQ(self->before->inodes.count, after->inodes.count);
	EXPECT_EQ(fdmap_table(self->before)->users, fdmap_table(after)->users);
	FDMAP_EACH(row, &after->descriptors) {
		if (row->fd <= STDERR_FILENO)	/* others have it too */
			continue;
		EXPECT_EQ(fdmap_file(self->before, row->fd)->refs,
			  fdmap_file(after, row->fd)->refs)
			TH_LOG("descriptor %d", (int)row->fd);
	}
}

/* As soon as nobody has a file open; -EWOULDBLOCK if that takes too long. */
static int unload_in_between(void)
{
	time_t until = time(NULL) + UNLOAD_SECONDS;
	int error;

	do {
		error = module_unload();
		usleep(100);
	} while (error == -EWOULDBLOCK && time(NULL) < until);
	return error;
}

TEST_F_TIMEOUT(storm, while_everything_changes, 3600)
{
	time_t until = time(NULL) + scale_seconds();
	int cycles = 0;

	if (variant->reload)
		RELOAD_OR_SKIP(self->parameters);
	begin(self);
	while (time(NULL) < until) {
		usleep(rand() % 100000);
		if (!variant->reload)
			continue;
		ASSERT_EQ(0, unload_in_between());
		ASSERT_EQ(0, module_load(self->parameters));
		cycles++;
	}
	end(_metadata, self);
	check_quiet(_metadata, self);
	TH_LOG("the module was unloaded %d times", cycles);
	EXPECT_EQ(variant->reload, cycles > 0);
}

FDMAP_TEST_MAIN
