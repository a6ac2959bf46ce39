// SPDX-License-Identifier: GPL-2.0-only
/*
 * A process of an ordinary user that holds the mutex of its epoll instance for
 * ever, from the moment when a reader asks it.  No reader waits for that.  What
 * asks in the reader's place may wait, and then holds the module until the
 * process ends, and nothing else of that user is asked.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "deadline.h"
#include "fixture.h"
#include "kselftest_harness.h"
#include "looker.h"
#include "proc.h"
#include "staller.h"

#define HOSTILE	 1000
#define ORDINARY 1001

/* How often a trap is set until it has caught somebody. */
#define ROUNDS 20

/* What one reading may take, whoever stalls; how long a trap is waited for. */
#define READ_SECONDS   2.0
#define SPRING_SECONDS 10.0

/* epoll instances of a bystander, and what each of them watches */
#define SETS	50
#define TARGETS 5

/* So many read at once, so often. */
#define READERS 20
#define CROWDS	5

/* How often is read while somebody is caught, and what may be lost by it. */
#define READINGS 200
#define LOST_KIB (16 * 1024)

/* shared[] of a reader: its slowest reading, ms; what was said at last */
enum { SLOWEST, IS_BUSY };

/* struct errand - what a reader has to read: the file of @pid, or `all` for 0 */
struct errand {
	const struct child *victim;
	pid_t pid;
};

static bool is_busy(const struct fdmap_document *document, int fd)
{
	const char *state = fdmap_detail(document, fd, "state");

	return state && !strcmp(state, "busy");
}

/* The document of @pid, out of `all`. */
static struct fdmap_document *find_in_all(pid_t pid)
{
	int fd = open(FDMAP_DIR "/all", O_RDONLY | O_CLOEXEC);
	struct fdmap_document *document;
	struct fdmap_text text;
	size_t length;
	char *bytes;

	if (fd < 0)
		return NULL;
	bytes = slurp(fd, 1 << 16, &length);
	close(fd);
	if (!bytes || fdmap_text_init(&text, bytes, length))
		return NULL;
	while ((document = fdmap_next(&text)) && document->pid != pid)
		fdmap_free(document);
	return document;
}

static void read_once(const struct errand *errand, long *slowest)
{
	long took = 1000 * look_seconds(errand->pid);

	if (took > *slowest)
		*slowest = took;
}

/* Not on the victim's processor, if there are two. */
static void move_to_second_processor(void)
{
	cpu_set_t second;

	CPU_ZERO(&second);
	CPU_SET(1, &second);
	sched_setaffinity(0, sizeof(second), &second);
}

/* Read until the trap springs, and then once more. */
static void read_into_trap(struct child *child, void *arg)
{
	const struct errand *errand = arg;
	const struct child *victim = errand->victim;
	const volatile long *sprung = &victim->shared[STALLER_SPRUNG];
	const struct fdmap_document *document;

	move_to_second_processor();
	child_ready(child);
	while (!*sprung)
		read_once(errand, &child->shared[SLOWEST]);
	usleep(20000);		/* until the victim has the mutex */
	read_once(errand, &child->shared[SLOWEST]);
	document = errand->pid ? read_pid(errand->pid) :
				 find_in_all(victim->pid);
	child->shared[IS_BUSY] =
		document && is_busy(document, victim->shared[STALLER_EPOLL]);
	_exit(0);
}

/* @victim: lies in wait; @reader: walks into it */
FIXTURE(hang) {
	struct child victim, reader;
	const char *parameters;
};

FIXTURE_SETUP(hang)
{
	temp_dir();
	staller_prepare();
	self->parameters = module_parameters();
}

/* The victim first: a reader may wait for it. */
FIXTURE_TEARDOWN(hang)
{
	child_end(&self->victim);
	child_end(&self->reader);
	staller_done();
	EXPECT_EQ(0, module_restore(self->parameters));
}

static bool trap_springs(const struct child *victim)
{
	const volatile long *sprung = &victim->shared[STALLER_SPRUNG];
	double end = deadline_now() + SPRING_SECONDS;

	while (!*sprung && deadline_now() < end)
		usleep(1000);
	return *sprung;
}

/* How many use the module; no reader does any more. */
static int module_uses(void)
{
	char *text = proc_text("/sys/module/fdmap/refcnt");
	int uses = atoi(text);

	free(text);
	return uses;
}

static bool module_is_held(void)
{
	return module_uses() > 0;
}

/* A reader that does not return, and whether it can at least be killed. */
static void tell_of_hang(struct __test_metadata *_metadata,
			 struct child *reader)
{
	char *stack = proc_text("/proc/%d/stack", reader->pid);
	double took;

	TH_LOG("the reader does not return; it is in %.*s",
	       (int)strcspn(stack, "\n"), stack);
	free(stack);
	took = deadline_kill(reader->pid);
	EXPECT_LE(0, took) TH_LOG("it does not die either");
	EXPECT_LT(took, KILL_SECONDS);
	if (took >= 0)
		reader->pid = 0;	/* there is none to be ended */
}

/* The reader has walked into the trap: false if the test is at its end. */
static bool reader_returns(struct __test_metadata *_metadata,
			   struct child *reader)
{
	bool returned = deadline_reap(reader->pid, 3 * READ_SECONDS);

	EXPECT_TRUE(returned)
		tell_of_hang(_metadata, reader);
	if (!returned)
		return false;
	reader->pid = 0;
	EXPECT_LT(reader->shared[SLOWEST], 1000 * READ_SECONDS);
	EXPECT_TRUE(reader->shared[IS_BUSY]);
	return reader->shared[IS_BUSY];
}

/* Set a trap, and have somebody walk into it; false likewise. */
static bool set_trap(struct __test_metadata *_metadata,
		     FIXTURE_DATA(hang) *self, bool all)
{
	struct errand errand = { .victim = &self->victim };
	static struct staller staller = { HOSTILE, STALLER_MANY };

	START_CHILD(&self->victim, staller_lie_in_wait, &staller);
	if (self->victim.shared[STALLER_ERROR])
		SKIP(return false, "no mount of FUSE by a user: %s",
		     strerror(self->victim.shared[STALLER_ERROR]));
	errand.pid = all ? 0 : self->victim.pid;
	START_CHILD(&self->reader, read_into_trap, &errand);
	child_release(&self->reader);
	ASSERT_TRUE(trap_springs(&self->victim));
	return reader_returns(_metadata, &self->reader);
}

enum caught { CAUGHT, MISSED, OVER };

/*
 * Until what asks is caught, or a test is over. It is if it asks several times,
 * as who needs more room does, and the trap springs before the last.
 */
static enum caught catch_somebody(struct __test_metadata *_metadata,
				  FIXTURE_DATA(hang) *self, bool all)
{
	int round;

	for (round = 1; round <= ROUNDS; round++) {
		if (!set_trap(_metadata, self, all))
			return OVER;
		if (module_is_held()) {
			TH_LOG("caught in round %d", round);
			return CAUGHT;
		}
		child_end(&self->victim);
		self->victim.pid = 0;
	}
	TH_LOG("nobody was caught in %d rounds", ROUNDS);
	return MISSED;
}

/* Readers that are killed at any time end at once. */
static void kill_readers(struct __test_metadata *_metadata, pid_t pid)
{
	double took;
	int i;

	for (i = 0; i < 20; i++) {
		pid_t looker = looker_start(pid);

		usleep(5000 * i);
		took = deadline_kill(looker);
		EXPECT_LE(0, took);
		EXPECT_LT(took, KILL_SECONDS);
	}
}

TEST_F_TIMEOUT(hang, no_reader_of_the_process, 300)
{
	if (catch_somebody(_metadata, self, false) == CAUGHT)
		kill_readers(_metadata, self->victim.pid);
}

TEST_F_TIMEOUT(hang, no_reader_of_all, 300)
{
	if (catch_somebody(_metadata, self, true) == CAUGHT)
		kill_readers(_metadata, 0);
}

/* A bystander: some instances that nobody stalls. */
static void open_sets(struct child *child, void *uid)
{
	struct epoll_event event = { .events = EPOLLIN };
	int targets[TARGETS], set, i, j;

	(void)child;
	if (!user_become(*(uid_t *)uid))
		_exit(1);
	close_range(3, ~0U, 0);
	for (i = 0; i < TARGETS; i++)
		targets[i] = eventfd(0, 0);
	for (i = 0; i < SETS; i++) {
		set = epoll_create1(0);
		for (j = 0; j < TARGETS; j++)
			if (epoll_ctl(set, EPOLL_CTL_ADD, targets[j], &event))
				_exit(1);
	}
}

/* Its instances come behind what they watch. */
static int count_busy(const struct fdmap_document *document)
{
	int n = 0, i;

	for (i = 0; i < SETS; i++)
		n += is_busy(document, 3 + TARGETS + i);
	return n;
}

/* All of them are answered: at once, or soon where the machine is busy. */
static bool is_answered(pid_t pid)
{
	struct fdmap_document *document;
	bool whole = false;
	int i;

	for (i = 0; i < 5 && !whole; i++) {
		document = read_pid(pid);
		whole = document && document->epoll.count == SETS * TARGETS &&
			!count_busy(document);
		fdmap_free(document);
	}
	return whole;
}

/* None of them is; @pid belongs to the user that has somebody caught. */
static void expect_not_asked(struct __test_metadata *_metadata, pid_t pid)
{
	const struct fdmap_document *document = READ_PID(pid);
	double took;

	EXPECT_EQ(SETS, count_busy(document));
	EXPECT_EQ(0, document->epoll.count);
	took = look_seconds(pid);
	EXPECT_LE(0, took);
	EXPECT_LT(took, READ_SECONDS);
}

static long available_kib(void)
{
	char *text = proc_text("/proc/meminfo");
	const char *line = strstr(text, "MemAvailable:");
	long kib = line ? atol(strchr(line, ':') + 1) : -1;

	free(text);
	return kib;
}

/* Reading on leaves no more behind each time. */
static void expect_no_loss(struct __test_metadata *_metadata, pid_t victim,
			   pid_t bystander)
{
	long before;
	int i;

	look_seconds(victim);
	before = available_kib();
	for (i = 0; i < READINGS; i++)
		ASSERT_LE(0, look_seconds(i % 2 ? victim : bystander));
	EXPECT_GT(available_kib() + LOST_KIB, before);
}

/* What is held is let go when who stalls has ended. */
static void expect_release(struct __test_metadata *_metadata)
{
	double end = deadline_now() + READ_SECONDS;

	while (module_is_held() && deadline_now() < end)
		usleep(1000);
	ASSERT_EQ(0, module_unload());
	ASSERT_EQ(0, module_load(""));
}

TEST_F_TIMEOUT(hang, of_what_asks_keeps_to_its_user, 300)
{
	static uid_t hostile = HOSTILE, ordinary = ORDINARY;
	struct child same, other;
	enum caught caught;

	START_CHILD(&same, open_sets, &hostile);
	START_CHILD(&other, open_sets, &ordinary);
	EXPECT_TRUE(is_answered(same.pid));
	caught = catch_somebody(_metadata, self, false);
	if (caught == MISSED)
		SKIP(return, "what asks was never caught");
	if (caught == OVER)
		return;
	expect_not_asked(_metadata, same.pid);
	EXPECT_TRUE(is_answered(other.pid));
	EXPECT_EQ(-EWOULDBLOCK, module_unload());
	expect_no_loss(_metadata, self->victim.pid, same.pid);
	EXPECT_TRUE(module_is_held());
	child_end(&self->victim);
	self->victim.pid = 0;
	expect_release(_metadata);
	EXPECT_TRUE(is_answered(same.pid));
	child_end(&same);
	child_end(&other);
}

/* Read once, as all others of its kind do at the same moment. */
static void read_at_once(struct child *child, void *pid)
{
	child_ready(child);
	look_seconds(*(pid_t *)pid);
	_exit(0);
}

/* A victim that is stalled already, and many that do not know it yet. */
static bool ask_at_once(struct __test_metadata *_metadata,
			FIXTURE_DATA(hang) *self)
{
	static struct staller staller = { HOSTILE, 1 };
	struct child readers[READERS];
	int i;

	START_CHILD(&self->victim, staller_lie_in_wait, &staller);
	if (self->victim.shared[STALLER_ERROR])
		SKIP(return false, "no mount of FUSE by a user: %s",
		     strerror(self->victim.shared[STALLER_ERROR]));
	for (i = 0; i < READERS; i++)
		START_CHILD(&readers[i], read_at_once, &self->victim.pid);
	self->victim.shared[STALLER_NOW] = 1;
	ASSERT_TRUE(trap_springs(&self->victim));
	usleep(20000);		/* until the victim has the mutex */
	for (i = 0; i < READERS; i++)
		child_release(&readers[i]);
	for (i = 0; i < READERS; i++)
		EXPECT_TRUE(deadline_reap(readers[i].pid, READ_SECONDS));
	return true;
}

/* They do not take all there is to ask with. */
TEST_F_TIMEOUT(hang, of_many_that_ask_at_once_keeps_to_its_user, 120)
{
	static uid_t ordinary = ORDINARY;
	struct child other;
	int i;

	START_CHILD(&other, open_sets, &ordinary);
	for (i = 0; i < CROWDS; i++) {
		if (!ask_at_once(_metadata, self))
			break;
		TH_LOG("the module is in use %d times", module_uses());
		EXPECT_TRUE(is_busy(READ_PID(self->victim.pid),
				    self->victim.shared[STALLER_EPOLL]));
		EXPECT_TRUE(is_answered(other.pid));
		child_end(&self->victim);
		self->victim.pid = 0;
	}
	child_end(&other);
}

FDMAP_TEST_MAIN
