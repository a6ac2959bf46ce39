// SPDX-License-Identifier: GPL-2.0-only
/*
 * The module is unloaded and loaded again and again while others look up, open,
 * read and list as fast as they can.  They find it or they do not; nothing else
 * may happen, least of all to the kernel.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "reload_workers.h"
#include "scale.h"

#define MIN_CYCLES  3
#define MAX_WORKERS 8

/* Longer than a file is open, or mounted, in all that is done here. */
#define UNLOAD_SECONDS 20

/* What some need more to find it once. */
#define MORE_SECONDS 20

/* After so long workers rest more, microseconds: they may be too many. */
#define CROWDED_SECONDS 1
#define LONG_PAUSE	400000

/* shared[] of a worker; REST is what it is told */
enum { DONE, BAD, BAD_ERRNO, REST };

struct work {
	const char *name;
	int (*once)(void);
};

#define WORK(name) { #name, name }

FIXTURE(reload) {
	struct child workers[MAX_WORKERS];
	const char *parameters;
};

/*
 * @pause: what workers rest at most between two times, microseconds: a module
 *	   that is always in use could never be unloaded
 */
FIXTURE_VARIANT(reload) {
	struct work works[MAX_WORKERS];
	int pause;
};

FIXTURE_VARIANT_ADD(reload, looked_for_in_every_way) {
	.works = {
		WORK(read_own_file), WORK(read_some_of_all),
		WORK(look_up_many), WORK(list_directory),
		WORK(hold_a_name), WORK(stand_in_the_directory),
		WORK(watch_by_inotify), WORK(list_what_is_open),
	},
	.pause = 4000,
};

FIXTURE_VARIANT_ADD(reload, listened_to) {
	.works = {
		WORK(listen_by_fanotify), WORK(look_up_many),
		WORK(look_up_many),
	},
	.pause = 10000,
};

FIXTURE_VARIANT_ADD(reload, permitted) {
	.works = {
		WORK(permit_by_fanotify), WORK(list_directory),
		WORK(look_up_many), WORK(hold_a_name),
	},
	.pause = 1000,
};

FIXTURE_VARIANT_ADD(reload, below_overlayfs) {
	.works = {
		WORK(open_through_overlayfs), WORK(open_through_overlayfs),
		WORK(list_directory),
	},
	.pause = 10000,
};

struct working {
	struct work work;
	int pause;
};

static void work_on(struct child *child, void *arg)
{
	const struct working *working = arg;
	int found;

	srand(getpid());
	child_ready(child);
	for (;;) {
		found = working->work.once();
		if (found < 0)
			child->shared[BAD_ERRNO] = errno;
		child->shared[found < 0 ? BAD : DONE] += found;
		usleep(rand() % (child->shared[REST] ? LONG_PAUSE :
						       working->pause));
	}
}

FIXTURE_SETUP(reload)
{
	struct working working = { .pause = variant->pause };
	int i;

	temp_dir();
	self->parameters = module_parameters();
	for (i = 0; i < MAX_WORKERS && variant->works[i].once; i++) {
		working.work = variant->works[i];
		START_CHILD(&self->workers[i], work_on, &working);
	}
}

FIXTURE_TEARDOWN(reload)
{
	EXPECT_EQ(0, module_restore(self->parameters));
}

static void tell_to_rest(FIXTURE_DATA(reload) *self, bool rest)
{
	int i;

	for (i = 0; i < MAX_WORKERS; i++)
		if (self->workers[i].pid)
			self->workers[i].shared[REST] = rest;
}

/* As soon as nobody has a file open; false if that takes too long. */
static bool unload_in_between(FIXTURE_DATA(reload) *self, int *refused)
{
	time_t start = time(NULL);

	while (module_unload()) {
		if (time(NULL) > start + UNLOAD_SECONDS)
			return false;
		if (time(NULL) > start + CROWDED_SECONDS)
			tell_to_rest(self, true);
		++*refused;
		usleep(rand() % 100);
	}
	tell_to_rest(self, false);
	return true;
}

/* Return: what the kernel lacks for one of them, NULL if nothing. */
static const char *end(struct __test_metadata *_metadata,
		       FIXTURE_DATA(reload) *self,
		       const FIXTURE_VARIANT(reload) *variant)
{
	const char *lacks = NULL;
	int i;

	for (i = 0; i < MAX_WORKERS && variant->works[i].once; i++) {
		const char *name = variant->works[i].name;
		long *shared = self->workers[i].shared;

		if (shared[BAD_ERRNO] == LACKING) {
			lacks = name;
		} else {
			EXPECT_LT(0, shared[DONE])
				TH_LOG("%s never found it", name);
			EXPECT_EQ(0, shared[BAD])
				TH_LOG("%s: %s", name,
				       strerror(shared[BAD_ERRNO]));
		}
		child_end(&self->workers[i]);
	}
	return lacks;
}

static bool was_found_by_all(const FIXTURE_DATA(reload) *self,
			     const FIXTURE_VARIANT(reload) *variant)
{
	int i;

	for (i = 0; i < MAX_WORKERS && variant->works[i].once; i++)
		if (!self->workers[i].shared[DONE] &&
		    !self->workers[i].shared[BAD])
			return false;
	return true;
}

/* On a slow machine some find it only if they have more time. */
static bool is_over(const FIXTURE_DATA(reload) *self,
		    const FIXTURE_VARIANT(reload) *variant, time_t seconds)
{
	return seconds > scale_seconds() &&
	       (seconds > scale_seconds() + MORE_SECONDS ||
		was_found_by_all(self, variant));
}

TEST_F_TIMEOUT(reload, again_and_again, 3600)
{
	int cycles, refused = 0, i;
	time_t start = time(NULL);
	const char *lacks;

	RELOAD_OR_SKIP(self->parameters);
	for (i = 0; i < MAX_WORKERS && variant->works[i].once; i++)
		child_release(&self->workers[i]);
	for (cycles = 0; cycles < MIN_CYCLES ||
	     !is_over(self, variant, time(NULL) - start); cycles++) {
		usleep(rand() % 50000);
		ASSERT_TRUE(unload_in_between(self, &refused));
		usleep(rand() % 5000);
		ASSERT_EQ(0, module_load(""));
	}
	lacks = end(_metadata, self, variant);
	TH_LOG("unloaded %d times, refused %d times", cycles, refused);
	if (lacks)
		SKIP(return, "this kernel cannot %s", lacks);
}

FDMAP_TEST_MAIN
