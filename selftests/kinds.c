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
#include "fdmap_values.h"
#include "fixture.h"
#include "kselftest_harness.h"
#include "truth.h"

FIXTURE(kind) {
	struct child child;
	int fd;
	struct fdmap_document *document;
};

FIXTURE_VARIANT(kind) {
	const char *name;
	int (*make)(void);
	const char *kind, *ops, *fs, *type;
};

#define VARIANT(name_, kind_, ops_, fs_, type_)                              \
	FIXTURE_VARIANT_ADD(kind, name_) {                                  \
		.name = #name_, .make = make_##name_, .kind = kind_,        \
		.ops = ops_, .fs = fs_, .type = type_,                      \
	};
FACTORIES(VARIANT)

static void make(struct child *child, void *arg)
{
	const FIXTURE_VARIANT(kind) *variant = arg;

	child->shared[0] = variant->make();
	if (child->shared[0] < 0)
		child->shared[0] = -errno;
}

FIXTURE_SETUP(kind)
{
	temp_dir();
	START_CHILD(&self->child, make, variant);
	self->fd = self->child.shared[0];
	self->document = READ_TRUE(self->child.pid);
}

FIXTURE_TEARDOWN(kind)
{
	child_end(&self->child);
}

TEST_F(kind, is_told)
{
	const struct fdmap_inode *inode;
	const struct fdmap_file *file;

	if (self->fd < 0)
		SKIP(return, "no %s here: %s", variant->name,
		     strerror(-self->fd));
	file = fdmap_file(self->document, self->fd);
	inode = fdmap_inode(self->document, self->fd);
	ASSERT_NE(NULL, file);
	EXPECT_STREQ(variant->kind, file->kind);
	EXPECT_TRUE(!variant->ops || fdmap_is_one_of(file->ops, variant->ops))
		TH_LOG("OPS '%s'", file->ops);
	EXPECT_TRUE(symbol_exists(file->ops)) TH_LOG("OPS '%s'", file->ops);
	EXPECT_TRUE(!variant->fs ||
		    fdmap_is_one_of(inode->fs.bytes, variant->fs))
		TH_LOG("FS '%s'", inode->fs.bytes);
	EXPECT_TRUE(fdmap_is_one_of(inode->type, variant->type))
		TH_LOG("TYPE '%s'", inode->type);
}

/* They are many: read them once, not in each test's process. */
static void __attribute__((constructor)) read_symbols(void)
{
	symbol_exists("");
}

TEST(no_symbol_of_the_kernel)
{
	EXPECT_FALSE(symbol_exists("no_such_file_operations"));
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
