// SPDX-License-Identifier: GPL-2.0-only
/* Every kind of descriptor has its row, its file operations and its inode. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "factories.h"
#include "fixture.h"
#include "kselftest_harness.h"
#include "truth.h"

FIXTURE(kinds) {
	struct child child;
	struct fdmap_document *document;
};

static void make_all(struct child *child, void *unused)
{
	size_t i;

	(void)unused;
	for (i = 0; i < n_factories; i++) {
		child->shared[i] = factories[i].make();
		if (child->shared[i] < 0)
			child->shared[i] = -errno;
	}
}

FIXTURE_SETUP(kinds)
{
	size_t i;

	START_CHILD(&self->child, make_all, NULL);
	self->document = READ_TRUE(self->child.pid);
	for (i = 0; i < n_factories; i++)
		if (self->child.shared[i] < 0)
			TH_LOG("no %s here: %s", factories[i].name,
			       strerror(-self->child.shared[i]));
}

FIXTURE_TEARDOWN(kinds)
{
	child_end(&self->child);
}

/* Whether @value is one of @list, separated by bars. */
static bool is_one_of(const char *list, const char *value)
{
	size_t n = strlen(value);
	const char *at;

	for (at = list; at; at = strchr(at, '|') ? strchr(at, '|') + 1 : NULL)
		if (!strncmp(at, value, n) && (!at[n] || at[n] == '|'))
			return true;
	return false;
}

TEST_F(kinds, are_nearly_all_there)
{
	size_t i, made = 0;

	for (i = 0; i < n_factories; i++)
		made += self->child.shared[i] >= 0;
	EXPECT_LE(n_factories - 5, made);
}

TEST_F(kinds, file_operations_are_those_of_the_kind)
{
	const struct factory *factory;
	const struct fdmap_file *file;
	size_t i;

	for (i = 0; i < n_factories; i++) {
		factory = &factories[i];
		if (self->child.shared[i] < 0)
			continue;
		file = fdmap_file(self->document, self->child.shared[i]);
		ASSERT_NE(NULL, file) TH_LOG("no row: %s", factory->name);
		EXPECT_TRUE(is_one_of(factory->ops, file->ops))
			TH_LOG("%s: OPS '%s'", factory->name, file->ops);
	}
}

TEST_F(kinds, file_operations_are_symbols_of_the_kernel)
{
	const char *ops, *before = "";
	size_t i;

	for (i = 0; i < self->document->files.count; i++) {
		ops = fdmap_file_row(self->document, i)->ops;
		if (!strcmp(ops, before))
			continue;
		EXPECT_TRUE(symbol_exists(ops))
			TH_LOG("no symbol '%s'", ops);
		before = ops;
	}
	EXPECT_FALSE(symbol_exists("no_such_file_operations"));
}

TEST_F(kinds, inodes_are_those_of_the_kind)
{
	const struct fdmap_inode *inode;
	const struct factory *factory;
	size_t i;

	for (i = 0; i < n_factories; i++) {
		factory = &factories[i];
		if (self->child.shared[i] < 0)
			continue;
		inode = fdmap_inode(self->document, self->child.shared[i]);
		ASSERT_NE(NULL, inode) TH_LOG("no row: %s", factory->name);
		EXPECT_TRUE(is_one_of(factory->type, inode->type))
			TH_LOG("%s: TYPE '%s'", factory->name, inode->type);
		EXPECT_TRUE(!factory->fs ||
			    is_one_of(factory->fs, inode->fs.bytes))
			TH_LOG("%s: FS '%s'", factory->name, inode->fs.bytes);
	}
}

/* The file system's type where it is mounted, from /proc/self/mountinfo. */
static bool mounted_as(const struct fdmap_device *dev, const char *fs)
{
	char line[1024], want[64], type[64];
	bool found = false;
	FILE *file = fopen("/proc/self/mountinfo", "re");
	char *separator;

	snprintf(want, sizeof(want), " %llu:%llu ",
		 (unsigned long long)dev->major,
		 (unsigned long long)dev->minor);
	while (file && !found && fgets(line, sizeof(line), file)) {
		separator = strstr(line, " - ");
		found = separator && strstr(line, want) &&
			sscanf(separator, " - %63s", type) == 1 &&
			!strcmp(type, fs);
	}
	if (file)
		fclose(file);
	return found;
}

static void open_everywhere(struct child *child, void *unused)
{
	(void)child;
	(void)unused;
	open("/proc/version", O_RDONLY);
	open("/proc/self/fd", O_RDONLY | O_DIRECTORY);
	open("/sys/kernel", O_RDONLY);
	open("/sys/kernel/debug", O_RDONLY);
	open("/dev/null", O_RDONLY);
	open("/tmp", O_RDONLY);
	open("/", O_RDONLY);
}

TEST(file_system_as_it_is_mounted)
{
	struct fdmap_document *document;
	const struct fdmap_inode *inode;
	struct child child;
	int fd;

	START_CHILD(&child, open_everywhere, NULL);
	document = READ_TRUE(child.pid);
	EXPECT_EQ(10, document->descriptors.count);
	for (fd = 3; fd < 10; fd++) {
		inode = fdmap_inode(document, fd);
		EXPECT_TRUE(mounted_as(&inode->dev, inode->fs.bytes))
			TH_LOG("descriptor %d: FS '%s'", fd, inode->fs.bytes);
	}
	child_end(&child);
}

/* A file of fdmap's, held open, is described as any other. */
static void open_fdmap(struct child *child, void *unused)
{
	(void)child;
	(void)unused;
	open_pid(getpid());
	open(FDMAP_DIR "/all", O_RDONLY);
	open(FDMAP_DIR, O_RDONLY | O_DIRECTORY);
	open(FDMAP_DIR "/1", O_PATH);
}

TEST(the_module_s_own_files)
{
	struct fdmap_document *document;
	struct child child;
	const char *ops;
	int fd;

	START_CHILD(&child, open_fdmap, NULL);
	document = READ_TRUE(child.pid);
	ASSERT_EQ(7, document->descriptors.count);
	for (fd = 3; fd < 6; fd++) {
		ops = fdmap_file(document, fd)->ops;
		EXPECT_NE(NULL, strstr(ops, "[fdmap]")) TH_LOG("'%s'", ops);
		EXPECT_TRUE(symbol_exists(ops)) TH_LOG("'%s'", ops);
	}
	child_end(&child);
}

FDMAP_TEST_MAIN
