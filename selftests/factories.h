/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Descriptors of every kind that the kernel makes.  Each function returns one,
 * or -1 and errno where there is no such kind, or where it cannot be made.
 */
#ifndef FACTORIES_H
#define FACTORIES_H

/* Of files with a name; they are made in the working directory. */
int make_regular(void);
int make_created(void);
int make_by_handle(void);
int make_tmpfile(void);
int make_directory(void);
int make_symlink(void);
int make_path_of_file(void);
int make_path_of_fifo(void);
int make_path_of_pipe(void);
int make_path_of_socket(void);
int make_path_of_device(void);
int make_procfs_file(void);
int make_sysfs_file(void);
int make_null_device(void);
int make_zero_device(void);
int make_block_device(void);
int make_fifo(void);
int make_pipe_end(void);
int make_pty_master(void);
int make_pty_slave(void);
int make_terminal(void);
int make_tun(void);
int make_message_queue(void);
int make_namespace(void);
int make_file_system_context(void);
int make_detached_mount(void);
int make_cloned_tree(void);
int make_plain_tree(void);

/* Of sockets. */
int make_unix_stream(void);
int make_unix_datagram(void);
int make_unix_seqpacket(void);
int make_udp(void);
int make_udp6(void);
int make_tcp_listener(void);
int make_icmp(void);
int make_netlink(void);
int make_packet(void);
int make_vsock(void);

/* Of what has a system call of its own. */
int make_epoll_set(void);
int make_event_counter(void);
int make_timer(void);
int make_signals(void);
int make_inotify_group(void);
int make_fanotify_group(void);
int make_fault_handler(void);
int make_bpf_map(void);
int make_bpf_program(void);
int make_bpf_link(void);
int make_perf_event(void);
int make_io_uring(void);
int make_landlock_ruleset(void);
int make_seccomp_listener(void);
int make_process(void);
int make_process_cloned(void);
int make_process_gone(void);
int make_memory_file(void);
int make_huge_memory_file(void);
int make_secret_memory(void);
int make_dma_buffer(void);

/* make_each() - one of each kind that can be made here */
void make_each(void);

/* load_driver() - have a module of the kernel's own loaded, if there is one */
void load_driver(const char *name);

#endif
