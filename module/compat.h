/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every difference between the kernels that fdmap builds on: 5.10, 6.1, 6.12
 * and 7.3.
 *
 * The only place with #if on the kernel. A shim bears the newest kernel's name
 * and meaning behind fdmap_compat_ and cites the change. What is there is found
 * by the probes under probes/, whose answers probe.sh writes to probed.h.
 */
#ifndef FDMAP_COMPAT_H
#define FDMAP_COMPAT_H

#ifdef CONFIG_X86
#include <asm/cpufeature.h>
#endif
#include <linux/dcache.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/fs_struct.h>
#include <linux/mm.h>
#include <linux/net.h>
#include <linux/pid.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/skbuff.h>
#include <linux/spinlock.h>
#include <net/af_unix.h>
#include <net/inet_sock.h>
#include <net/net_namespace.h>
#include <net/scm.h>

#include "probed.h"

#if FDMAP_HAVE_FILELOCK_H	/* 6.3, 5970e15dbcfe */
#include <linux/filelock.h>
#endif

/*
 * Without it synchronize_rcu_tasks() is synchronize_rcu(), which does not wait
 * for tasks that were preempted.
 */
#if defined(CONFIG_PREEMPTION) && !defined(CONFIG_TASKS_RCU)
#error "fdmap cannot be unloaded from a preemptible kernel without TASKS_RCU"
#endif

/*
 * fdmap_compat_simple_inode_init_ts - set all times of a new inode to now
 *
 * 6.7, "fs: new helper to simplify timestamp initialization".
 */
static inline void fdmap_compat_simple_inode_init_ts(struct inode *inode)
{
#if FDMAP_HAVE_SIMPLE_INODE_INIT_TS
	simple_inode_init_ts(inode);
#else
	inode->i_atime = current_time(inode);
	inode->i_mtime = inode->i_atime;
	inode->i_ctime = inode->i_atime;
#endif
}

/*
 * fdmap_compat_get_file_rcu - take a reference to what a pointer points to
 * @slot:	pointer to a file, or NULL
 *
 * Called under rcu_read_lock(). 6.7, 0ede61d8589c "file: convert to
 * SLAB_TYPESAFE_BY_RCU", since when the file has to be looked at again.
 */
static inline struct file *fdmap_compat_get_file_rcu(struct file __rcu **slot)
{
#if FDMAP_HAVE_GET_FILE_RCU
	return get_file_rcu(slot);
#else
	struct file *file;

	do {
		file = rcu_dereference(*slot);
	} while (file && !get_file_rcu(file));
	return file;
#endif
}

/*
 * fdmap_compat_file_f_owner - who gets a file's signals, or NULL
 *
 * 6.12, 1934b212615d "file: reclaim 24 bytes from f_owner".
 */
static inline struct fown_struct *fdmap_compat_file_f_owner(struct file *file)
{
#if FDMAP_HAVE_FILE_F_OWNER
	return file_f_owner(file);
#else
	return &file->f_owner;
#endif
}

/*
 * fdmap_compat_file_is_watched - whether an epoll instance watches a file
 *
 * 5.11, 319c15174757 "epoll: take epitem list out of struct file".
 */
static inline bool fdmap_compat_file_is_watched(struct file *file)
{
#if FDMAP_HAVE_FILE_EP
	return READ_ONCE(file->f_ep);
#else
	return !list_empty_careful(&file->f_ep_links);
#endif
}

/*
 * fdmap_compat_sock_from_file - the socket of a socket's file
 *
 * 5.11, dba4a9256bb4 "net: Remove the err argument from sock_from_file".
 */
static inline struct socket *fdmap_compat_sock_from_file(struct file *file)
{
#if FDMAP_HAVE_SOCK_FROM_FILE
	return sock_from_file(file);
#else
	int err;

	return sock_from_file(file, &err);
#endif
}

/*
 * fdmap_compat_unix_skb_is_public - whether modules may know a unix socket's
 * messages
 *
 * Since 7.0 their structure is private to net/unix.
 */
static inline bool fdmap_compat_unix_skb_is_public(void)
{
	return !FDMAP_HAVE_UNIX_SKB_PRIVATE;
}

/* fdmap_compat_unix_skb_files - the files in a message, or NULL */
static inline const struct scm_fp_list *
fdmap_compat_unix_skb_files(const struct sk_buff *skb)
{
#if FDMAP_HAVE_UNIX_SKB_PRIVATE
	return NULL;
#else
	return UNIXCB(skb).fp;
#endif
}

/* fdmap_compat_unix_skb_len - bytes of a message that have not been read */
static inline u64 fdmap_compat_unix_skb_len(const struct sk_buff *skb)
{
#if FDMAP_HAVE_UNIX_SKB_PRIVATE
	return skb->len;	/* no stream's, which alone are read in parts */
#else
	return skb->len - UNIXCB(skb).consumed;
#endif
}

/*
 * fdmap_compat_unix_stream_inq - whether a stream itself counts what it holds
 * @bytes:	that number
 *
 * 6.18, "af_unix: Use cached value for SOCK_STREAM in unix_inq_len()." It is of
 * use where messages are private.
 */
static inline bool fdmap_compat_unix_stream_inq(const struct sock *sk,
						u64 *bytes)
{
#if FDMAP_HAVE_UNIX_SKB_PRIVATE
	if (sk->sk_type != SOCK_STREAM)
		return false;
	*bytes = max(READ_ONCE(unix_sk(sk)->inq_len), 0);
	return true;
#else
	return false;
#endif
}

/* fdmap_compat_netns_inum - inode number of a network namespace */
static inline u64 fdmap_compat_netns_inum(const struct net *net)
{
	return net->ns.inum;
}

/* Addresses of a socket of AF_INET or AF_INET6: IPv6 may be configured out. */
static inline const void *fdmap_compat_inet_rcv_saddr(const struct sock *sk)
{
#if IS_ENABLED(CONFIG_IPV6)
	if (sk->sk_family == AF_INET6)
		return &sk->sk_v6_rcv_saddr;
#endif
	return &inet_sk(sk)->inet_rcv_saddr;
}

static inline const void *fdmap_compat_inet_daddr(const struct sock *sk)
{
#if IS_ENABLED(CONFIG_IPV6)
	if (sk->sk_family == AF_INET6)
		return &sk->sk_v6_daddr;
#endif
	return &inet_sk(sk)->inet_daddr;
}

/*
 * fdmap_compat_task_fs - a task's working and root directory
 *
 * 7.2: a kernel thread has, for a time, another one in ->fs than its own.
 */
static inline struct fs_struct *fdmap_compat_task_fs(struct task_struct *task)
{
#if FDMAP_HAVE_TASK_REAL_FS
	return task->real_fs;
#else
	return task->fs;
#endif
}

/*
 * fdmap_compat_spin_is_blind - whether spinlocks may not show who waits
 *
 * Where x86 finds a hypervisor, and that gives no help with spinlocks, they do
 * not queue (virt_spin_lock()): nobody can see who waits, and whoever lets go
 * and takes one again at once gets it.
 */
static inline bool fdmap_compat_spin_is_blind(void)
{
#ifdef CONFIG_X86
	return boot_cpu_has(X86_FEATURE_HYPERVISOR);
#else
	return false;
#endif
}

/*
 * fdmap_compat_fs_trylock - keep the paths in a fs_struct without waiting
 *
 * 6.18: spinlock and sequence count became a seqlock.
 */
static inline bool fdmap_compat_fs_trylock(struct fs_struct *fs)
{
#if FDMAP_HAVE_FS_SEQLOCK
	return spin_trylock(&fs->seq.lock);
#else
	return spin_trylock(&fs->lock);
#endif
}

static inline void fdmap_compat_fs_unlock(struct fs_struct *fs)
{
#if FDMAP_HAVE_FS_SEQLOCK
	spin_unlock(&fs->seq.lock);
#else
	spin_unlock(&fs->lock);
#endif
}

/*
 * fdmap_compat_read_trylock_irqsave - read_lock_irqsave() without waiting
 *
 * There is no such thing. Interrupts must not come in: a handler may wait for a
 * lock whose holder waits for this one. On PREEMPT_RT handlers are threads.
 */
static inline bool
fdmap_compat_read_trylock_irqsave(rwlock_t *lock, unsigned long *flags)
{
	*flags = 0;
	if (!IS_ENABLED(CONFIG_PREEMPT_RT))
		local_irq_save(*flags);
	if (read_trylock(lock))
		return true;
	if (!IS_ENABLED(CONFIG_PREEMPT_RT))
		local_irq_restore(*flags);
	return false;
}

static inline void
fdmap_compat_read_unlock_irqrestore(rwlock_t *lock, unsigned long flags)
{
	read_unlock(lock);
	if (!IS_ENABLED(CONFIG_PREEMPT_RT))
		local_irq_restore(flags);
}

/*
 * fdmap_compat_file_user_path - the path by which its user knows a file
 *
 * 6.8, "fs: store real path instead of fake path in backing file f_path": what
 * is mapped through overlayfs is a file of the layer below.
 */
static inline const struct path *
fdmap_compat_file_user_path(const struct file *file)
{
#if FDMAP_HAVE_FILE_USER_PATH
	return file_user_path(file);
#else
	return &file->f_path;
#endif
}

/**
 * struct fdmap_compat_lock - what there is to know of a lock
 * @flags:	FL_*
 * @type:	F_RDLCK, F_WRLCK or F_UNLCK
 * @owner:	files_struct or struct file, for comparing only
 * @pid:	in the initial PID namespace; 0 or less for none
 * @start:	first byte
 * @end:	last byte, OFFSET_MAX for all
 * @waited:	whether somebody waits for it
 *
 * 6.9, a series up to 4ca52f539865 "filelock: have fs/locks.c deal with
 * file_lock_core directly", which took leases out of struct file_lock.
 */
struct fdmap_compat_lock {
	unsigned int flags;
	unsigned int type;
	const void *owner;
	pid_t pid;
	loff_t start;
	loff_t end;
	bool waited;
};

typedef bool (*fdmap_compat_lock_fn)(void *data,
				     const struct fdmap_compat_lock *lock);

#if FDMAP_HAVE_FILE_LOCK_CORE
#define FDMAP_COMPAT_LOCK_LIST	c.flc_list

static inline void fdmap_compat_lock_fill(struct fdmap_compat_lock *lock,
					  const struct file_lock_core *core)
{
	lock->flags = core->flc_flags;
	lock->type = core->flc_type;
	lock->owner = core->flc_owner;
	lock->pid = core->flc_pid;
	lock->waited = !list_empty_careful(&core->flc_blocked_requests);
}

#define fdmap_compat_lock_fill_from(lock, fl) \
	fdmap_compat_lock_fill(lock, &(fl)->c)
#else
#define FDMAP_COMPAT_LOCK_LIST	fl_list
#define file_lease		file_lock

static inline void fdmap_compat_lock_fill_from(struct fdmap_compat_lock *lock,
					       const struct file_lock *fl)
{
	lock->flags = fl->fl_flags;
	lock->type = fl->fl_type;
	lock->owner = fl->fl_owner;
	lock->pid = fl->fl_pid;
	lock->waited = !list_empty_careful(&fl->fl_blocked_requests);
}
#endif

/* Hand over the locks of one list; false: stop. */
static inline bool fdmap_compat_each_lock(struct list_head *list,
					  fdmap_compat_lock_fn step, void *data)
{
	const struct file_lock *fl;

	list_for_each_entry(fl, list, FDMAP_COMPAT_LOCK_LIST) {
		struct fdmap_compat_lock lock = {
			.start = fl->fl_start,
			.end = fl->fl_end,
		};

		fdmap_compat_lock_fill_from(&lock, fl);
		if (!step(data, &lock))
			return false;
	}
	return true;
}

/* The same for leases, which are of the whole file. */
static inline bool fdmap_compat_each_lease(struct list_head *list,
					   fdmap_compat_lock_fn step,
					   void *data)
{
	const struct file_lease *fl;

	list_for_each_entry(fl, list, FDMAP_COMPAT_LOCK_LIST) {
		struct fdmap_compat_lock lock = { .end = OFFSET_MAX };

		fdmap_compat_lock_fill_from(&lock, fl);
		if (!step(data, &lock))
			return false;
	}
	return true;
}

/*
 * fdmap_compat_walk_locks - hand over the locks of an inode
 * @context:	its locks, flc_lock held
 * @step:	called for each; false: stop
 * @data:	for @step
 */
static inline void fdmap_compat_walk_locks(struct file_lock_context *context,
					   fdmap_compat_lock_fn step,
					   void *data)
{
	if (fdmap_compat_each_lock(&context->flc_posix, step, data) &&
	    fdmap_compat_each_lock(&context->flc_flock, step, data))
		fdmap_compat_each_lease(&context->flc_lease, step, data);
}

#endif /* FDMAP_COMPAT_H */
