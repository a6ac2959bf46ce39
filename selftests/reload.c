// SPDX-License-Identifier: GPL-2.0-only
/*
 * The module is unloaded and loaded again and again while others look up, open,
 * read and list as fast as they can.  They find it or they do not; nothing else
 * may happen, least of all to the kernel.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "truth.h"

#define SECONDS	   8
#define MIN_CYCLES 3

/* shared[] of a worker */
enum { DONE, BAD, BAD_ERRNO };

/*
 * Each of these does one thing once: 1 if it found the module, 0 if it did not,
 * -1 and errno if something was wrong.
 */
static int found_if(bool good)
{
	if (good)
		return 1;
	/* Unloaded; its file gone; on its way out. */
	return errno == ENOENT || errno == ENXIO || errno == ENODEV ? 0 : -1;
}

static int read_own_file(void)
{
	struct fdmap_document *document;
	int fd = open_pid(getpid());
	size_t length;
	char *bytes;

	if (fd < 0)
		return found_if(false);
	bytes = slurp(fd, 1000, &length);
	close(fd);
	document = bytes ? fdmap_parse(bytes, length) : NULL;
	free(bytes);
	fdmap_free(document);
	return document ? 1 : -1;
}

/* Parts of documents, for its end is not waited for. */
static int read_some_of_all(void)
{
	int fd = open(FDMAP_DIR "/all", O_RDONLY | O_CLOEXEC);
	char bytes[3000];
	ssize_t n;

	if (fd < 0)
		return found_if(false);
	n = read(fd, bytes, sizeof(bytes));
	close(fd);
	return n > 0 ? 1 : -1;
}

static int look_up_many(void)
{
	char path[64];
	struct stat st;
	int pid, found = 0;

	for (pid = 0; pid < 50; pid++) {
		snprintf(path, sizeof(path), FDMAP_DIR "/%d", pid);
		found += !stat(path, &st);
	}
	return found_if(found);
}

static int list_directory(void)
{
	DIR *dir = opendir(FDMAP_DIR);

	if (!dir)
		return found_if(false);
	while (readdir(dir))
		;
	closedir(dir);
	return 1;
}

/* A name held over the module's end, opened then. */
static int hold_a_name(void)
{
	int held = open(FDMAP_DIR "/1", O_PATH | O_CLOEXEC), fd, error;
	char path[64];

	if (held < 0)
		return found_if(false);
	usleep(rand() % 20000);	/* within a load, or over its end */
	snprintf(path, sizeof(path), "/proc/self/fd/%d", held);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	error = errno;
	close(fd);
	close(held);
	errno = error;
	return found_if(fd >= 0);
}

static int stand_in_the_directory(void)
{
	int fd, error;

	if (chdir(FDMAP_DIR))
		return found_if(false);
	usleep(rand() % 20000);	/* within a load, or over its end */
	fd = open("all", O_RDONLY | O_CLOEXEC);
	error = errno;
	close(fd);
	if (chdir("/"))
		return -1;
	errno = error;
	return found_if(fd >= 0);
}

static int (*const works[])(void) = {
	read_own_file,	read_some_of_all, look_up_many,
	list_directory, hold_a_name,	  stand_in_the_directory,
};

/* With pauses: a module that is always in use could never be unloaded. */
static void work(struct child *child, void *arg)
{
	int (*const *what)(void) = arg;
	int found;

	child_ready(child);
	for (;;) {
		found = (*what)();
		if (found < 0)
			child->shared[BAD_ERRNO] = errno;
		child->shared[found < 0 ? BAD : DONE] += found;
		usleep(rand() % 4000);
	}
}

FIXTURE(reload) {
	struct child workers[ARRAY_SIZE(works)];
	const char *parameters;
};

FIXTURE_SETUP(reload)
{
	size_t i;

	self->parameters = module_parameters();
	for (i = 0; i < ARRAY_SIZE(works); i++)
		START_CHILD(&self->workers[i], work, &works[i]);
}

FIXTURE_TEARDOWN(reload)
{
	EXPECT_EQ(0, module_restore(self->parameters));
}

/* Unload as soon as nobody has a file open; false after two seconds. */
static bool unload_in_between(int *refused)
{
	int i;

	for (i = 0; i < 20000; i++) {
		if (!module_unload())
			return true;
		++*refused;
		usleep(100);
	}
	return false;
}

TEST_F_TIMEOUT(reload, again_and_again, 60)
{
	time_t end = time(NULL) + SECONDS;
	int cycles, refused = 0;
	size_t i;

	RELOAD_OR_SKIP(self->parameters);
	for (i = 0; i < ARRAY_SIZE(works); i++)
		child_release(&self->workers[i]);
	for (cycles = 0; time(NULL) < end; cycles++) {
		usleep(rand() % 20000);
		ASSERT_TRUE(unload_in_between(&refused));
		usleep(rand() % 5000);
		ASSERT_EQ(0, module_load(""));
	}
	for (i = 0; i < ARRAY_SIZE(works); i++) {
		EXPECT_LT(0, self->workers[i].shared[DONE])
			TH_LOG("worker %zu never found it", i);
		EXPECT_EQ(0, self->workers[i].shared[BAD])
			TH_LOG("worker %zu: %s", i, strerror(
			       self->workers[i].shared[BAD_ERRNO]));
		child_end(&self->workers[i]);
	}
	TH_LOG("unloaded %d times, refused %d times", cycles, refused);
	EXPECT_LE(MIN_CYCLES, cycles);
}

FDMAP_TEST_MAIN
