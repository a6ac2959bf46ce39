// SPDX-License-Identifier: GPL-2.0-only
/* [details] against fdinfo, F_GET_SEALS, TIOCGPTN and what was set. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "factories.h"
#include "fdmap_values.h"
#include "fixture.h"
#include "kselftest_harness.h"
#include "proc.h"
#include "scm.h"
#include "truth.h"

#ifndef TFD_IOC_SET_TICKS	/* of linux/timerfd.h */
#define TFD_IOC_SET_TICKS _IOW('T', 0, uint64_t)
#endif

/* What [details] says of @fd of this process; the test fails if nothing. */
#define DETAIL(fd, key)                                                     \
	({                                                                  \
		const char *detail_ =                                       \
			fdmap_detail(READ_PID(getpid()), fd, key);         \
		ASSERT_NE(NULL, detail_) TH_LOG("no '%s'", key);            \
		detail_;                                                    \
	})

static const uint64_t counts[] = { 0, 1, 10, 4096, UINT64_MAX - 1 };

TEST(eventfd_has_a_count)
{
	int fd = eventfd(0, EFD_NONBLOCK);
	uint64_t count;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(counts); i++) {
		if (counts[i])
			ASSERT_EQ(8, write(fd, &counts[i], 8));
		EXPECT_EQ(counts[i], strtoull(DETAIL(fd, "count"), NULL, 10));
		EXPECT_EQ(counts[i], strtoull(proc_fdinfo(getpid(), fd,
				"eventfd-count:"), NULL, 16));
		/* Looking did not count down, as reading does. */
		if (counts[i])
			ASSERT_EQ(8, read(fd, &count, 8));
	}
	EXPECT_STREQ(proc_fdinfo(getpid(), fd, "eventfd-id:"),
		     DETAIL(fd, "id"));
}

TEST(signalfd_has_a_mask)
{
	sigset_t set;
	int fd;

	sigemptyset(&set);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGUSR1);
	sigaddset(&set, SIGRTMAX);
	fd = signalfd(-1, &set, 0);
	EXPECT_STREQ("8000000000000201", DETAIL(fd, "mask"));
	EXPECT_STREQ(proc_fdinfo(getpid(), fd, "sigmask:"),
		     DETAIL(fd, "mask"));
}

static double seconds_of(const struct timespec *time)
{
	return time->tv_sec + time->tv_nsec / 1e9;
}

TEST(timerfd_has_a_clock_and_a_time)
{
	const struct itimerspec set = { { 77, 5 }, { 1000, 7 } };
	int fd = timerfd_create(CLOCK_BOOTTIME, 0);
	struct itimerspec now;
	double value;

	ASSERT_EQ(0, timerfd_settime(fd, 0, &set, NULL));
	value = atof(DETAIL(fd, "value"));
	ASSERT_EQ(0, timerfd_gettime(fd, &now));
	EXPECT_LE(seconds_of(&now.it_value), value);
	EXPECT_LE(value, seconds_of(&set.it_value));
	EXPECT_STREQ("77.000000005", DETAIL(fd, "interval"));
	EXPECT_EQ(CLOCK_BOOTTIME, atoi(DETAIL(fd, "clock")));
	EXPECT_STREQ("0", DETAIL(fd, "ticks"));
	EXPECT_STREQ(proc_fdinfo(getpid(), fd, "settime flags:"),
		     DETAIL(fd, "flags"));
}

TEST(timerfd_counts_its_ticks)
{
	const struct itimerspec set = { { 1000, 0 }, { 0, 1 } };
	int fd = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK);
	const int flags = TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET;
	struct pollfd ready = { .fd = fd, .events = POLLIN };
	uint64_t ticks;

	ASSERT_EQ(0, timerfd_settime(fd, flags, &set, NULL));
	ASSERT_EQ(1, poll(&ready, 1, 5000));
	EXPECT_NE(0, atoi(DETAIL(fd, "ticks")));
	EXPECT_EQ(flags, strtol(DETAIL(fd, "flags"), NULL, 8));
	/* Looking did not take them. */
	ASSERT_EQ(8, read(fd, &ticks, sizeof(ticks)));
	EXPECT_STREQ("0", DETAIL(fd, "ticks"));
}

TEST(timerfd_has_the_ticks_that_were_set)
{
	const struct itimerspec set = { { 0, 0 }, { 1000, 0 } };
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
	uint64_t ticks = 0x123456789abcdef;

	ASSERT_EQ(0, timerfd_settime(fd, 0, &set, NULL));
	if (ioctl(fd, TFD_IOC_SET_TICKS, &ticks))
		SKIP(return, "ticks cannot be set here: %s", strerror(errno));
	EXPECT_EQ(ticks, strtoull(DETAIL(fd, "ticks"), NULL, 10));
	EXPECT_STREQ("0.000000000", DETAIL(fd, "interval"));
}

static const struct {
	int seal;
	const char *name;
} seals[] = {
	{ F_SEAL_SHRINK, "shrink" },
	{ F_SEAL_GROW, "grow" },
	{ F_SEAL_WRITE, "write" },
	{ F_SEAL_FUTURE_WRITE, "future-write" },
	{ 0x20 /* F_SEAL_EXEC, since Linux 6.3 */, "exec" },
	{ F_SEAL_SEAL, "seal" },	/* the last: there is none after */
};

/* Whether the words are those of the bits, in whatever order. */
static bool same_seals(const char *words, int bits)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(seals); i++)
		if (!!(bits & seals[i].seal) !=
		    (*words && fdmap_is_one_of(seals[i].name, words)))
			return false;
	return true;
}

/* Met in flight before the descriptor that it has too. */
TEST(facts_are_told_once)
{
	struct fdmap_document *document;
	const struct fdmap_detail *row;
	int pair[2], fd, n = 0;

	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
	fd = memfd_create("sent", MFD_ALLOW_SEALING);
	ASSERT_LT(pair[1], fd);
	ASSERT_EQ(0, scm_send(pair[0], fd));
	document = READ_PID(getpid());
	FDMAP_EACH(row, &document->details)
		n += row->file == fdmap_file(document, fd)->id;
	EXPECT_EQ(1, n);
}

TEST(memfd_has_seals)
{
	int all = memfd_create("a name", MFD_ALLOW_SEALING), one;
	size_t i;

	EXPECT_TRUE(same_seals(DETAIL(all, "seals"), 0));
	for (i = 0; i < ARRAY_SIZE(seals); i++) {
		one = memfd_create("one", MFD_ALLOW_SEALING);
		if (fcntl(one, F_ADD_SEALS, seals[i].seal)) {
			TH_LOG("no seal '%s' here", seals[i].name);
			continue;
		}
		ASSERT_EQ(0, fcntl(all, F_ADD_SEALS, seals[i].seal));
		EXPECT_TRUE(same_seals(DETAIL(one, "seals"),
				       fcntl(one, F_GET_SEALS)));
		EXPECT_TRUE(same_seals(DETAIL(all, "seals"),
				       fcntl(all, F_GET_SEALS)));
		close(one);
	}
}

TEST(memfd_that_cannot_be_sealed)
{
	int plain = memfd_create("plain", 0), huge = make_huge_memory_file();

	EXPECT_TRUE(same_seals(DETAIL(plain, "seals"), F_SEAL_SEAL));
	if (huge < 0)
		SKIP(return, "no huge pages here");
	ASSERT_EQ(0, fcntl(huge, F_ADD_SEALS, F_SEAL_GROW));
	EXPECT_TRUE(same_seals(DETAIL(huge, "seals"), F_SEAL_GROW));
}

/* Only what memfd_create(2) made is a memfd, whatever it is called. */
TEST(a_file_that_is_called_like_a_memfd)
{
	int fd;

	temp_dir();
	fd = make_file("memfd:x", O_RDWR);
	EXPECT_STREQ("reg", fdmap_file(READ_PID(getpid()), fd)->kind);
}

TEST(pidfd_refers_to_a_process)
{
	int self = make_process(), gone = make_process_gone(), zombie;
	siginfo_t info;

	EXPECT_EQ(getpid(), atoi(DETAIL(self, "pid")));
	EXPECT_EQ(getpid(), atoi(proc_fdinfo(getpid(), self, "Pid:")));
	EXPECT_STREQ("gone", DETAIL(gone, "pid"));
	EXPECT_STREQ("-1", proc_fdinfo(getpid(), gone, "Pid:"));
	zombie = make_process_cloned();
	ASSERT_EQ(0, waitid(P_ALL, 0, &info, WEXITED | WNOWAIT));
	EXPECT_EQ(info.si_pid, atoi(DETAIL(zombie, "pid")));
}

TEST(pty_has_two_ends)
{
	int master = make_pty_master(), other = make_pty_master(), slave;
	char id[17];
	int number;

	ASSERT_EQ(0, grantpt(master));
	ASSERT_EQ(0, unlockpt(master));
	slave = open(ptsname(master), O_RDWR | O_NOCTTY);
	ASSERT_LE(0, slave);
	ASSERT_EQ(0, ioctl(master, TIOCGPTN, &number));
	EXPECT_EQ(number, atoi(DETAIL(master, "pts")));
	EXPECT_EQ(number, atoi(DETAIL(slave, "pts")));
	strcpy(id, DETAIL(master, "pty"));
	EXPECT_STREQ(id, DETAIL(slave, "pty"));
	EXPECT_STRNE(id, DETAIL(other, "pty"));
	close(master);
	EXPECT_STREQ("gone", DETAIL(slave, "pty"));
}

/* It is not asked: who keeps one keeps its ranges from the next. */
TEST(userfaultfd_tells_nothing)
{
	const struct fdmap_document *document;
	const struct fdmap_detail *row;
	int fd = make_fault_handler();

	if (fd < 0)
		SKIP(return, "no userfaultfd here: %s", strerror(errno));
	document = READ_PID(getpid());
	EXPECT_STREQ("userfaultfd", fdmap_file(document, fd)->kind);
	FDMAP_EACH(row, &document->details)
		EXPECT_NE(fdmap_file(document, fd)->id, row->file);
}

FDMAP_TEST_MAIN
