// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pseudo-terminals against TIOCGPTN and fdinfo, hung up ones too; and devices
 * that are no terminals but have numbers like theirs.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "cuse_server.h"
#include "factories.h"
#include "fdmap_values.h"
#include "fixture.h"
#include "kselftest_harness.h"
#include "proc.h"
#include "truth.h"

#define PAIRS 8

/* What [details] says of that open file under @key, "" if nothing. */
static const char *detail(const struct fdmap_document *document, int fd,
			  const char *key)
{
	return fdmap_detail(document, fd, key) ?: "";
}

/* Both ends; the slave's has the higher number. */
static int open_pair(int ends[2])
{
	ends[0] = make_pty_master();
	return grantpt(ends[0]) || unlockpt(ends[0]) ||
	       (ends[1] = open(ptsname(ends[0]), O_RDWR | O_NOCTTY)) < 0;
}

static int number_of(int master)
{
	int number = -1;

	ioctl(master, TIOCGPTN, &number);
	return number;
}

TEST(numbers_and_pairs)
{
	const struct fdmap_document *document;
	int ends[PAIRS][2], i, j;
	char number[16];

	for (i = 0; i < PAIRS; i++)
		ASSERT_EQ(0, open_pair(ends[i]));
	document = READ_PID(getpid());
	for (i = 0; i < PAIRS; i++) {
		snprintf(number, sizeof(number), "%d", number_of(ends[i][0]));
		EXPECT_STREQ(number, detail(document, ends[i][0], "pts"));
		EXPECT_STREQ(number, detail(document, ends[i][1], "pts"));
		EXPECT_STREQ(proc_fdinfo(getpid(), ends[i][0], "tty-index:"),
			     detail(document, ends[i][0], "pts"));
		EXPECT_EQ(atoi(number),
			  (int)fdmap_inode(document, ends[i][1])->rdev.minor);
		for (j = 0; j < PAIRS; j++)
			EXPECT_EQ(i == j, !strcmp(
				detail(document, ends[i][0], "pty"),
				detail(document, ends[j][1], "pty")));
	}
}

/* Another instance of devpts counts from 0 again. */
TEST(the_same_number_twice)
{
	const struct fdmap_document *document;
	int masters[2], i;

	temp_dir();
	ASSERT_EQ(0, mkdir("pts", 0755));
	ASSERT_EQ(0, unshare(CLONE_NEWNS));
	ASSERT_EQ(0, mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL));
	for (i = 0; i < 2; i++) {
		ASSERT_EQ(0, mount("devpts", "pts", "devpts", 0,
				   "newinstance,ptmxmode=666"));
		masters[i] = open("pts/ptmx", O_RDWR | O_NOCTTY);
		ASSERT_LE(0, masters[i]);
		ASSERT_EQ(0, number_of(masters[i]));
	}
	document = READ_PID(getpid());
	for (i = 0; i < 2; i++) {
		EXPECT_STREQ("pty-master",
			     fdmap_file(document, masters[i])->kind);
		EXPECT_STREQ("0", detail(document, masters[i], "pts"));
	}
	EXPECT_STRNE(detail(document, masters[0], "pty"),
		     detail(document, masters[1], "pty"));
}

/* A slave that was hung up has nothing any more that could be asked for. */
FIXTURE(hung_up) {
	struct child child;
	int ends[2], number;
};

FIXTURE_VARIANT(hung_up) {
	int (*hang_up)(int ends[2]);
	bool master_is_gone;
};

static int close_master(int ends[2])
{
	return close(ends[0]);
}

static int hang_up_slave(int ends[2])
{
	return ioctl(ends[1], TIOCVHANGUP);
}

/* As login does; it is the terminal of the session then. */
static int hang_up_session(int ends[2])
{
	signal(SIGHUP, SIG_IGN);
	return setsid() < 0 || ioctl(ends[1], TIOCSCTTY, 0) || vhangup();
}

static int hang_up_both(int ends[2])
{
	return hang_up_slave(ends) || close_master(ends);
}

#define HUNG_UP(name, gone)                                                 \
	FIXTURE_VARIANT_ADD(hung_up, name) {                                \
		.hang_up = name, .master_is_gone = gone,                    \
	}

HUNG_UP(close_master, true);
HUNG_UP(hang_up_slave, false);
HUNG_UP(hang_up_session, false);
HUNG_UP(hang_up_both, true);

/* A process of its own: it may lose its session's terminal. */
static void make_and_hang_up(struct child *child, void *arg)
{
	const FIXTURE_VARIANT(hung_up) *variant = arg;
	int ends[2];

	if (open_pair(ends))
		_exit(1);
	child->shared[0] = ends[0];
	child->shared[1] = ends[1];
	child->shared[2] = number_of(ends[0]);
	child->shared[3] = variant->hang_up(ends) ? errno : 0;
	child->shared[4] = isatty(ends[1]);
}

FIXTURE_SETUP(hung_up)
{
	START_CHILD(&self->child, make_and_hang_up, variant);
	self->ends[0] = self->child.shared[0];
	self->ends[1] = self->child.shared[1];
	self->number = self->child.shared[2];
}

FIXTURE_TEARDOWN(hung_up)
{
	child_end(&self->child);
}

TEST_F(hung_up, is_described_by_what_is_left)
{
	const struct fdmap_document *document;
	const struct fdmap_file *slave;
	const char *pty;

	ASSERT_EQ(0, self->child.shared[3])
		TH_LOG("%s", strerror(self->child.shared[3]));
	ASSERT_EQ(0, self->child.shared[4]);
	document = READ_TRUE(self->child.pid);
	slave = fdmap_file(document, self->ends[1]);
	EXPECT_STREQ("hung_up_tty_fops", slave->ops);
	EXPECT_STREQ("pty-slave", slave->kind);
	EXPECT_EQ(self->number, atoi(detail(document, self->ends[1], "pts")));
	pty = detail(document, self->ends[1], "pty");
	if (variant->master_is_gone) {
		EXPECT_STREQ("gone", pty);
		return;
	}
	EXPECT_TRUE(!strcmp(pty, "gone") ||
		    !strcmp(pty, detail(document, self->ends[0], "pty")));
	EXPECT_STREQ("pty-master", fdmap_file(document, self->ends[0])->kind);
	EXPECT_EQ(self->number, atoi(detail(document, self->ends[0], "pts")));
}

/* /dev/tty is the terminal of whoever opens it, under another name. */
static void open_dev_tty(struct child *child, void *unused)
{
	int ends[2];

	(void)unused;
	if (setsid() < 0 || open_pair(ends) || ioctl(ends[1], TIOCSCTTY, 0))
		_exit(1);
	child->shared[0] = open("/dev/tty", O_RDWR);
}

TEST(the_terminal_by_its_other_name)
{
	const struct fdmap_document *document;
	struct child child;
	int fd;

	START_CHILD(&child, open_dev_tty, NULL);
	fd = child.shared[0];
	ASSERT_LE(0, fd);
	document = READ_TRUE(child.pid);
	EXPECT_STREQ("tty", fdmap_file(document, fd)->kind);
	EXPECT_STREQ("tty_fops", fdmap_file(document, fd)->ops);
	EXPECT_STREQ("", detail(document, fd, "pty"));
	child_end(&child);
}

/* Devices of another driver. */
FIXTURE(lookalike) {
	struct cuse_server server;
};

FIXTURE_VARIANT(lookalike) {
	unsigned int major, minor;
};

#define LOOKALIKE(name, major_, minor_)                                     \
	FIXTURE_VARIANT_ADD(lookalike, name) {                              \
		.major = major_, .minor = minor_,                           \
	}

/* 136 and 5:2 are taken. */
LOOKALIKE(of_slaves, 137, 7);
LOOKALIKE(of_slaves_in_the_middle, 140, 0);
LOOKALIKE(of_the_last_slave, 143, 255);
LOOKALIKE(beside_the_master, 5, 64);
LOOKALIKE(of_consoles, 4, 250);

FIXTURE_SETUP(lookalike)
{
}

FIXTURE_TEARDOWN(lookalike)
{
	cuse_server_end(&self->server);
}

TEST_F(lookalike, is_a_device_and_no_more)
{
	const struct fdmap_document *document;
	const struct fdmap_detail *row;
	const struct fdmap_inode *inode;
	struct stat st;
	int fd;

	if (cuse_server_start(&self->server, variant->major, variant->minor))
		SKIP(return, "no such device can be made here: %s",
		     strerror(errno));
	fd = open(self->server.path, O_RDWR);
	ASSERT_LE(0, fd) TH_LOG("%s", strerror(errno));
	ASSERT_EQ(0, fstat(fd, &st));
	ASSERT_EQ(makedev(variant->major, variant->minor), st.st_rdev);
	document = READ_PID(getpid());
	EXPECT_STREQ("chr", fdmap_file(document, fd)->kind);
	inode = fdmap_inode(document, fd);
	EXPECT_EQ(st.st_rdev, makedev(inode->rdev.major, inode->rdev.minor));
	FDMAP_EACH(row, &document->details)
		EXPECT_NE(fdmap_file(document, fd)->id, row->file)
			TH_LOG("%s %s", row->key.bytes, row->value.bytes);
	close(fd);
}

FDMAP_TEST_MAIN
