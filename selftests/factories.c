// SPDX-License-Identifier: GPL-2.0-only
/* The symbols are those of the kernel's own sources, 5.10 to 6.12. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/io_uring.h>
#include <linux/netlink.h>
#include <linux/perf_event.h>
#include <mqueue.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "factories.h"

static int null_device(void)
{
	return open("/dev/null", O_RDWR);
}

static int zero_device(void)
{
	return open("/dev/zero", O_RDONLY);
}

static int pty_master(void)
{
	return posix_openpt(O_RDWR | O_NOCTTY);
}

static int pipe_end(void)
{
	int ends[2];

	return pipe(ends) ? -1 : ends[1];
}

static int unix_stream(void)
{
	return socket(AF_UNIX, SOCK_STREAM, 0);
}

static int udp(void)
{
	return socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
}

static int tcp_listener(void)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	return listen(fd, 1) ? -1 : fd;
}

static int netlink(void)
{
	return socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
}

static int epoll_set(void)
{
	int set = epoll_create1(0), watched = eventfd(0, 0);
	struct epoll_event event = { .events = EPOLLIN };

	return epoll_ctl(set, EPOLL_CTL_ADD, watched, &event) ? -1 : set;
}

static int event_counter(void)
{
	return eventfd(7, EFD_NONBLOCK);
}

static int timer(void)
{
	return timerfd_create(CLOCK_MONOTONIC, 0);
}

static int signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	return signalfd(-1, &set, 0);
}

static int inotify_group(void)
{
	int fd = inotify_init1(IN_NONBLOCK);

	return inotify_add_watch(fd, "/", IN_CREATE) < 0 ? -1 : fd;
}

static int fanotify_group(void)
{
	return fanotify_init(FAN_CLASS_NOTIF, O_RDONLY);
}

static int memory_file(void)
{
	return memfd_create("a name", MFD_ALLOW_SEALING);
}

static int process(void)
{
	return syscall(SYS_pidfd_open, getpid(), 0);
}

static int fault_handler(void)
{
	return syscall(SYS_userfaultfd, O_NONBLOCK);
}

static int message_queue(void)
{
	int fd = mq_open("/fdmap-test", O_RDWR | O_CREAT, 0600, NULL);

	mq_unlink("/fdmap-test");
	return fd;
}

static int bpf_map(void)
{
	union bpf_attr attr = {
		.map_type = BPF_MAP_TYPE_ARRAY,
		.key_size = 4,
		.value_size = 4,
		.max_entries = 1,
	};

	return syscall(SYS_bpf, BPF_MAP_CREATE, &attr, sizeof(attr));
}

static int perf_event(void)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof(attr),
		.config = PERF_COUNT_SW_CPU_CLOCK,
		.disabled = 1,
	};

	return syscall(SYS_perf_event_open, &attr, 0, -1, -1, 0);
}

static int io_uring(void)
{
	struct io_uring_params params = { 0 };

	return syscall(SYS_io_uring_setup, 1, &params);
}

static int namespace(void)
{
	return open("/proc/self/ns/pid", O_RDONLY);
}

static int procfs_file(void)
{
	return open("/proc/version", O_RDONLY);
}

static int sysfs_file(void)
{
	return open("/sys/kernel/uevent_seqnum", O_RDONLY);
}

/* @make has the name of the kind. */
#define KIND(name, ops, fs, type) { #name, name, ops, fs, type }

const struct factory factories[] = {
	KIND(null_device, "null_fops", NULL, "chr"),
	KIND(zero_device, "zero_fops", NULL, "chr"),
	KIND(pty_master, "ptmx_fops", NULL, "chr"),
	KIND(pipe_end, "pipefifo_fops", "pipefs", "fifo"),
	KIND(unix_stream, "socket_file_ops", "sockfs", "sock"),
	KIND(udp, "socket_file_ops", "sockfs", "sock"),
	KIND(tcp_listener, "socket_file_ops", "sockfs", "sock"),
	KIND(netlink, "socket_file_ops", "sockfs", "sock"),
	KIND(epoll_set, "eventpoll_fops", "anon_inodefs", "-|reg"),
	KIND(event_counter, "eventfd_fops", "anon_inodefs", "-|reg"),
	KIND(timer, "timerfd_fops", "anon_inodefs", "-|reg"),
	KIND(signals, "signalfd_fops", "anon_inodefs", "-|reg"),
	KIND(inotify_group, "inotify_fops", "anon_inodefs", "-|reg"),
	KIND(fanotify_group, "fanotify_fops", "anon_inodefs", "-|reg"),
	KIND(memory_file, "shmem_file_operations", "tmpfs", "reg"),
	KIND(process, "pidfd_fops|pidfs_file_operations",
	     "anon_inodefs|pidfs", "-|reg"),
	KIND(fault_handler, "userfaultfd_fops", "anon_inodefs", "-|reg"),
	KIND(message_queue, "mqueue_file_operations", "mqueue", "reg"),
	KIND(bpf_map, "bpf_map_fops", "anon_inodefs", "-|reg"),
	KIND(perf_event, "perf_fops", "anon_inodefs", "-|reg"),
	KIND(io_uring, "io_uring_fops", "anon_inodefs", "-|reg"),
	KIND(namespace, "ns_file_operations", "nsfs", "reg"),
	KIND(procfs_file, "proc_reg_file_ops|proc_iter_file_ops", "proc",
	     "reg"),
	KIND(sysfs_file, "kernfs_file_fops", "sysfs", "reg"),
};

const size_t n_factories = sizeof(factories) / sizeof(factories[0]);
