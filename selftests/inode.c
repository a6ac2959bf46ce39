// SPDX-License-Identifier: GPL-2.0-only
/*
 * Open files and inodes of the file system: opened twice, linked, renamed,
 * unlinked, by O_PATH, of every type, with every status flag.  READ_TRUE()
 * compares each column with stat(2) and procfs; what else a case must show is
 * in its own test.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "truth.h"

/* The first two descriptors of every child here. */
enum { A = 3, B };

FIXTURE(inode) {
	struct child child;
};

FIXTURE_SETUP(inode)
{
	temp_dir();
}

FIXTURE_TEARDOWN(inode)
{
	child_end(&self->child);
}

static void open_twice(struct child *child, void *unused)
{
	(void)child;
	(void)unused;
	make_file("file", O_RDWR);
	open("file", O_RDONLY);
	if (pwrite(A, "0123456789", 10, 0) != 10)
		_exit(1);
	lseek(B, 7, SEEK_SET);
}

TEST_F(inode, opened_twice_are_two_files_of_one_inode)
{
	struct fdmap_document *document;

	START_CHILD(&self->child, open_twice, NULL);
	document = READ_TRUE(self->child.pid);
	EXPECT_FALSE(same_file(self->child.pid, A, self->child.pid, B));
	EXPECT_NE(fdmap_file(document, A)->id, fdmap_file(document, B)->id);
	EXPECT_EQ(fdmap_inode(document, A), fdmap_inode(document, B));
	EXPECT_EQ(0, fdmap_file(document, A)->pos);
	EXPECT_EQ(7, fdmap_file(document, B)->pos);
	EXPECT_EQ(10, fdmap_inode(document, A)->size);
}

static void open_two_links(struct child *child, void *unused)
{
	(void)child;
	(void)unused;
	make_file("one", O_RDWR);
	if (link("one", "two"))
		_exit(1);
	open("two", O_RDONLY);
}

TEST_F(inode, hard_links_are_two_names_of_one_inode)
{
	struct fdmap_document *document;

	START_CHILD(&self->child, open_two_links, NULL);
	document = READ_TRUE(self->child.pid);
	EXPECT_EQ(fdmap_inode(document, A), fdmap_inode(document, B));
	EXPECT_EQ(2, fdmap_inode(document, A)->nlink);
	EXPECT_STREQ("/one", strrchr(fdmap_file(document, A)->name.bytes, '/'));
	EXPECT_STREQ("/two", strrchr(fdmap_file(document, B)->name.bytes, '/'));
}

/* One change at each step. */
static void change_file(struct child *child, void *unused)
{
	(void)unused;
	make_file("old", O_RDWR);
	child_ready(child);
	if (rename("old", "new"))
		_exit(1);
	child_ready(child);
	if (chown("new", 1234, 5678) || chmod("new", 04751))
		_exit(1);
	child_ready(child);
	if (truncate("new", 1LL << 40))
		_exit(1);
	child_ready(child);
	unlink("new");
}

TEST_F(inode, shows_each_change_at_once)
{
	struct fdmap_document *document;
	uint64_t id;

	START_CHILD(&self->child, change_file, NULL);
	document = READ_TRUE(self->child.pid);
	id = fdmap_inode(document, A)->id;
	EXPECT_STREQ("/old", strrchr(fdmap_file(document, A)->name.bytes, '/'));

	ASSERT_TRUE(child_go(&self->child));
	document = READ_TRUE(self->child.pid);
	EXPECT_STREQ("/new", strrchr(fdmap_file(document, A)->name.bytes, '/'));

	ASSERT_TRUE(child_go(&self->child));
	document = READ_TRUE(self->child.pid);
	EXPECT_EQ(04751, fdmap_inode(document, A)->mode);
	EXPECT_EQ(1234, fdmap_inode(document, A)->uid);
	EXPECT_EQ(5678, fdmap_inode(document, A)->gid);

	ASSERT_TRUE(child_go(&self->child));
	document = READ_TRUE(self->child.pid);
	EXPECT_EQ(1LL << 40, fdmap_inode(document, A)->size);

	ASSERT_TRUE(child_go(&self->child));
	document = READ_TRUE(self->child.pid);
	EXPECT_EQ(0, fdmap_inode(document, A)->nlink);
	EXPECT_STREQ("/new (deleted)",
		     strrchr(fdmap_file(document, A)->name.bytes, '/'));
	EXPECT_EQ(id, fdmap_inode(document, A)->id);
}

/* A file that is called so is not the same as one that is deleted. */
static void open_deceptive(struct child *child, void *unused)
{
	(void)child;
	(void)unused;
	make_file("file (deleted)", O_RDWR);
}

TEST_F(inode, nlink_tells_a_deleted_file_from_one_called_so)
{
	struct fdmap_document *document;

	START_CHILD(&self->child, open_deceptive, NULL);
	document = READ_TRUE(self->child.pid);
	EXPECT_EQ(1, fdmap_inode(document, A)->nlink);
}

/* Every type of inode, each opened as far as it can be. */
static const struct node {
	const char *name;
	mode_t mode;
	unsigned int major, minor;
	int flags;
	const char *type;
} nodes[] = {
	{ "reg", S_IFREG | 0600, 0, 0, O_RDWR, "reg" },
	{ "dir", S_IFDIR | 01777, 0, 0, O_RDONLY | O_DIRECTORY, "dir" },
	{ "chr", S_IFCHR | 0620, 1, 3, O_RDWR, "chr" },
	{ "fifo", S_IFIFO | 0644, 0, 0, O_RDWR, "fifo" },
	{ "blk", S_IFBLK | 0660, 259, 1048575, O_PATH, "blk" },
	{ "sock", S_IFSOCK | 0777, 0, 0, O_PATH, "sock" },
	{ "lnk", S_IFLNK | 0777, 0, 0, O_PATH | O_NOFOLLOW, "lnk" },
	{ "chr", 0, 0, 0, O_PATH, "chr" },
	{ "dir", 0, 0, 0, O_PATH, "dir" },
};

static int make_node(const struct node *node)
{
	switch (node->mode & S_IFMT) {
	case 0:		/* made before */
		return 0;
	case S_IFDIR:
		return mkdir(node->name, node->mode & 07777);
	case S_IFLNK:
		return symlink("nowhere", node->name);
	default:
		return mknod(node->name, node->mode,
			     makedev(node->major, node->minor));
	}
}

static void open_nodes(struct child *child, void *unused)
{
	size_t i;

	(void)unused;
	umask(0);
	for (i = 0; i < ARRAY_SIZE(nodes); i++) {
		if (make_node(&nodes[i]))
			_exit(1);
		child->shared[i] = open(nodes[i].name, nodes[i].flags);
	}
}

TEST_F(inode, types_and_devices)
{
	const struct fdmap_inode *inode;
	struct fdmap_document *document;
	size_t i;

	START_CHILD(&self->child, open_nodes, NULL);
	document = READ_TRUE(self->child.pid);
	for (i = 0; i < ARRAY_SIZE(nodes); i++) {
		inode = fdmap_inode(document, self->child.shared[i]);
		ASSERT_NE(NULL, inode) TH_LOG("no row for %s", nodes[i].name);
		EXPECT_STREQ(nodes[i].type, inode->type);
		if (!nodes[i].major)
			continue;
		EXPECT_EQ(nodes[i].major, inode->rdev.major);
		EXPECT_EQ(nodes[i].minor, inode->rdev.minor);
	}
}

TEST_F(inode, o_path_has_neither_mode_nor_operations)
{
	struct fdmap_document *document;
	const struct fdmap_file *file;

	START_CHILD(&self->child, open_nodes, NULL);
	document = READ_TRUE(self->child.pid);
	file = fdmap_file(document, self->child.shared[7]);
	EXPECT_STREQ("-", file->mode);
	EXPECT_EQ(O_PATH, file->flags);
	EXPECT_EQ(0, strncmp(file->ops, "empty_fops", 10))
		TH_LOG("OPS '%s'", file->ops);
}

static const int status_flags[] = {
	O_RDONLY, O_WRONLY, O_RDWR, O_APPEND, O_NONBLOCK, O_DSYNC, O_SYNC,
	O_NOATIME, O_NOFOLLOW, O_RDWR | O_APPEND | O_NONBLOCK | O_SYNC,
	O_ACCMODE, O_CREAT | O_TRUNC | O_EXCL | O_NOCTTY,
};

/* O_CREAT and its like are of the open only; procfs shows what is kept. */
static void open_with_flags(struct child *child, void *unused)
{
	size_t i;

	(void)child;
	(void)unused;
	make_file("file", O_RDWR);
	for (i = 0; i < ARRAY_SIZE(status_flags); i++)
		if (open(status_flags[i] & O_CREAT ? "other" : "file",
			 status_flags[i], 0600) < 0)
			_exit(1);
	open(".", O_TMPFILE | O_RDWR, 0600);
	fcntl(A, F_SETFL, O_APPEND | O_ASYNC | O_NONBLOCK);
}

TEST_F(inode, status_flags)
{
	struct fdmap_document *document;

	START_CHILD(&self->child, open_with_flags, NULL);
	document = READ_TRUE(self->child.pid);
	EXPECT_LE(4 + ARRAY_SIZE(status_flags), document->descriptors.count);
	EXPECT_EQ(O_APPEND, fdmap_file(document, A)->flags & O_APPEND);
}

static void seek_far(struct child *child, void *unused)
{
	(void)child;
	(void)unused;
	make_file("file", O_RDWR);
	lseek(A, (1LL << 62) + 1, SEEK_SET);
	/* Addresses above 2^63 are negative offsets, allowed here only. */
	open("/proc/self/mem", O_RDONLY);
	lseek(B, -4096, SEEK_SET);
}

TEST_F(inode, offsets_of_64_bits)
{
	struct fdmap_document *document;

	START_CHILD(&self->child, seek_far, NULL);
	document = READ_TRUE(self->child.pid);
	EXPECT_EQ((1LL << 62) + 1, fdmap_file(document, A)->pos);
	EXPECT_EQ(-4096, fdmap_file(document, B)->pos);
}

FDMAP_TEST_MAIN
