// SPDX-License-Identifier: GPL-2.0-only
/*
 * A BPF iterator that prints for each descriptor of each process what fdmap
 * prints in [descriptors] and [files] of it: the fastest way that a stock
 * kernel offers without a module. Loaded and pinned by "bpftool iter pin".
 *
 * Structures hold only the members that are read; the loader finds their
 * offsets in the kernel's BTF (CO-RE).
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define KERNEL_TYPE __attribute__((preserve_access_index))

struct seq_file;

struct bpf_iter_meta {
	struct seq_file *seq;
} KERNEL_TYPE;

struct task_struct {
	int tgid;
} KERNEL_TYPE;

struct path {
	void *mnt;
	void *dentry;
} KERNEL_TYPE;

struct inode {
	unsigned long i_ino;
} KERNEL_TYPE;

struct file {
	struct path f_path;
	struct inode *f_inode;
	unsigned int f_flags;
	long long f_pos;
} KERNEL_TYPE;

struct bpf_iter__task_file {
	struct bpf_iter_meta *meta;
	struct task_struct *task;
	unsigned int fd;
	struct file *file;
} KERNEL_TYPE;

/* One for each CPU, as the stack of a program is too small for a path. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, char[4096]);
} paths SEC(".maps");

char LICENSE[] SEC("license") = "GPL";

SEC("iter/task_file")
int dump_task_file(struct bpf_iter__task_file *ctx)
{
	struct seq_file *seq = ctx->meta->seq;
	struct task_struct *task = ctx->task;
	struct file *file = ctx->file;
	__u32 zero = 0;
	char *path;

	path = bpf_map_lookup_elem(&paths, &zero);
	if (!task || !file || !path)
		return 0;
	if (bpf_d_path(&file->f_path, path, 4096) < 0)
		path[0] = '\0';
	BPF_SEQ_PRINTF(seq, "%d %u %lx %x %lld %lu %s\n", task->tgid, ctx->fd,
		       (unsigned long)file, file->f_flags, file->f_pos,
		       file->f_inode->i_ino, path);
	return 0;
}
