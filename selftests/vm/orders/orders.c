// SPDX-License-Identifier: GPL-2.0-only
/*
 * insmod orders.ko files=FD,...: in each lock that these descriptors of the
 * caller lead to, take the lock of the list of all tasks, as kernels have done
 * that signal a group there.  The kernel itself locks a task inside that list's
 * lock.  So lockdep knows from then on that with a task locked nobody may wait
 * for any of these, and reports whoever does.
 *
 * Left out are locks for which that would be no news, or not true:
 * - the owner's of a file (f_owner.lock): taken in interrupts, and in those
 *   nobody who may be interrupted may hold the list's lock; lockdep would report
 *   this module.  Likewise the spinlock (slock) and the receive queue of sockets
 *   that a network fills;
 * - fs->lock and files->file_lock: inside a task's lock the kernel waits for them
 *   itself, with the list locked for the former (chroot_fs_refs()), so it can
 *   never take them the other way round.
 */
#include <linux/file.h>
#include <linux/filelock.h>
#include <linux/module.h>
#include <linux/pipe_fs_i.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <net/af_unix.h>
#include <net/sock.h>

/* The one exported way to the lock; signal 0 reaches nobody. */
static void lock_task_list(void)
{
	kill_pgrp(task_pid(current), 0, 1);
}

static void order_unix(struct unix_sock *u)
{
	struct sock *sk = &u->sk;

	unix_state_lock(sk);
	lock_task_list();
	unix_state_unlock(sk);

	mutex_lock(&u->iolock);
	lock_task_list();
	mutex_unlock(&u->iolock);

	spin_lock(&sk->sk_receive_queue.lock);
	lock_task_list();
	spin_unlock(&sk->sk_receive_queue.lock);

	/* Without _bh, where readers of the list wait for nobody who waits. */
	write_lock(&sk->sk_callback_lock);
	lock_task_list();
	write_unlock(&sk->sk_callback_lock);
}

static void order_socket(struct socket *sock)
{
	lock_sock(sock->sk);
	lock_task_list();
	release_sock(sock->sk);
	if (sock->sk->sk_family == AF_UNIX)
		order_unix(unix_sk(sock->sk));
}

static void order_pipe(struct pipe_inode_info *pipe)
{
	mutex_lock(&pipe->mutex);
	lock_task_list();
	mutex_unlock(&pipe->mutex);
}

static void order_locks(struct file_lock_context *context)
{
	spin_lock(&context->flc_lock);
	lock_task_list();
	spin_unlock(&context->flc_lock);
}

static void order_memory(struct mm_struct *mm)
{
	mmap_write_lock(mm);
	lock_task_list();
	mmap_write_unlock(mm);
}

static void order_file(struct file *file)
{
	struct inode *inode = file_inode(file);
	struct file_lock_context *context = locks_inode_context(inode);
	struct socket *sock = sock_from_file(file);

	if (sock)
		order_socket(sock);
	if (S_ISFIFO(inode->i_mode) && inode->i_pipe)
		order_pipe(inode->i_pipe);
	if (context)
		order_locks(context);
}

static int files[64];
static int n_files;
module_param_array(files, int, &n_files, 0);
MODULE_PARM_DESC(files, "descriptors of the caller");

static int __init orders_init(void)
{
	struct file *file;
	int i;

	order_memory(current->mm);
	for (i = 0; i < n_files; i++) {
		file = fget(files[i]);
		if (!file)
			return -EBADF;
		order_file(file);
		fput(file);
	}
	return 0;
}

static void __exit orders_exit(void)
{
}

module_init(orders_init);
module_exit(orders_exit);
MODULE_DESCRIPTION("Lock orders for lockdep to know");
MODULE_LICENSE("GPL");
