// SPDX-License-Identifier: GPL-2.0-only
/*
 * A process that does not go on cannot make a reader wait: neither while it
 * holds a lock of the kernel's over a page fault that nobody answers, nor when
 * it is stopped.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "looker.h"
#include "proc.h"
#include "scm.h"
#include "truth.h"

#define PAGE 4096

/* shared[] of a victim: the thread that is stuck, or an error number */
enum { TID, ERROR };

/* Descriptors of a victim: a userfaultfd, then what a call is stuck in. */
enum { FAULTS = 3, A, B };

/* A page that takes for ever to touch. */
static void *stalled_page(void)
{
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register range = { .mode = UFFDIO_REGISTER_MODE_MISSING };
	void *page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (syscall(SYS_userfaultfd, 0) != FAULTS)
		return NULL;
	range.range.start = (unsigned long)page;
	range.range.len = PAGE;
	if (ioctl(FAULTS, UFFDIO_API, &api) ||
	    ioctl(FAULTS, UFFDIO_REGISTER, &range))
		return NULL;
	return page;
}

/* Each of these makes A and B and blocks on @page with a lock held. */
static void stall_socket(int type, void *page)
{
	int ends[2];

	socketpair(AF_UNIX, type, 0, ends);
	send(B, "data", 4, 0);
	scm_send(B, 0);
	read(A, page, 4);
}

static void stall_stream(void *page)
{
	stall_socket(SOCK_STREAM, page);
}

static void stall_datagram(void *page)
{
	stall_socket(SOCK_DGRAM, page);
}

static void stall_pipe_reader(void *page)
{
	int ends[2];

	if (pipe(ends) || write(B, "data", 4) != 4)
		return;
	read(A, page, 4);
}

static void stall_pipe_writer(void *page)
{
	int ends[2];

	if (pipe(ends) || write(B, "data", 4) != 4)
		return;
	write(B, page, 4);
}

static void stall_epoll(void *page)
{
	struct epoll_event event = { .events = EPOLLOUT };
	int ends[2];

	epoll_create1(0);
	pipe(ends);
	epoll_ctl(A, EPOLL_CTL_ADD, ends[1], &event);
	epoll_wait(A, page, 1, -1);
}

struct victim {
	struct child *child;
	void *page;
	void (*stall)(void *page);
};

static void *run_stall(void *arg)
{
	struct victim *victim = arg;

	victim->child->shared[TID] = gettid();
	victim->stall(victim->page);
	return NULL;
}

static void get_stuck(struct child *child, void *stall)
{
	static struct victim victim;
	pthread_t thread;

	victim = (struct victim){ child, stalled_page(), stall };
	if (!victim.page)
		child->shared[ERROR] = errno;
	else if (pthread_create(&thread, NULL, run_stall, &victim))
		_exit(1);
}

/*
 * Until the thread waits for its page; false if it does not. (Its wchan says
 * nothing of the kind before 5.16.)
 */
static bool wait_until_stuck(struct child *child)
{
	char *stack;
	bool stuck;
	int i;

	for (i = 0; i < 5000; i++) {
		stack = proc_text("/proc/%ld/stack", child->shared[TID]);
		stuck = strstr(stack, "handle_userfault");
		free(stack);
		if (stuck)
			return true;
		usleep(1000);
	}
	return false;
}

FIXTURE(stalled) {
	struct child child;
	struct fdmap_document *document;
};

FIXTURE_VARIANT(stalled) {
	void (*stall)(void *page);
	bool (*is_busy)(const struct fdmap_document *document);
};

static bool queue_is_busy(const struct fdmap_document *document)
{
	const struct fdmap_inflight *row = document->inflight.rows;
	const char *state = scm_is_listed() ? "busy" : "private";

	return document->inflight.count == 1 && !strcmp(row->state, state) &&
	       row->socket == fdmap_socket(document, A)->inode &&
	       fdmap_socket(document, A)->fds.value == 1;
}

static bool pipe_is_busy(const struct fdmap_document *document)
{
	const struct fdmap_number *bytes = &fdmap_pipe(document, A)->bytes;

	return bytes->word && !strcmp(bytes->word, "busy");
}

static bool epoll_is_busy(const struct fdmap_document *document)
{
	const char *state = fdmap_detail(document, A, "state");

	return state && !strcmp(state, "busy") && !document->epoll.count;
}

#define STALLED(name, is_busy_)                                             \
	FIXTURE_VARIANT_ADD(stalled, name) {                                \
		.stall = stall_##name, .is_busy = is_busy_,                 \
	}

STALLED(stream, queue_is_busy);
STALLED(datagram, queue_is_busy);
STALLED(pipe_reader, pipe_is_busy);
STALLED(pipe_writer, pipe_is_busy);
STALLED(epoll, epoll_is_busy);

FIXTURE_SETUP(stalled)
{
	START_CHILD(&self->child, get_stuck, variant->stall);
}

FIXTURE_TEARDOWN(stalled)
{
	child_end(&self->child);
}

TEST_F(stalled, in_a_page_fault_with_a_lock_held)
{
	if (self->child.shared[ERROR])
		SKIP(return, "no userfaultfd here: %s",
		     strerror(self->child.shared[ERROR]));
	ASSERT_TRUE(wait_until_stuck(&self->child));
	EXPECT_READ_IN_TIME(self->child.pid);
	EXPECT_TRUE(variant->is_busy(READ_PID(self->child.pid)));
}

static void open_a_few(struct child *child, void *unused)
{
	int fds[2];

	(void)child;
	(void)unused;
	pipe(fds);
	socketpair(AF_UNIX, SOCK_STREAM, 0, fds);
	epoll_create1(0);
}

TEST(stopped_by_a_signal)
{
	struct child child;
	int status;

	START_CHILD(&child, open_a_few, NULL);
	kill(child.pid, SIGSTOP);
	ASSERT_EQ(child.pid, waitpid(child.pid, &status, WUNTRACED));
	EXPECT_READ_IN_TIME(child.pid);
	EXPECT_EQ(8, READ_TRUE(child.pid)->descriptors.count);
	child_end(&child);
}

TEST(stopped_by_a_debugger)
{
	struct child child;
	int status;

	START_CHILD(&child, open_a_few, NULL);
	ASSERT_EQ(0, ptrace(PTRACE_ATTACH, child.pid, NULL, NULL));
	ASSERT_EQ(child.pid, waitpid(child.pid, &status, WUNTRACED));
	EXPECT_READ_IN_TIME(child.pid);
	EXPECT_EQ(8, READ_PID(child.pid)->descriptors.count);
	child_end(&child);
}

FDMAP_TEST_MAIN
