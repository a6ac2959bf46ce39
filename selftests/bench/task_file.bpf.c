// SPDX-License-Identifier: GPL-2.0-only
/*
 * A BPF iterator that prints for each descriptor of each process what fdmap
 * prints of it in [descriptors], [files] and [inodes]: the fastest way that a
 * stock kernel offers without a module. It has one line a descriptor, so what
 * descriptors share is printed again. Loaded and pinned by "bpftool iter pin".
 *
 * Structures hold only the members that are read; the loader finds their
 * offsets in the kernel's BTF (CO-RE).
 */
#include <linux/bpf.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

#define KERNEL_TYPE __attribute__((preserve_access_index))

struct seq_file;

struct bpf_iter_meta {
	struct seq_file *seq;
} KERNEL_TYPE;

struct fdtable {
	unsigned long *close_on_exec;
} KERNEL_TYPE;

struct files_struct {
	struct fdtable *fdt;
} KERNEL_TYPE;

struct task_struct {
	int tgid;
	struct files_struct *files;
} KERNEL_TYPE;

struct path {
	void *mnt;
	void *dentry;
} KERNEL_TYPE;

struct file_system_type {
	const char *name;
} KERNEL_TYPE;

struct super_block {
	unsigned int s_dev;
	struct file_system_type *s_type;
} KERNEL_TYPE;

struct inode {
	unsigned short i_mode;
	struct {
		unsigned int val;
	} i_uid, i_gid;
	unsigned int i_nlink;
	unsigned int i_rdev;
	struct {
		int counter;
	} i_count;
	unsigned long i_ino;
	long long i_size;
	struct super_block *i_sb;
} KERNEL_TYPE;

struct file {
	struct path f_path;
	struct inode *f_inode;
	const void *f_op;
	struct {
		long long counter;
	} f_count;
	unsigned int f_flags;
	unsigned int f_mode;
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

static int closes_on_exec(struct task_struct *task, unsigned int fd)
{
	unsigned long word = 0;
	unsigned long *words = BPF_CORE_READ(task, files, fdt, close_on_exec);

	bpf_probe_read_kernel(&word, sizeof(word), words + fd / 64);
	return word >> fd % 64 & 1;
}

static void print_file(struct seq_file *seq, struct file *file, char *path)
{
	if (bpf_d_path(&file->f_path, path, 4096) < 0)
		path[0] = '\0';
	BPF_SEQ_PRINTF(seq, "%lx %lx %lld %x %x %lld %ps %s ",
		       (unsigned long)file, (unsigned long)file->f_inode,
		       file->f_count.counter, file->f_mode, file->f_flags,
		       file->f_pos, file->f_op, path);
}

static void print_inode(struct seq_file *seq, struct inode *inode)
{
	struct super_block *sb = inode->i_sb;

	BPF_SEQ_PRINTF(seq, "%s %x %lu %x %u %u %u %lld %d %x\n",
		       sb->s_type->name, sb->s_dev, inode->i_ino,
		       inode->i_mode, inode->i_nlink, inode->i_uid.val,
		       inode->i_gid.val, inode->i_size,
		       inode->i_count.counter, inode->i_rdev);
}

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
	BPF_SEQ_PRINTF(seq, "%d %u %d ", task->tgid, ctx->fd,
		       closes_on_exec(task, ctx->fd));
	print_file(seq, file, path);
	print_inode(seq, file->f_inode);
	return 0;
}
