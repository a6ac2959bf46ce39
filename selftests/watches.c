// SPDX-License-Identifier: GPL-2.0-only
/* [watches] against what was asked for, stat(2) and fdinfo. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "proc.h"

/* Whether the row is about the inode of @path. */
static bool is_inode(const struct fdmap_watch *row, const char *path)
{
	struct stat st;

	return !stat(path, &st) && row->ino.value == st.st_ino &&
	       row->dev.major == major(st.st_dev) &&
	       row->dev.minor == minor(st.st_dev);
}

TEST(inotify_watches)
{
	const struct fdmap_document *document;
	const struct fdmap_watch *row;
	int fd = inotify_init(), wd[2];

	wd[0] = inotify_add_watch(fd, "/proc", IN_CREATE | IN_DELETE);
	wd[1] = inotify_add_watch(fd, "/tmp", IN_OPEN | IN_ONLYDIR);
	document = READ_PID(getpid());
	ASSERT_EQ(2, document->watches.count);
	FDMAP_EACH(row, &document->watches) {
		EXPECT_EQ(fdmap_file(document, fd)->id, row->file);
		EXPECT_TRUE(is_inode(row, (int)row->wd.value == wd[0] ?
				     "/proc" : "/tmp"));
		EXPECT_EQ(row->mask, (int)row->wd.value == wd[0] ?
			  IN_CREATE | IN_DELETE : IN_OPEN);
	}
	inotify_rm_watch(fd, wd[0]);
	EXPECT_EQ(1, READ_PID(getpid())->watches.count);
}

static const struct fdmap_watch *watch_on(const struct fdmap_document *document,
					  const char *on)
{
	const struct fdmap_watch *row;

	FDMAP_EACH(row, &document->watches)
		if (!strcmp(row->on, on))
			return row;
	return NULL;
}

TEST(fanotify_marks)
{
	int fd = fanotify_init(FAN_CLASS_NOTIF, O_RDONLY);
	const struct fdmap_document *document;
	const struct fdmap_watch *row;
	struct stat st;
	char *text;

	if (fd < 0)
		SKIP(return, "no fanotify here: %s", strerror(errno));
	ASSERT_EQ(0, fanotify_mark(fd, FAN_MARK_ADD, FAN_OPEN | FAN_CLOSE,
				   AT_FDCWD, "/tmp"));
	ASSERT_EQ(0, fanotify_mark(fd, FAN_MARK_ADD | FAN_MARK_MOUNT,
				   FAN_MODIFY, AT_FDCWD, "/"));
	ASSERT_EQ(0, fanotify_mark(fd, FAN_MARK_ADD | FAN_MARK_FILESYSTEM,
				   FAN_ACCESS, AT_FDCWD, "/proc"));
	document = READ_PID(getpid());
	EXPECT_EQ(3, document->watches.count);
	row = watch_on(document, "inode");
	ASSERT_NE(NULL, row);
	EXPECT_TRUE(is_inode(row, "/tmp"));
	EXPECT_EQ(FAN_OPEN | FAN_CLOSE, row->mask);
	row = watch_on(document, "filesystem");
	ASSERT_NE(NULL, row);
	ASSERT_EQ(0, stat("/proc", &st));
	EXPECT_EQ(minor(st.st_dev), row->dev.minor);
	EXPECT_EQ(FAN_ACCESS, row->mask);
	row = watch_on(document, "mount");
	ASSERT_NE(NULL, row);
	text = proc_text("/proc/self/fdinfo/%d", fd);
	EXPECT_EQ(strtoull(strstr(text, "mnt_id:") + 7, NULL, 16) != 0,
		  row->ino.value != 0);
	EXPECT_EQ(FAN_MODIFY, row->mask);
	EXPECT_NE(NULL, fdmap_detail(document, fd, "flags"));
}

/* Marks of mount namespaces came with 6.15; these are their numbers. */
#define REPORT_MNT   0x00004000
#define MARK_MNTNS   0x00000110
#define MNT_ATTACH   0x01000000

TEST(fanotify_mark_of_a_namespace)
{
	int fd = fanotify_init(REPORT_MNT, 0), ns;
	const struct fdmap_document *document;
	const struct fdmap_watch *row;
	struct stat st;

	if (fd < 0)
		SKIP(return, "no marks of mount namespaces here: %s",
		     strerror(errno));
	ns = open("/proc/self/ns/mnt", O_RDONLY);
	ASSERT_EQ(0, fstat(ns, &st));
	ASSERT_EQ(0, fanotify_mark(fd, FAN_MARK_ADD | MARK_MNTNS, MNT_ATTACH,
				   ns, NULL)) TH_LOG("%s", strerror(errno));
	document = READ_PID(getpid());
	row = watch_on(document, "namespace");
	ASSERT_NE(NULL, row);
	EXPECT_EQ(st.st_ino, row->ino.value);
	EXPECT_EQ(MNT_ATTACH, row->mask);
}

FDMAP_TEST_MAIN
