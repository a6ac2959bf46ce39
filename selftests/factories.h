/* SPDX-License-Identifier: GPL-2.0-only */
/* Descriptors of every kind that the kernel makes, one row each. */
#ifndef FACTORIES_H
#define FACTORIES_H

/*
 * FACTORIES() - apply X to each row: X(NAME, KIND, OPS, FS, TYPE)
 *
 * KIND: the ABI page's word
 * OPS: symbol of the file_operations, in the kernel's own sources from 5.10 to
 *	6.12; with a bar between where they differ.  NULL: not looked at
 * FS: type of the file system, likewise; NULL where that is the machine's
 *     choice
 * TYPE: of the inode, likewise
 *
 * make_NAME() makes one.  It returns a descriptor, or -1 and errno where there
 * is no such kind, or where it cannot be made.
 */
#define FACTORIES(X)                                                        \
	FACTORIES_OF_FILES(X)                                               \
	FACTORIES_OF_SOCKETS(X)                                             \
	FACTORIES_OF_ANONYMOUS(X)

#define FACTORIES_OF_FILES(X)                                               \
	X(regular, "reg", NULL, NULL, "reg")                                \
	X(created, "reg", NULL, NULL, "reg")                                \
	X(by_handle, "reg", NULL, NULL, "reg")                              \
	X(tmpfile, "reg", NULL, NULL, "reg")                                \
	X(directory, "dir", NULL, NULL, "dir")                              \
	X(symlink, "lnk", NULL, NULL, "lnk")                                \
	X(path_of_file, "reg", NULL, NULL, "reg")                           \
	X(path_of_fifo, "fifo", NULL, NULL, "fifo")                         \
	X(path_of_socket, "socket", NULL, NULL, "sock")                     \
	X(path_of_device, "chr", NULL, NULL, "chr")                         \
	X(procfs_file, "reg", "proc_reg_file_ops|proc_iter_file_ops",       \
	  "proc", "reg")                                                    \
	X(sysfs_file, "reg", "kernfs_file_fops", "sysfs", "reg")            \
	X(null_device, "chr", "null_fops", NULL, "chr")                     \
	X(zero_device, "chr", "zero_fops", NULL, "chr")                     \
	X(block_device, "blk", "def_blk_fops", NULL, "blk")                 \
	X(fifo, "fifo", "pipefifo_fops", NULL, "fifo")                      \
	X(pipe_end, "pipe", "pipefifo_fops", "pipefs", "fifo")              \
	X(pty_master, "pty-master", "ptmx_fops", NULL, "chr")               \
	X(pty_slave, "pty-slave", "tty_fops", "devpts", "chr")              \
	X(terminal, "tty", "tty_fops|console_fops", NULL, "chr")            \
	X(tun, "tun", "tun_fops[tun]|tun_fops", NULL, "chr")                \
	X(message_queue, "mqueue", "mqueue_file_operations", "mqueue",      \
	  "reg")                                                            \
	X(namespace, "ns", "ns_file_operations", "nsfs", "reg")             \
	X(file_system_context, "fscontext", "fscontext_fops",               \
	  "anon_inodefs", "-|reg")                                          \
	X(detached_mount, "mount", NULL, "tmpfs", "dir")                    \
	X(cloned_tree, "mount", NULL, NULL, "dir")                          \
	X(plain_tree, "dir", NULL, NULL, "dir")

#define FACTORIES_OF_SOCKETS(X)                                             \
	SOCKET(X, unix_stream)                                              \
	SOCKET(X, unix_datagram)                                            \
	SOCKET(X, unix_seqpacket)                                           \
	SOCKET(X, udp)                                                      \
	SOCKET(X, udp6)                                                     \
	SOCKET(X, tcp_listener)                                             \
	SOCKET(X, icmp)                                                     \
	SOCKET(X, netlink)                                                  \
	SOCKET(X, packet)                                                   \
	SOCKET(X, vsock)

#define SOCKET(X, name)                                                     \
	X(name, "socket", "socket_file_ops", "sockfs", "sock")

#define FACTORIES_OF_ANONYMOUS(X)                                           \
	ANONYMOUS(X, epoll_set, "epoll", "eventpoll_fops")                  \
	ANONYMOUS(X, event_counter, "eventfd", "eventfd_fops")              \
	ANONYMOUS(X, timer, "timerfd", "timerfd_fops")                      \
	ANONYMOUS(X, signals, "signalfd", "signalfd_fops")                  \
	ANONYMOUS(X, inotify_group, "inotify", "inotify_fops")              \
	ANONYMOUS(X, fanotify_group, "fanotify", "fanotify_fops")           \
	ANONYMOUS(X, fault_handler, "userfaultfd", "userfaultfd_fops")      \
	ANONYMOUS(X, bpf_map, "bpf-map", "bpf_map_fops")                    \
	ANONYMOUS(X, bpf_program, "bpf-prog", "bpf_prog_fops")              \
	ANONYMOUS(X, bpf_link, "bpf-link", "bpf_link_fops")                 \
	ANONYMOUS(X, perf_event, "perf_event", "perf_fops")                 \
	ANONYMOUS(X, io_uring, "io_uring", "io_uring_fops")                 \
	ANONYMOUS(X, landlock_ruleset, "landlock", "ruleset_fops")          \
	ANONYMOUS(X, seccomp_listener, "seccomp", "seccomp_notify_ops")     \
	X(process, "pidfd", "pidfd_fops|pidfs_file_operations",             \
	  "anon_inodefs|pidfs", "-|reg")                                    \
	X(process_cloned, "pidfd", "pidfd_fops|pidfs_file_operations",      \
	  "anon_inodefs|pidfs", "-|reg")                                    \
	X(process_gone, "pidfd", "pidfd_fops|pidfs_file_operations",        \
	  "anon_inodefs|pidfs", "-|reg")                                    \
	X(memory_file, "memfd", "shmem_file_operations", "tmpfs", "reg")    \
	X(huge_memory_file, "memfd", "hugetlbfs_file_operations",           \
	  "hugetlbfs", "reg")                                               \
	X(secret_memory, "secretmem", "secretmem_fops", "secretmem", "reg") \
	X(dma_buffer, "dma-buf", "dma_buf_fops", "dmabuf", "reg|-")

#define ANONYMOUS(X, name, kind, ops)                                       \
	X(name, kind, ops, "anon_inodefs", "-|reg")

#define DECLARE(name, kind, ops, fs, type) int make_##name(void);
FACTORIES(DECLARE)
#undef DECLARE

/* load_driver() - have a module of the kernel's own loaded, if there is one */
void load_driver(const char *name);

#endif
