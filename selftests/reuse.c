// SPDX-License-Identifier: GPL-2.0-only
/*
 * Descriptors that are closed, and files of other kinds opened in their place,
 * at the same addresses, while the process is read: whatever is asked of a file
 * is asked of the one that was copied.
 */
#define _GNU_SOURCE
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#include "factories.h"
#include "fixture.h"
#include "kselftest_harness.h"

#define FIRST 3
#define FILES 100
#define SECONDS 4

static int make_empty_set(void)
{
	return epoll_create1(0);
}

static int (*const makes[])(void) = {
	make_empty_set, make_null_device, make_event_counter, make_process,
	make_timer, make_unix_stream, make_inotify_group, make_memory_file,
	make_signals,
};

/* The lowest free descriptor is the one that was closed last. */
static void take_turns(struct child *child, void *unused)
{
	unsigned int turn = 0;
	int fd;

	(void)unused;
	close_range(FIRST, ~0U, 0);
	child_ready(child);
	for (;;) {
		for (fd = FIRST; fd < FIRST + FILES; fd++) {
			close(fd);
			if (makes[turn++ % ARRAY_SIZE(makes)]() != fd)
				_exit(1);
		}
	}
}

TEST(other_kinds_in_the_same_place)
{
	struct fdmap_document *document;
	struct child child;
	time_t end;
	int n = 0;

	START_CHILD(&child, take_turns, NULL);
	child_release(&child);
	for (end = time(NULL) + SECONDS; time(NULL) < end; n++) {
		document = READ_PID(child.pid);
		ASSERT_LE(FIRST, document->descriptors.count);
		fdmap_free(document);
	}
	TH_LOG("read %d times", n);
	child_end(&child);
}

FDMAP_TEST_MAIN
