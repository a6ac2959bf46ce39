// SPDX-License-Identifier: GPL-2.0-only
/* What has no name anywhere, made by a system call of its own. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/filter.h>
#include <linux/io_uring.h>
#include <linux/landlock.h>
#include <linux/perf_event.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/udmabuf.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "factories.h"

int make_epoll_set(void)
{
	int set = epoll_create1(0), watched = eventfd(0, 0);
	struct epoll_event event = { .events = EPOLLIN };

	return epoll_ctl(set, EPOLL_CTL_ADD, watched, &event) ? -1 : set;
}

int make_event_counter(void)
{
	return eventfd(7, EFD_NONBLOCK);
}

int make_timer(void)
{
	return timerfd_create(CLOCK_MONOTONIC, 0);
}

int make_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	return signalfd(-1, &set, 0);
}

int make_inotify_group(void)
{
	int fd = inotify_init1(IN_NONBLOCK);

	return inotify_add_watch(fd, "/", IN_CREATE) < 0 ? -1 : fd;
}

int make_fanotify_group(void)
{
	return fanotify_init(FAN_CLASS_NOTIF, O_RDONLY);
}

int make_fault_handler(void)
{
	return syscall(SYS_userfaultfd, O_NONBLOCK);
}

int make_bpf_map(void)
{
	union bpf_attr attr = {
		.map_type = BPF_MAP_TYPE_ARRAY,
		.key_size = 4,
		.value_size = 4,
		.max_entries = 1,
	};

	return syscall(SYS_bpf, BPF_MAP_CREATE, &attr, sizeof(attr));
}

/* return SK_PASS, which leaves the lookup of sockets as it is */
int make_bpf_program(void)
{
	static const struct bpf_insn program[] = {
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0,
		  .imm = SK_PASS },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	union bpf_attr attr = {
		.prog_type = BPF_PROG_TYPE_SK_LOOKUP,
		.expected_attach_type = BPF_SK_LOOKUP,
		.insns = (uintptr_t)program,
		.insn_cnt = sizeof(program) / sizeof(program[0]),
		.license = (uintptr_t)"GPL",
	};

	return syscall(SYS_bpf, BPF_PROG_LOAD, &attr, sizeof(attr));
}

int make_bpf_link(void)
{
	int here = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
	union bpf_attr attr = {
		.link_create = {
			.prog_fd = make_bpf_program(),
			.target_fd = here,
			.attach_type = BPF_SK_LOOKUP,
		},
	};
	int fd = syscall(SYS_bpf, BPF_LINK_CREATE, &attr, sizeof(attr));

	close(here);
	return fd;
}

int make_perf_event(void)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof(attr),
		.config = PERF_COUNT_SW_CPU_CLOCK,
		.disabled = 1,
	};

	return syscall(SYS_perf_event_open, &attr, 0, -1, -1, 0);
}

int make_io_uring(void)
{
	struct io_uring_params params = { 0 };

	return syscall(SYS_io_uring_setup, 1, &params);
}

int make_landlock_ruleset(void)
{
	const struct landlock_ruleset_attr attr = {
		.handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE,
	};

	return syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr), 0);
}

/* All system calls are allowed, and none is told to the listener. */
int make_seccomp_listener(void)
{
	struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	struct sock_fprog program = { 1, &allow };

	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
		       SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
}

int make_process(void)
{
	return syscall(SYS_pidfd_open, getpid(), 0);
}

/* A child that ends at once, with its descriptor; it is not yet waited for. */
static int clone_process(pid_t *pid)
{
	int fd = -1;
	struct clone_args args = {
		.flags = CLONE_PIDFD,
		.pidfd = (uintptr_t)&fd,
		.exit_signal = SIGCHLD,
	};

	*pid = syscall(SYS_clone3, &args, sizeof(args));
	if (!*pid)
		_exit(0);
	return *pid < 0 ? -1 : fd;
}

int make_process_cloned(void)
{
	pid_t pid;

	return clone_process(&pid);
}

int make_process_gone(void)
{
	pid_t pid;
	int fd = clone_process(&pid);

	waitpid(pid, NULL, 0);
	return fd;
}

int make_memory_file(void)
{
	return memfd_create("a name", MFD_ALLOW_SEALING);
}

int make_huge_memory_file(void)
{
	return memfd_create("huge", MFD_HUGETLB | MFD_ALLOW_SEALING);
}

int make_secret_memory(void)
{
	return syscall(SYS_memfd_secret, 0);
}

/* Of a page of a memfd, by the driver that is there for such tests. */
int make_dma_buffer(void)
{
	struct udmabuf_create create = { .size = getpagesize() };
	int device, memory, fd;

	load_driver("udmabuf");
	device = open("/dev/udmabuf", O_RDWR);
	if (device < 0)
		return -1;
	memory = make_memory_file();
	if (ftruncate(memory, getpagesize()) ||
	    fcntl(memory, F_ADD_SEALS, F_SEAL_SHRINK))
		return -1;
	create.memfd = memory;
	fd = ioctl(device, UDMABUF_CREATE, &create);
	close(device);
	close(memory);
	return fd;
}
