// SPDX-License-Identifier: GPL-2.0-only
/* Nobody waits for a file system whose server does not answer any more. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"
#include "fuse_server.h"
#include "kselftest_harness.h"
#include "looker.h"
#include "proc.h"

/* Descriptors of a visitor. */
enum { ITS_FILE = 3, ITS_DIR };

/* shared[] of a visitor: the server, or an error number */
enum { SERVER, ERROR };

/* A process with all that one can have on a file system. */
struct visitor {
	struct fuse_server server;
	char *mapped;
};

static void visit(struct child *child, void *arg)
{
	struct visitor *visitor = arg;
	int fd;

	mkdir("fuse", 0755);
	if (unshare(CLONE_NEWNS) ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    fuse_server_start(&visitor->server, "fuse")) {
		child->shared[ERROR] = errno;
		return;
	}
	fd = open("fuse/" FUSE_FILE, O_RDONLY);
	visitor->mapped = mmap(NULL, FUSE_FILE_SIZE, PROT_READ, MAP_SHARED, fd,
			       0);
	if (fd != ITS_FILE || visitor->mapped == MAP_FAILED ||
	    open("fuse", O_RDONLY | O_DIRECTORY) != ITS_DIR ||
	    chdir("fuse"))
		_exit(1);
	fuse_server_hang(&visitor->server);
}

/* A thread of it waits for the server, in a system call or a page fault. */
static void *wait_in_stat(void *arg)
{
	struct stat st;

	(void)arg;
	stat("nowhere", &st);
	return NULL;
}

static void *wait_in_fault(void *arg)
{
	const struct visitor *visitor = arg;

	return (void *)(long)*(volatile char *)visitor->mapped;
}

static void visit_and_wait(struct child *child, void *arg)
{
	static void *(*const waits[])(void *) = { wait_in_stat, wait_in_fault };
	static struct visitor visitor;
	pthread_t thread;
	size_t i;

	(void)arg;
	visit(child, &visitor);
	for (i = 0; i < ARRAY_SIZE(waits) && !child->shared[ERROR]; i++)
		pthread_create(&thread, NULL, waits[i], &visitor);
	child->shared[SERVER] = visitor.server.pid;
}

/* What looks at the working directory of @pid has to wait. */
static void look_up(struct child *child, void *pid)
{
	char path[64];
	struct stat st;

	snprintf(path, sizeof(path), "/proc/%d/cwd/nowhere", *(pid_t *)pid);
	child_ready(child);
	stat(path, &st);
	child->shared[0] = 1;
}

TEST(files_of_a_dead_file_system)
{
	const struct fdmap_document *document;
	const struct fdmap_path *path;
	struct child child, other;

	temp_dir();
	START_CHILD(&child, visit_and_wait, NULL);
	if (child.shared[ERROR])
		SKIP(return, "no FUSE here: %s",
		     strerror(child.shared[ERROR]));
	START_CHILD(&other, look_up, &child.pid);
	child_release(&other);
	usleep(200000);		/* until it and both threads wait */
	ASSERT_EQ(0, other.shared[0]);
	EXPECT_READ_IN_TIME(child.pid);
	document = READ_PID(child.pid);
	EXPECT_STREQ("fuse", fdmap_inode(document, ITS_DIR)->fs.bytes);
	EXPECT_EQ(FUSE_FILE_SIZE, fdmap_inode(document, ITS_FILE)->size);
	/* The descriptor and the mapping. */
	EXPECT_LE(2, fdmap_file(document, ITS_FILE)->refs);
	FDMAP_EACH(path, &document->paths)
		if (!strcmp(path->as, "cwd"))
			EXPECT_EQ(fdmap_inode(document, ITS_DIR)->id,
				  path->inode.value);
	ASSERT_EQ(0, other.shared[0]);
	kill(child.shared[SERVER], SIGKILL);
	child_end(&other);
	child_end(&child);
}

/*
 * Reading memory over procfs holds the lock of the address space while the
 * server is waited for; what maps something waits behind it, and from then on
 * nobody else gets the lock either.
 */
static volatile bool waited;

static void *wait_in_proc_mem(void *arg)
{
	const struct visitor *visitor = arg;
	int fd = open("/proc/self/mem", O_RDONLY);
	char byte;

	pread(fd, &byte, 1, (off_t)visitor->mapped);
	waited = true;
	return NULL;
}

/* Again and again, so as to be behind the other one once that waits. */
static void *wait_in_mmap(void *unused)
{
	while (!waited) {
		usleep(10000);
		munmap(mmap(NULL, 4096, PROT_READ, MAP_SHARED | MAP_ANONYMOUS,
			    -1, 0), 4096);
	}
	return unused;
}

static void visit_and_lock(struct child *child, void *unused)
{
	static struct visitor visitor;
	pthread_t threads[2];

	(void)unused;
	visit(child, &visitor);
	child->shared[SERVER] = visitor.server.pid;
	if (!child->shared[ERROR] &&
	    (pthread_create(&threads[0], NULL, wait_in_mmap, NULL) ||
	     pthread_create(&threads[1], NULL, wait_in_proc_mem, &visitor)))
		_exit(1);
}

/* Who adds up its mappings has to wait. (On 7.3 a list of them has not.) */
static void read_maps(struct child *child, void *pid)
{
	child_ready(child);
	free(proc_text("/proc/%d/smaps_rollup", *(pid_t *)pid));
	child->shared[0] = 1;
}

static size_t count_maps(const struct fdmap_document *document, const char *as)
{
	const struct fdmap_map *map;
	size_t n = 0;

	FDMAP_EACH(map, &document->maps)
		n += !strcmp(map->as, as);
	return n;
}

TEST(an_address_space_that_is_locked)
{
	const struct fdmap_document *document;
	struct child child, other;
	int i;

	temp_dir();
	START_CHILD(&child, visit_and_lock, NULL);
	if (child.shared[ERROR])
		SKIP(return, "no FUSE here: %s",
		     strerror(child.shared[ERROR]));
	document = READ_PID(child.pid);
	for (i = 0; i < 100 && !count_maps(document, "busy"); i++) {
		usleep(50000);
		document = READ_PID(child.pid);
	}
	START_CHILD(&other, read_maps, &child.pid);
	child_release(&other);
	EXPECT_READ_IN_TIME(child.pid);
	document = READ_PID(child.pid);
	EXPECT_EQ(1, count_maps(document, "busy"));
	EXPECT_EQ(0, count_maps(document, "map"));
	ASSERT_EQ(0, other.shared[0]);
	kill(child.shared[SERVER], SIGKILL);
	for (i = 0; i < 100 && !other.shared[0]; i++)
		usleep(50000);
	usleep(100000);		/* until the last of it was mapped */
	document = READ_PID(child.pid);
	EXPECT_EQ(0, count_maps(document, "busy"));
	EXPECT_LT(0, count_maps(document, "map"));
	child_end(&other);
	child_end(&child);
}

FDMAP_TEST_MAIN
