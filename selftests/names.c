// SPDX-License-Identifier: GPL-2.0-only
/* Names of files and processes that are hard to print, and how they look. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "truth.h"

#define A 3

/* A name, and the form that the ABI page gives it. */
static const struct name {
	const char *bytes, *text;
} names[] = {
	{ "plain", "plain" },
	{ "with blank", "with\\040blank" },
	{ " ", "\\040" },
	{ "new\nline", "new\\012line" },
	{ "tab\tcr\r", "tab\\011cr\\015" },
	{ "back\\slash", "back\\134slash" },
	{ "\\040", "\\134040" },
	{ "\001\033[31mred\177", "\\001\\033[31mred\\177" },
	{ "gr\303\274\303\237e", "gr\303\274\303\237e" },
	{ "\346\227\245\346\234\254", "\346\227\245\346\234\254" },
	{ "\360\237\220\247", "\360\237\220\247" },
	{ "\377\376", "\\377\\376" },
	{ "cut\342\202", "cut\\342\\202" },
	{ "\342\202x", "\\342\\202x" },
	{ "long\300\257", "long\\300\\257" },
	{ "\355\240\200", "\\355\\240\\200" },
	{ "\364\220\200\200", "\\364\\220\\200\\200" },
	{ "\302\205next", "\\302\\205next" },
	{ "\302\240", "\302\240" },
	{ "rtl\342\200\256txt", "rtl\\342\\200\\256txt" },
	{ "\342\200\250\342\201\246\330\234",
	  "\\342\\200\\250\\342\\201\\246\\330\\234" },
	{ "!bang", "!bang" },
	{ "-", "-" },
	{ "[files]", "[files]" },
	{ "(deleted)", "(deleted)" },
};

static void open_names(struct child *child, void *unused)
{
	size_t i;

	(void)child;
	(void)unused;
	for (i = 0; i < ARRAY_SIZE(names); i++)
		make_file(names[i].bytes, O_RDWR);
}

/* The text of a process as it is, ended by a 0 byte. */
static char *text_of(pid_t pid)
{
	int fd = open_pid(pid);
	char *text;
	size_t n;

	text = fd < 0 ? NULL : slurp(fd, 1 << 16, &n);
	close(fd);
	return text;
}

TEST(files)
{
	struct fdmap_document *document;
	char want[256], *text;
	struct child child;
	size_t i;

	temp_dir();
	START_CHILD(&child, open_names, NULL);
	document = READ_TRUE(child.pid);
	text = text_of(child.pid);
	ASSERT_NE(NULL, text);
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		snprintf(want, sizeof(want), "/%s\n", names[i].text);
		EXPECT_NE(NULL, strstr(text, want))
			TH_LOG("'%s' is not there", names[i].text);
		EXPECT_STREQ(names[i].bytes, strrchr(
			fdmap_file(document, A + i)->name.bytes, '/') + 1);
	}
	child_end(&child);
}

static const struct name comms[] = {
	{ "plain", "comm plain " },
	{ "two words", "comm two\\040words " },
	{ "", "comm - " },
	{ "-", "comm \\055 " },
	{ "--", "comm -- " },
	{ "!bang", "comm !bang " },
	{ "snapshot none", "comm snapshot\\040none " },
	{ "new\nline", "comm new\\012line " },
	{ "x) R 1 (y", "comm x)\\040R\\0401\\040(y " },
	{ "\303\251t\303\251", "comm \303\251t\303\251 " },
	{ "\377", "comm \\377 " },
	{ "fifteen bytes..", "comm fifteen\\040bytes.. " },
	/* The kernel cuts at 15 bytes, here inside the last character. */
	{ "12345678901234\303\251", "comm 12345678901234\\303 " },
};

static void take_names(struct child *child, void *unused)
{
	size_t i;

	(void)unused;
	for (i = 0; i < ARRAY_SIZE(comms); i++) {
		prctl(PR_SET_NAME, comms[i].bytes);
		child_ready(child);
	}
}

TEST(processes)
{
	struct child child;
	char *text;
	size_t i;

	START_CHILD(&child, take_names, NULL);
	for (i = 0; i < ARRAY_SIZE(comms); i++) {
		READ_TRUE(child.pid);
		text = text_of(child.pid);
		ASSERT_NE(NULL, text);
		EXPECT_NE(NULL, strstr(text, comms[i].text))
			TH_LOG("no '%s' in %.80s", comms[i].text, text);
		ASSERT_TRUE(child_go(&child));
	}
	child_end(&child);
}

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
