// SPDX-License-Identifier: GPL-2.0-only
/*
 * 7.2: a kernel thread has, for a time, another fs_struct in ->fs than its own
 * WAYS: 2
 */
#if PROBE == 0
/* Where there is a real_fs, struct task_struct gets two members fs. */
#define real_fs real_fs; int fs
#endif
#include <linux/sched.h>

struct fs_struct *probe(struct task_struct *task);
struct fs_struct *probe(struct task_struct *task)
{
#if PROBE == 0
	return task->fs;
#else
	return task->real_fs;
#endif
}
