// SPDX-License-Identifier: GPL-2.0-only
/* The tests' own reader again: the tables that say more of files. */
#define _GNU_SOURCE
#include <string.h>

#include "fdmap_reader.h"
#include "kselftest_harness.h"
#include "texts.h"

/* Ids are files 1..., inodes 2..., tables 3..., others 4.... */
static const char good[] =
	"fdmap 1 pid 5 tgid 5 comm x snapshot whole\n\n"
	"[table]\n"
	"TABLE            USERS OPEN MAX NEXT LIMIT\n"
	"3000000000000000 1     8    64  9    64:64\n\n"
	"[descriptors]\n"
	"FD FLAGS FILE\n"
	"0 - 1000000000000000\n"
	"1 - 1000000000000001\n"
	"2 - 1000000000000002\n"
	"3 - 1000000000000003\n"
	"4 - 1000000000000004\n"
	"5 - 1000000000000005\n"
	"6 - 1000000000000006\n"
	"8 - 1000000000000008\n\n"
	"[files]\n"
	"FILE INODE REFS KIND MODE FLAGS POS OPS NAME\n"
	"1000000000000000 2000000000000000 1 pipe    r O_RDWR 0 a p\n"
	"1000000000000001 2000000000000001 1 socket  rw O_RDWR 0 a u\n"
	"1000000000000002 2000000000000002 1 socket  rw O_RDWR 0 a i\n"
	"1000000000000003 2000000000000003 1 epoll   rw O_RDWR 0 a e\n"
	"1000000000000004 2000000000000003 1 inotify r O_RDWR 0 a n\n"
	"1000000000000005 2000000000000003 1 fanotify r O_RDWR 0 a f\n"
	"1000000000000006 2000000000000006 3 reg     rw O_RDWR 0 a l\n"
	"1000000000000007 2000000000000007 3 memfd   rw O_RDWR 0 a m\n"
	"1000000000000008 2000000000000003 1 eventfd rw O_RDWR 0 a v\n"
	"1000000000000009 2000000000000006 3 reg     r O_RDWR 0 a x\n\n"
	"[inodes]\n"
	"INODE FS DEV INO TYPE MODE NLINK UID GID SIZE REFS RDEV\n"
	"2000000000000000 pipefs 0:1 10 fifo 0600 1 0 0 0 1 -\n"
	"2000000000000001 sockfs 0:2 11 sock 0777 1 0 0 0 1 -\n"
	"2000000000000002 sockfs 0:2 12 sock 0777 1 0 0 0 1 -\n"
	"2000000000000003 anon   0:3 13 -    0600 1 0 0 0 4 -\n"
	"2000000000000006 tmpfs  0:4 16 reg  0600 1 0 0 9 1 -\n"
	"2000000000000007 tmpfs  0:5 17 reg  0777 0 0 0 9 1 -\n"
	"2000000000000009 tmpfs  0:5 19 dir  0777 1 0 0 9 1 -\n\n"
	"[pipes]\n"
	"INODE            READERS WRITERS SLOTS USED BYTES\n"
	"2000000000000000 1       0       16    1    busy\n\n"
	"[sockets]\n"
	"INODE FAMILY TYPE PROTO STATE SHUT PEER RECVQ SENDQ BACKLOG FDS "
	"NETNS LOCAL REMOTE\n"
	"2000000000000001 unix stream - listening - gone 0 0 1:5 2 9 "
	"/s\\040o -\n"
	"2000000000000002 inet6 stream tcp established r - 7 8 - - 9 "
	"[::1]:80 [2001:db8::7]:8080\n\n"
	"[details]\n"
	"FILE             KEY    VALUE\n"
	"1000000000000007 seals  seal|shrink\n"
	"1000000000000008 count  7\n"
	"1000000000000008 id     0\n\n"
	"[epoll]\n"
	"EPOLL            TFD EVENTS   DATA             TARGET DEV INO\n"
	"1000000000000003 0   00000019 00000000000000aa 1000000000000000 "
	"0:1 10\n"
	"1000000000000003 7   00000019 00000000000000ab -      0:9 99\n\n"
	"[watches]\n"
	"FILE             WD ON         DEV INO MASK     IGNORED\n"
	"1000000000000004 1  inode      0:4 16  00000100 00000000\n"
	"1000000000000005 -  mount      -   22  00000100 00000000\n"
	"1000000000000005 -  filesystem 0:4 -   00000100 00000000\n\n"
	"[locks]\n"
	"INODE            KIND MODE START END OWNER PID WAITED\n"
	"2000000000000006 posix w 10 29  3000000000000000 5 yes\n"
	"2000000000000006 ofd   r 50 eof 1000000000000006 - -\n"
	"2000000000000006 more  - -  -   -                - -\n\n"
	"[owners]\n"
	"FILE             TYPE PID SIGNAL\n"
	"1000000000000000 pid  5   12\n"
	"1000000000000001 pgrp -   0\n\n"
	"[inflight]\n"
	"SOCKET           EMBRYO           FILE             STATE\n"
	"2000000000000001 -                -                busy\n"
	"2000000000000001 4000000000000000 -                waiting\n"
	"2000000000000001 4000000000000000 1000000000000007 queued\n\n"
	"[maps]\n"
	"MM               FILE             AS   COUNT\n"
	"4000000000000001 1000000000000009 exe  1\n"
	"4000000000000001 1000000000000009 map  2\n"
	"4000000000000001 -                busy 0\n\n"
	"[tasks]\n"
	"TID TGID COMM\n"
	"5   5    x\n"
	"6   5    y\n\n"
	"[paths]\n"
	"AS   INODE            NAME\n"
	"cwd  2000000000000009 /\n\n";

TEST(reads_every_column)
{
	struct fdmap_document *document = text_parse(good, strlen(good));
	const struct fdmap_socket *socket;
	const struct fdmap_lock *lock;

	ASSERT_NE(NULL, document) TH_LOG("%s", fdmap_error);
	EXPECT_STREQ("busy", fdmap_pipe(document, 0)->bytes.word);
	socket = fdmap_socket(document, 2);
	EXPECT_EQ(NULL, socket->recvq.word);
	EXPECT_EQ(7, socket->recvq.value);
	EXPECT_STREQ("-", socket->fds.word);
	EXPECT_STREQ("[::1]:80", socket->local.bytes);
	EXPECT_STREQ("7", fdmap_detail(document, 8, "count"));
	EXPECT_EQ(NULL, fdmap_detail(document, 8, "mask"));
	EXPECT_EQ(3, document->watches.count);
	lock = document->locks.rows;
	EXPECT_EQ(29, lock->end.value);
	EXPECT_EQ(true, lock->waited);
	EXPECT_STREQ("eof", lock[1].end.word);
	EXPECT_EQ(2, document->tasks.count);
}

TEST(reads_what_may_be_otherwise)
{
	EXPECT_NE(NULL, text_parse_changed(good,
					   "inet6 stream tcp established",
					   "af44 9 7 1"))
		TH_LOG("%s", fdmap_error);
	EXPECT_NE(NULL, text_parse_changed(good, "seal|shrink", "-"))
		TH_LOG("%s", fdmap_error);
	EXPECT_NE(NULL, text_parse_changed(good, "pgrp -", "pgrp gone"))
		TH_LOG("%s", fdmap_error);
	EXPECT_NE(NULL, text_parse_changed(good, "busy 0", "torn 0"))
		TH_LOG("%s", fdmap_error);
	EXPECT_NE(NULL, text_parse_changed(good, "gone 0 0", "busy busy 0"))
		TH_LOG("%s", fdmap_error);
	EXPECT_NE(NULL, text_parse_changed(good, "gone 0 0", "- more 0"))
		TH_LOG("%s", fdmap_error);
	EXPECT_NE(NULL, text_parse_changed(good, "more  - -", "busy  - -"))
		TH_LOG("%s", fdmap_error);
	EXPECT_NE(NULL, text_parse_changed(good, "pgrp -", "- busy"))
		TH_LOG("%s", fdmap_error);
	EXPECT_NE(NULL, text_parse_changed(good, "busy\n\n[sockets]",
					   "12\n\n[sockets]"))
		TH_LOG("%s", fdmap_error);
}

static const struct change changes[] = {
	{ "2000000000000000 1       0", "2000000000000003 1       0",
	  "in no [pipes]" },
	{ "1    busy", "1    many", "bad BYTES" },
	{ "2000000000000000 pipefs 0:1 10 fifo",
	  "2000000000000000 pipefs 0:1 10 reg", "pipe" },
	{ "2000000000000002 inet6", "2000000000000003 inet6", "no [sockets]" },
	{ "established", "open", "bad STATE" },
	{ "inet6 stream tcp established", "af44 9 7 established",
	  "bad STATE" },
	{ "tcp established", "256 established", "bad STATE" },
	{ "tcp established", "tcp 1", "bad STATE" },
	{ "- listening", "- 10", "STATE" },
	{ "established", "listening", "BACKLOG" },
	{ "1:5", "-", "BACKLOG" },
	{ "1:5", "1", "bad BACKLOG" },
	{ "r - 7", "r gone 7", "PEER" },
	{ "r - 7", "r 1 7", "bad PEER" },
	{ "r - 7", "r - -", "RECVQ" },
	{ "r - 7", "r busy 7", "PEER does not fit" },
	{ "r - 7", "r - busy", "RECVQ does not fit" },
	{ "gone 0 0 1:5 2 9 /s\\040o -", "busy 0 0 1:5 2 9 - /s",
	  "REMOTE of a busy PEER" },
	{ "8 - - 9", "8 - 1 9", "FDS" },
	{ "5 2 9", "5 - 9", "FDS" },
	{ "inet6 stream", "inet7 stream", "bad FAMILY" },
	{ "inet6 stream", "inet stream", "bad LOCAL" },
	{ "inet6 stream", "inet6 Stream", "bad TYPE" },
	{ "stream tcp", "stream TCP", "bad PROTO" },
	{ "unix stream -", "unix stream 0", "bad PROTO" },
	{ "[::1]:80", "::1:80", "bad LOCAL" },
	{ "[::1]:80", "[0::1]:80", "bad LOCAL" },
	{ "db8::7]:8080", "db8::7]", "bad REMOTE" },
	{ "seal|shrink", "seal|", "bad seals" },
	{ "seal|shrink", "leak", "bad seals" },
	{ "count  7", "counts 7", "no 'counts' is said of a eventfd" },
	{ "count  7", "count  07", "bad count" },
	{ "id     0", "count  0", "has two 'count'" },
	{ "1000000000000008 id", "100000000000000f id", "is no file" },
	{ "1000000000000003 0 ", "1000000000000004 0 ", "no epoll instance" },
	{ "0   00000019", "0   19", "bad EVENTS" },
	{ "0   00000019", "1   00000019", "TARGET is not" },
	{ "0:1 10\n1", "0:1 11\n1", "has another inode" },
	{ "1000000000000004 1  inode", "1000000000000004 -  inode", "WD" },
	{ "1000000000000004 1  inode", "1000000000000003 1  inode",
	  "watches nothing" },
	{ "-   22", "0:4 22", "DEV or INO" },
	{ "0:4 -   ", "0:4 5   ", "DEV or INO" },
	{ "posix w", "ofd w", "ofd lock of a process" },
	{ "posix w", "flock w", "a table owns" },
	{ "posix w", "posix -", "without a mode" },
	{ "10 29", "30 29", "ends before" },
	{ "10 29", "10 -", "without range" },
	{ "eof 1000000000000006", "eof 1000000000000008", "another inode" },
	{ "3000000000000000 5 yes", "1000000000000006 5 yes",
	  "a file owns a posix" },
	{ "more  - -  -", "more  - 0  -", "'more' locks" },
	{ "more  - -  -", "busy  - 0  -", "'busy' locks" },
	{ "2000000000000006 more", "2000000000000004 more", "is no inode" },
	{ "1000000000000001 pgrp", "1000000000000000 pgrp", "owned file" },
	{ "1000000000000001 pgrp", "100000000000000f pgrp", "is no file" },
	{ "pgrp -", "sid -", "bad TYPE" },
	{ "pgrp -", "pgrp left", "bad PID" },
	{ "pgrp -", "pgrp busy", "does not fit PID" },
	{ "pgrp -", "- -", "does not fit PID" },
	{ "pgrp -   0", "- busy 9", "does not fit PID" },
	{ "1000000000000007 queued", "1000000000000007 deep",
	  "FILE does not fit STATE" },
	{ "1000000000000007 queued", "100000000000000f queued",
	  "held but not there" },
	{ "1000000000000007 queued", "1000000000000008 queued",
	  "no descriptor, mapping or queue" },
	{ "2000000000000001 -  ", "2000000000000002 -  ", "no unix socket" },
	{ "4000000000000000 -  ", "- - ", "without EMBRYO" },
	{ "4000000000000001 1000000000000009 map",
	  "4000000000000002 1000000000000009 map", "two address spaces" },
	{ "exe  1", "exe  2", "an executable counted" },
	{ "map  2", "map  0", "FILE or COUNT" },
	{ "busy 0", "busy 1", "FILE or COUNT" },
	{ "busy 0", "torn 1", "FILE or COUNT" },
	{ "6   5 ", "5   5 ", "two rows of task" },
	{ "6   5 ", "0   5 ", "without TID" },
	{ "0:5 19 dir", "0:5 19 reg", "no directory" },
	{ "cwd ", "home ", "bad AS" },
	{ "cwd  2", "busy 2", "'busy' paths" },
	{ "cwd  2000000000000009", "cwd  -", "no file or path" },
};

TEST(refuses_every_broken_rule)
{
	const char *accepted = text_accepts(good, changes, ARRAY_SIZE(changes));

	EXPECT_EQ(NULL, accepted) TH_LOG("%s", accepted);
}

TEST_HARNESS_MAIN
