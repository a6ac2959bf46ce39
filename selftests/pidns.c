// SPDX-License-Identifier: GPL-2.0-only
/* PID namespaces: a reader sees its own processes, by its own numbers. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "truth.h"

/* shared[] of the namespace's first process */
enum {
	INNER_PID,	/* of its child, as it sees it */
	OWN_DOCUMENT,	/* pid and tgid of its own document are 1 */
	INNER_TABLE,	/* id of its child's table */
	LISTED,		/* processes listed in the directory */
	LISTED_OTHERS,	/* of these, other than the two */
	IN_ALL,		/* documents in `all` */
	OUTER_ERRNO,	/* of opening its number outside */
	OUTER_PID,	/* that number; written by the test */
};

static void count_listed(struct child *child)
{
	DIR *dir = opendir(FDMAP_DIR);
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		if (entry->d_name[0] < '0' || entry->d_name[0] > '9')
			continue;
		child->shared[LISTED]++;
		child->shared[LISTED_OTHERS] +=
			atoi(entry->d_name) != 1 &&
			atoi(entry->d_name) != child->shared[INNER_PID];
	}
	closedir(dir);
}

/* -1 if something in the text was wrong. */
static long documents_in_all(void)
{
	int fd = open(FDMAP_DIR "/all", O_RDONLY | O_CLOEXEC);
	struct fdmap_text text;
	size_t length;
	char *bytes = slurp(fd, 1 << 16, &length);
	long n = 0;

	close(fd);
	if (!bytes || fdmap_text_init(&text, bytes, length))
		return -1;
	while (fdmap_next(&text))
		n++;
	return *fdmap_error ? -1 : n;
}

static void look_from_inside(struct child *child, void *unused)
{
	struct fdmap_document *document;
	struct child inner;

	(void)unused;
	if (!child_start(&inner, child_hold, NULL))
		_exit(1);
	child->shared[INNER_PID] = inner.pid;
	child_ready(child);
	document = read_pid(getpid());
	child->shared[OWN_DOCUMENT] = document && document->pid == 1 &&
				      document->tgid == 1;
	document = read_pid(inner.pid);
	child->shared[INNER_TABLE] = document ? fdmap_table(document)->id : 0;
	count_listed(child);
	child->shared[IN_ALL] = documents_in_all();
	child->shared[OUTER_ERRNO] =
		open_pid(child->shared[OUTER_PID]) < 0 ? errno : 0;
}

FIXTURE(pidns) {
	struct child first;
	pid_t inner;	/* as seen from outside */
};

/* The process whose number in its own namespace is @nr. */
static pid_t find_inner(pid_t parent, pid_t nr)
{
	char path[128], line[256];
	int outer, inner, found = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/task/%d/children", parent,
		 parent);
	file = fopen(path, "re");
	if (!file || fscanf(file, "%d", &outer) != 1)
		return 0;
	fclose(file);
	snprintf(path, sizeof(path), "/proc/%d/status", outer);
	file = fopen(path, "re");
	while (file && fgets(line, sizeof(line), file))
		if (sscanf(line, "NSpid: %*d %d", &inner) == 1)
			found = inner == nr;
	if (file)
		fclose(file);
	return found ? outer : 0;
}

FIXTURE_SETUP(pidns)
{
	ASSERT_TRUE(child_clone(&self->first, CLONE_NEWPID, look_from_inside,
				NULL));
	self->inner = find_inner(self->first.pid,
				 self->first.shared[INNER_PID]);
	ASSERT_LT(0, self->inner);
	/* A number that only the outside has. */
	self->first.shared[OUTER_PID] = self->first.pid;
}

FIXTURE_TEARDOWN(pidns)
{
	child_end(&self->first);
}

TEST_F(pidns, numbers_are_the_reader_s)
{
	struct fdmap_document *outside = READ_TRUE(self->inner);

	ASSERT_TRUE(child_go(&self->first));
	EXPECT_EQ(2, self->first.shared[INNER_PID]);
	EXPECT_TRUE(self->first.shared[OWN_DOCUMENT]);
	EXPECT_NE(2, outside->pid);
	EXPECT_EQ(fdmap_table(outside)->id,
		  (uint64_t)self->first.shared[INNER_TABLE]);
}

TEST_F(pidns, only_processes_of_the_namespace_are_there)
{
	ASSERT_TRUE(child_go(&self->first));
	EXPECT_EQ(2, self->first.shared[LISTED]);
	EXPECT_EQ(0, self->first.shared[LISTED_OTHERS]);
	EXPECT_EQ(2, self->first.shared[IN_ALL]);
	ASSERT_LT(2, self->first.pid);
	EXPECT_EQ(ENOENT, self->first.shared[OUTER_ERRNO]);
}

/* Both look up one name at a time, which is another process to each. */
TEST_F(pidns, one_name_may_be_two_processes)
{
	int held = open(FDMAP_DIR "/1", O_RDONLY | O_CLOEXEC);
	struct fdmap_document *document;

	ASSERT_LE(0, held);
	ASSERT_TRUE(child_go(&self->first));
	EXPECT_TRUE(self->first.shared[OWN_DOCUMENT]);
	document = READ_PID(1);
	EXPECT_EQ(1, document->pid);
	EXPECT_NE(fdmap_table(document)->id,
		  (uint64_t)self->first.shared[INNER_TABLE]);
	close(held);
}

FDMAP_TEST_MAIN
