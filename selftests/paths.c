// SPDX-License-Identifier: GPL-2.0-only
/* Paths that are long, or that lie where the reader cannot see. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "truth.h"

#define A 3

/* A path of exactly @length bytes below @dir: the file's. */
struct deep {
	char path[3 * PATH_MAX];
	size_t length;
};

/* Go down in steps short enough for the kernel to take. */
static void make_deep_file(struct child *child, void *arg)
{
	struct deep *deep = arg;
	size_t n, left;
	char step[256];

	(void)child;
	if (!getcwd(deep->path, PATH_MAX))
		_exit(1);
	for (n = strlen(deep->path); n < deep->length; n += strlen(step) + 1) {
		left = deep->length - n - 1;
		/* The last step is the file, and never shorter than 1. */
		memset(step, 'x', sizeof(step));
		step[left > 210 ? 200 : left] = 0;
		sprintf(deep->path + n, "/%s", step);
		if (left <= 210)
			make_file(step, O_RDWR);
		else if ((mkdir(step, 0755) && errno != EEXIST) || chdir(step))
			_exit(1);
	}
}

FIXTURE(deep) {
	struct child child;
	struct deep *deep;
};

FIXTURE_VARIANT(deep) {
	size_t length;
	int error;	/* of readlink(2) */
};

/* readlink(2) has a page for the name with its end. */
FIXTURE_VARIANT_ADD(deep, as_long_as_it_gets) {
	.length = PATH_MAX - 2,
	.error = 0,
};

FIXTURE_VARIANT_ADD(deep, path_max) {
	.length = PATH_MAX - 1,
	.error = 0,
};

FIXTURE_VARIANT_ADD(deep, one_more) {
	.length = PATH_MAX,
	.error = ENAMETOOLONG,
};

FIXTURE_VARIANT_ADD(deep, twice) {
	.length = 2 * PATH_MAX,
	.error = ENAMETOOLONG,
};

FIXTURE_VARIANT_ADD(deep, nearly_three_times) {
	.length = 3 * PATH_MAX - 1,
	.error = ENAMETOOLONG,
};

FIXTURE_SETUP(deep)
{
	temp_dir();
	self->deep = mmap(NULL, sizeof(*self->deep), PROT_READ | PROT_WRITE,
			  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	self->deep->length = variant->length;
	START_CHILD(&self->child, make_deep_file, self->deep);
}

FIXTURE_TEARDOWN(deep)
{
	child_end(&self->child);
}

/* The whole name, or an error marker where the kernel has no room for it. */
TEST_F(deep, the_row_stays)
{
	struct fdmap_document *document = READ_TRUE(self->child.pid);
	const struct fdmap_name *name = &fdmap_file(document, A)->name;
	char link[PATH_MAX + 1], path[64];
	ssize_t n;

	snprintf(path, sizeof(path), "/proc/%d/fd/%d", self->child.pid, A);
	n = readlink(path, link, sizeof(link));
	ASSERT_EQ(variant->error, n < 0 ? errno : 0);
	ASSERT_EQ(variant->length, strlen(self->deep->path));
	if (name->error) {
		EXPECT_EQ(ENAMETOOLONG, variant->error);
		EXPECT_STREQ("ENAMETOOLONG", name->error);
	} else {
		EXPECT_STREQ(self->deep->path, name->bytes);
	}
	EXPECT_EQ(4, document->descriptors.count);
}

/* A mount of the child's own, then not even its own any more. */
static void detach_mount(struct child *child, void *unused)
{
	(void)unused;
	if (mkdir("mnt", 0755) || unshare(CLONE_NEWNS) ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("fdmap", "mnt", "tmpfs", 0, NULL))
		_exit(1);
	make_file("mnt/file", O_RDWR);
	child_ready(child);
	if (umount2("mnt", MNT_DETACH))
		_exit(1);
}

TEST(mounts_that_the_reader_does_not_see)
{
	struct child child;

	temp_dir();
	START_CHILD(&child, detach_mount, NULL);
	READ_TRUE(child.pid);
	ASSERT_TRUE(child_go(&child));
	READ_TRUE(child.pid);
	child_end(&child);
}

enum { INSIDE = 10, OUTSIDE };

struct view {
	pid_t target;
	int fdmap, proc;	/* opened before the root changed */
};

static void keep_file(struct child *child, void *unused)
{
	(void)child;
	(void)unused;
	if (dup2(make_file("inside", O_RDWR), INSIDE) != INSIDE ||
	    dup2(open("/dev/null", O_RDONLY), OUTSIDE) != OUTSIDE)
		_exit(1);
}

/* In another root: the name is as this reader's own readlink(2) shows it. */
static bool names_agree(const struct view *view)
{
	struct fdmap_document *document;
	char path[64], link[PATH_MAX] = "", *bytes;
	const struct fdmap_file *file;
	size_t length;
	int i;

	snprintf(path, sizeof(path), "%d", view->target);
	bytes = slurp(openat(view->fdmap, path, O_RDONLY), 4096, &length);
	document = bytes ? fdmap_parse(bytes, length) : NULL;
	for (i = INSIDE; document && i <= OUTSIDE; i++) {
		file = fdmap_file(document, i);
		snprintf(path, sizeof(path), "%d/fd/%d", view->target, i);
		memset(link, 0, sizeof(link));
		if (readlinkat(view->proc, path, link, sizeof(link) - 1) < 0 ||
		    strcmp(link, file->name.bytes)) {
			fprintf(stderr, "# NAME '%s' not '%s'\n",
				file->name.bytes, link);
			return false;
		}
	}
	return document;
}

static void read_in_another_root(struct child *child, void *arg)
{
	child->shared[0] = !chroot(".") && !chdir("/") && names_agree(arg);
}

TEST(a_reader_with_another_root)
{
	struct child target, reader;
	struct view view = {
		.fdmap = open(FDMAP_DIR, O_RDONLY | O_DIRECTORY | O_CLOEXEC),
		.proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC),
	};

	temp_dir();
	START_CHILD(&target, keep_file, NULL);
	view.target = target.pid;
	START_CHILD(&reader, read_in_another_root, &view);
	EXPECT_TRUE(reader.shared[0]);
	child_end(&reader);
	child_end(&target);
}

FDMAP_TEST_MAIN
