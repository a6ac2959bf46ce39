// SPDX-License-Identifier: GPL-2.0-only
#include <stddef.h>

#include "factories.h"

static int (*const factories[])(void) = {
	make_regular, make_created, make_by_handle, make_tmpfile,
	make_directory, make_symlink, make_path_of_file, make_path_of_fifo,
	make_path_of_pipe, make_path_of_socket, make_path_of_device,
	make_procfs_file, make_sysfs_file, make_null_device, make_zero_device,
	make_block_device, make_fifo, make_pipe_end, make_pty_master,
	make_pty_slave, make_terminal, make_tun, make_message_queue,
	make_namespace, make_file_system_context, make_detached_mount,
	make_cloned_tree, make_plain_tree, make_unix_stream,
	make_unix_datagram, make_unix_seqpacket, make_udp, make_udp6,
	make_tcp_listener, make_icmp, make_netlink, make_packet, make_vsock,
	make_epoll_set, make_event_counter, make_timer, make_signals,
	make_inotify_group, make_fanotify_group, make_fault_handler,
	make_bpf_map, make_bpf_program, make_bpf_link, make_perf_event,
	make_io_uring, make_landlock_ruleset, make_seccomp_listener,
	make_process, make_process_cloned, make_process_gone,
	make_memory_file, make_huge_memory_file, make_secret_memory,
	make_dma_buffer,
};

void make_each(void)
{
	size_t i;

	for (i = 0; i < sizeof(factories) / sizeof(factories[0]); i++)
		factories[i]();
}
