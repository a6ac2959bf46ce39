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

/*
 * OPS are the symbols of the kernel's own sources, 5.10 to 7.3.  There are bars
 * where kernels differ, and NULL where the machine does.
 */
#define KIND(name_, kind_, ops_, fs_, type_)                                \
	FIXTURE_VARIANT_ADD(kind, name_) {                                  \
		.name = #name_, .make = make_##name_, .kind = kind_,        \
		.ops = ops_, .fs = fs_, .type = type_,                      \
	}
#define SOCKET(name) KIND(name, "socket", "socket_file_ops", "sockfs", "sock")
#define ANONYMOUS(name, kind, ops)                                          \
	KIND(name, kind, ops, "anon_inodefs", "-|reg")

KIND(regular, "reg", NULL, NULL, "reg");
KIND(created, "reg", NULL, NULL, "reg");
KIND(by_handle, "reg", NULL, NULL, "reg");
KIND(tmpfile, "reg", NULL, NULL, "reg");
KIND(directory, "dir", NULL, NULL, "dir");
KIND(symlink, "lnk", NULL, NULL, "lnk");
KIND(path_of_file, "reg", NULL, NULL, "reg");
KIND(path_of_fifo, "fifo", NULL, NULL, "fifo");
KIND(path_of_pipe, "pipe", NULL, "pipefs", "fifo");
KIND(path_of_socket, "socket", NULL, NULL, "sock");
KIND(path_of_device, "chr", NULL, NULL, "chr");
KIND(procfs_file, "reg", "proc_reg_file_ops|proc_iter_file_ops", "proc", "reg");
KIND(sysfs_file, "reg", "kernfs_file_fops", "sysfs", "reg");
KIND(null_device, "chr", "null_fops", NULL, "chr");
KIND(zero_device, "chr", "zero_fops", NULL, "chr");
KIND(block_device, "blk", "def_blk_fops", NULL, "blk");
KIND(fifo, "fifo", "pipefifo_fops", NULL, "fifo");
KIND(pipe_end, "pipe", "pipefifo_fops|pipeanon_fops", "pipefs", "fifo");
KIND(pty_master, "pty-master", "ptmx_fops", NULL, "chr");
KIND(pty_slave, "pty-slave", "tty_fops", "devpts", "chr");
KIND(terminal, "tty", "tty_fops|console_fops", NULL, "chr");
KIND(tun, "tun", "tun_fops[tun]|tun_fops", NULL, "chr");
KIND(message_queue, "mqueue", "mqueue_file_operations", "mqueue", "reg");
KIND(namespace, "ns", "ns_file_operations", "nsfs", "reg");
KIND(file_system_context, "fscontext", "fscontext_fops", "anon_inodefs",
	"-|reg");
KIND(detached_mount, "mount", NULL, "tmpfs", "dir");
KIND(cloned_tree, "mount", NULL, NULL, "dir");
KIND(plain_tree, "dir", NULL, NULL, "dir");

SOCKET(unix_stream);
SOCKET(unix_datagram);
SOCKET(unix_seqpacket);
SOCKET(udp);
SOCKET(udp6);
SOCKET(tcp_listener);
SOCKET(icmp);
SOCKET(netlink);
SOCKET(packet);
SOCKET(vsock);

ANONYMOUS(epoll_set, "epoll", "eventpoll_fops");
ANONYMOUS(event_counter, "eventfd", "eventfd_fops");
ANONYMOUS(timer, "timerfd", "timerfd_fops");
ANONYMOUS(signals, "signalfd", "signalfd_fops");
ANONYMOUS(inotify_group, "inotify", "inotify_fops");
ANONYMOUS(fanotify_group, "fanotify", "fanotify_fops");
ANONYMOUS(fault_handler, "userfaultfd", "userfaultfd_fops");
ANONYMOUS(bpf_map, "bpf-map", "bpf_map_fops");
ANONYMOUS(bpf_program, "bpf-prog", "bpf_prog_fops");
ANONYMOUS(bpf_link, "bpf-link", "bpf_link_fops");
ANONYMOUS(perf_event, "perf_event", "perf_fops");
ANONYMOUS(io_uring, "io_uring", "io_uring_fops");
ANONYMOUS(landlock_ruleset, "landlock", "ruleset_fops");
ANONYMOUS(seccomp_listener, "seccomp", "seccomp_notify_ops");
KIND(process, "pidfd", "pidfd_fops|pidfs_file_operations",
	"anon_inodefs|pidfs", "-|reg");
KIND(process_cloned, "pidfd", "pidfd_fops|pidfs_file_operations",
	"anon_inodefs|pidfs", "-|reg");
KIND(process_gone, "pidfd", "pidfd_fops|pidfs_file_operations",
	"anon_inodefs|pidfs", "-|reg");
KIND(memory_file, "memfd", "shmem_file_operations", "tmpfs", "reg");
KIND(huge_memory_file, "memfd", "hugetlbfs_file_operations", "hugetlbfs",
	"reg");
KIND(secret_memory, "secretmem", "secretmem_fops", "secretmem", "reg");
KIND(dma_buffer, "dma-buf", "dma_buf_fops", "dmabuf", "reg|-");

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

/* The operations of the directory are in memory of their own. */
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
		if (!strcmp(fdmap_file(document, fd)->kind, "dir")) {
			EXPECT_STREQ("-", ops);
			continue;
		}
		EXPECT_NE(NULL, strstr(ops, "[fdmap]")) TH_LOG("'%s'", ops);
		EXPECT_TRUE(symbol_exists(ops)) TH_LOG("'%s'", ops);
	}
	child_end(&child);
}

FDMAP_TEST_MAIN
