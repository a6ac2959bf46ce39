// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names that were chosen to harm who reads them: to forge rows, columns and
 * markers, to command a terminal, to break out of other formats.  Wherever the
 * text takes a name from a process, it is one value with the same bytes, and
 * the tables have as many rows as there are things.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "factories.h"
#include "fixture.h"
#include "kselftest_harness.h"

#define FIRST 3

/*
 * struct attack - a name, short enough for a comm, and its form in the text
 * @bytes: the name
 * @text: the same as the ABI page writes it
 */
static const struct attack {
	const char *bytes, *text;
} attacks[] = {
	{ "\n[files]\nFILE", "\\012[files]\\012FILE" },
	{ "\n\nfdmap 1 pid", "\\012\\012fdmap\\0401\\040pid" },
	{ "x  0  rw", "x\\040\\0400\\040\\040rw" },
	{ "\033[2J\033]0;x\a", "\\033[2J\\033]0;x\\007" },
	{ "\302\23331m\302\235", "\\302\\23331m\\302\\235" },
	{ "\342\200\256txt.\r", "\\342\\200\\256txt.\\015" },
	{ "\377\300\257\355\240\200", "\\377\\300\\257\\355\\240\\200" },
	{ "<b>&amp;'\"{}|", "<b>&amp;'\"{}|" },
	{ "\"];x->y[l=\"", "\"];x->y[l=\"" },
	{ "\\012\\\\u000a", "\\134012\\134\\134u000a" },
	{ "$(id)`id`;%n%s", "$(id)`id`;%n%s" },
	{ "-", "\\055" },
	{ "--", "--" },
};

/* A child with one thing more for each attack, and its document. */
FIXTURE(hostile) {
	struct child child;
	struct fdmap_document *document;
	char *text;
};

FIXTURE_SETUP(hostile)
{
	temp_dir();
}

FIXTURE_TEARDOWN(hostile)
{
	child_end(&self->child);
}

/* Read the document, and keep the text as it is beside it. */
static void look(struct __test_metadata *_metadata,
		 FIXTURE_DATA(hostile) *self,
		 void (*make)(struct child *, void *))
{
	size_t length;
	int fd;

	START_CHILD(&self->child, make, NULL);
	self->document = READ_PID(self->child.pid);
	fd = open_pid(self->child.pid);
	self->text = slurp(fd, 1 << 16, &length);
	close(fd);
	ASSERT_NE(NULL, self->text);
}

/* Whether the text has this value: in full, with @before in front of it. */
static bool has_value(const char *text, const char *before, const char *value)
{
	char want[256];
	size_t n;

	n = snprintf(want, sizeof(want), " %s%s", before, value);
	for (text = strstr(text, want); text; text = strstr(text + 1, want))
		if (text[n] == ' ' || text[n] == '\n')
			return true;
	return false;
}

static void bind_to(int family, const char *name, bool abstract)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	size_t length = strlen(name);

	memcpy(address.sun_path + abstract, name, length);
	length += offsetof(struct sockaddr_un, sun_path) + 1;
	if (bind(socket(family, SOCK_STREAM, 0), (void *)&address, length))
		_exit(1);
}

static void bind_all(struct child *child, void *unused)
{
	size_t i;

	(void)child;
	(void)unused;
	for (i = 0; i < ARRAY_SIZE(attacks); i++)
		bind_to(AF_UNIX, attacks[i].bytes, false);
	for (i = 0; i < ARRAY_SIZE(attacks); i++)
		bind_to(AF_UNIX, attacks[i].bytes, true);
}

TEST_F(hostile, socket_names)
{
	const size_t n = ARRAY_SIZE(attacks);
	const struct fdmap_socket *socket;
	size_t i;

	look(_metadata, self, bind_all);
	ASSERT_EQ(FIRST + 2 * n, self->document->descriptors.count);
	ASSERT_EQ(2 * n, self->document->sockets.count);
	for (i = 0; i < n; i++) {
		socket = fdmap_socket(self->document, FIRST + i);
		EXPECT_STREQ(attacks[i].bytes, socket->local.bytes);
		EXPECT_TRUE(has_value(self->text, "", attacks[i].text))
			TH_LOG("no '%s'", attacks[i].text);
		socket = fdmap_socket(self->document, FIRST + n + i);
		ASSERT_EQ('@', socket->local.bytes[0]);
		EXPECT_STREQ(attacks[i].bytes, socket->local.bytes + 1);
	}
}

static void bind_alike(struct child *child, void *unused)
{
	(void)child;
	(void)unused;
	bind_to(AF_UNIX, "@name", false);
	bind_to(AF_UNIX, "name", true);
}

/* Anybody can make a file with such a name, and pass for another's service. */
TEST_F(hostile, a_path_that_looks_like_an_abstract_name)
{
	look(_metadata, self, bind_alike);
	ASSERT_EQ(2, self->document->sockets.count);
	EXPECT_TRUE(has_value(self->text, "", "@name"));
	EXPECT_TRUE(has_value(self->text, "", "./@name"));
}

static void make_memfds(struct child *child, void *unused)
{
	size_t i;

	(void)child;
	(void)unused;
	for (i = 0; i < ARRAY_SIZE(attacks); i++)
		if (memfd_create(attacks[i].bytes, 0) < 0)
			_exit(1);
}

TEST_F(hostile, memfd_names)
{
	char want[64];
	size_t i;

	look(_metadata, self, make_memfds);
	ASSERT_EQ(FIRST + ARRAY_SIZE(attacks),
		  self->document->descriptors.count);
	for (i = 0; i < ARRAY_SIZE(attacks); i++) {
		snprintf(want, sizeof(want), "/memfd:%s (deleted)",
			 attacks[i].bytes);
		EXPECT_STREQ(want, fdmap_file(self->document,
					      FIRST + i)->name.bytes);
	}
}

static void *__attribute__((noreturn)) rename_thread(void *name)
{
	prctl(PR_SET_NAME, name);
	for (;;)
		pause();
}

/* Each thread has its name when it waits; creation alone would be too early. */
static void name_threads(struct child *child, void *unused)
{
	pthread_t thread;
	char name[16];
	size_t i;

	(void)child;
	(void)unused;
	for (i = 0; i < ARRAY_SIZE(attacks); i++) {
		if (pthread_create(&thread, NULL, rename_thread,
				   (void *)attacks[i].bytes))
			_exit(1);
		do
			pthread_getname_np(thread, name, sizeof(name));
		while (strcmp(name, attacks[i].bytes));
	}
}

TEST_F(hostile, command_names_of_tasks)
{
	const struct fdmap_task *task;
	size_t i, found;

	look(_metadata, self, name_threads);
	ASSERT_EQ(1 + ARRAY_SIZE(attacks), self->document->tasks.count);
	for (i = 0; i < ARRAY_SIZE(attacks); i++) {
		found = 0;
		FDMAP_EACH(task, &self->document->tasks)
			found += !strcmp(attacks[i].bytes, task->comm.bytes);
		EXPECT_EQ(1, found) TH_LOG("'%s'", attacks[i].text);
		EXPECT_TRUE(has_value(self->text, "", attacks[i].text))
			TH_LOG("no '%s'", attacks[i].text);
	}
}

/* A step for each attack, so that each is the working directory once. */
static void go_there(struct child *child, void *unused)
{
	size_t i;

	(void)unused;
	for (i = 0; i < ARRAY_SIZE(attacks); i++) {
		if (mkdir(attacks[i].bytes, 0755) || chdir(attacks[i].bytes))
			_exit(1);
		child_ready(child);
		if (chdir(".."))
			_exit(1);
	}
}

TEST_F(hostile, working_directories)
{
	const struct fdmap_path *path, *cwd;
	struct fdmap_document *document;
	size_t i;

	START_CHILD(&self->child, go_there, NULL);
	for (i = 0; i < ARRAY_SIZE(attacks); i++) {
		document = READ_PID(self->child.pid);
		ASSERT_EQ(2, document->paths.count);
		cwd = NULL;
		FDMAP_EACH(path, &document->paths)
			if (!strcmp(path->as, "cwd"))
				cwd = path;
		ASSERT_NE(NULL, cwd);
		EXPECT_STREQ(attacks[i].bytes,
			     strrchr(cwd->name.bytes, '/') + 1);
		ASSERT_TRUE(child_go(&self->child));
	}
}

/* The part behind the dot is the choice of who mounts; see fuse(8). */
static void mount_fuse(struct child *child, void *unused)
{
	char options[80];
	int device;

	(void)unused;
	load_driver("fuse");
	device = open("/dev/fuse", O_RDWR);
	snprintf(options, sizeof(options),
		 "fd=%d,rootmode=40000,user_id=0,group_id=0", device);
	if (device < 0 || unshare(CLONE_NEWNS) || mkdir("mnt", 0755) ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("fdmap", "mnt", "fuse.\n\033 \377-", 0, options)) {
		child->shared[0] = errno;
		return;
	}
	open("mnt", O_PATH);
}

TEST_F(hostile, file_system_types)
{
	look(_metadata, self, mount_fuse);
	if (self->child.shared[0])
		SKIP(return, "no FUSE here: %s",
		     strerror(self->child.shared[0]));
	EXPECT_STREQ("fuse.\n\033 \377-",
		     fdmap_inode(self->document, FIRST + 1)->fs.bytes);
	EXPECT_TRUE(has_value(self->text, "fuse.", "\\012\\033\\040\\377-"));
}

FDMAP_TEST_MAIN
