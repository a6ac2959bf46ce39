// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copying a descriptor table.
 *
 * Locks and life times
 *
 * task_lock(task) pins task->files: whoever drops a table takes it out of the
 * task under that lock first (exit_files(), unshare_files(), close_range()).
 * RCU would not do, and a reference on the table would be seen by exec, which
 * then copies the table and loses its POSIX locks.
 *
 * Inside it, files->file_lock holds the slots still. A filled slot owns a
 * reference to its struct file, so while the lock is held the file, its path
 * and its inode cannot go away, and are read without taking one. task_lock
 * before file_lock is the kernel's own order (seq_show() in fs/proc/fd.c).
 *
 * Nothing under the two locks sleeps or allocates: room for a chunk of
 * descriptors and their names is made before. A chunk is bounded by
 * FDMAP_CHUNK_DESCS descriptors and FDMAP_CHUNK_SCAN slots. d_path() only
 * formats; no file system's d_dname() sleeps.
 *
 * A table that fits into one chunk is copied in one hold. If the room made for
 * it was too small, that hold is thrown away and the copy starts over with
 * more.
 */
#include <linux/bitops.h>
#include <linux/bug.h>
#include <linux/cred.h>
#include <linux/dcache.h>
#include <linux/err.h>
#include <linux/fdtable.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "gfp.h"
#include "ident.h"
#include "snapshot.h"
#include "symbol.h"

/* A table of RLIMIT_NOFILE's usual 1024 descriptors is one chunk. */
#define FDMAP_CHUNK_DESCS	1024

/* 2^20 slots are 128 KiB of bitmap to search: NR_OPEN's usual value. */
#define FDMAP_CHUNK_SCAN	BIT(20)

/* What most processes need; more room is made when it is found too small. */
#define FDMAP_FIRST_DESCS	64

/* Longest name: paths may be deeper than PATH_MAX. */
#define FDMAP_SCRATCH_SIZE	8192

/* Room for the longest file system type with its subtype, cut beyond. */
#define FDMAP_FS_SIZE		64

/* Strings of one descriptor at most: with room for them every hold gets on. */
#define FDMAP_DESC_BYTES	(FDMAP_SCRATCH_SIZE + FDMAP_FS_SIZE)

/* How often to look for a thread that still has a table when they are dying. */
#define FDMAP_PICK_TRIES	4

/**
 * enum fdmap_hold - how one hold of the locks ended
 * @FDMAP_HOLD_END:	the table's end was reached
 * @FDMAP_HOLD_MORE:	the chunk's bound was reached
 * @FDMAP_HOLD_ROOM:	the room made for the chunk was used up before
 * @FDMAP_HOLD_GONE:	the table is no more the task's, or there is none
 */
enum fdmap_hold {
	FDMAP_HOLD_END,
	FDMAP_HOLD_MORE,
	FDMAP_HOLD_ROOM,
	FDMAP_HOLD_GONE,
};

/**
 * struct fdmap_copier - state of a copy from hold to hold
 * @snap:	what is copied to
 * @task:	whose table; the reference on it is held throughout
 * @files:	the table, for comparing only; NULL before the first hold
 * @exec_id:	task->self_exec_id at the first hold
 * @fd:		next slot to look at
 * @descs:	descriptors that there is room for
 * @bytes:	bytes of names that there is room for
 */
struct fdmap_copier {
	struct fdmap_snapshot *snap;
	struct task_struct *task;
	const struct files_struct *files;
	u64 exec_id;
	unsigned int fd;
	size_t descs;
	size_t bytes;
};

/**
 * fdmap_snapshot_init() - make an empty snapshot
 * @snap:	snapshot
 *
 * Return: 0 or -ENOMEM; fdmap_snapshot_exit() is due after 0 only.
 * Context: may sleep.
 */
int fdmap_snapshot_init(struct fdmap_snapshot *snap)
{
	BUILD_BUG_ON(FDMAP_SYMBOL_SIZE > FDMAP_SCRATCH_SIZE);

	memset(snap, 0, sizeof(*snap));
	fdmap_vec_init(&snap->table, sizeof(struct fdmap_table));
	fdmap_vec_init(&snap->descs, sizeof(struct fdmap_desc));
	fdmap_set_init(&snap->files, sizeof(struct fdmap_file));
	fdmap_set_init(&snap->inodes, sizeof(struct fdmap_inode));
	fdmap_set_init(&snap->ops, sizeof(struct fdmap_ops));
	fdmap_arena_init(&snap->strings);
	snap->scratch = kvmalloc(FDMAP_SCRATCH_SIZE, FDMAP_GFP);
	return snap->scratch ? 0 : -ENOMEM;
}

/**
 * fdmap_snapshot_exit() - free a snapshot's memory
 * @snap:	snapshot
 *
 * Context: may sleep.
 */
void fdmap_snapshot_exit(struct fdmap_snapshot *snap)
{
	kvfree(snap->scratch);
	fdmap_arena_exit(&snap->strings);
	fdmap_set_exit(&snap->ops);
	fdmap_set_exit(&snap->inodes);
	fdmap_set_exit(&snap->files);
	fdmap_vec_exit(&snap->descs);
	fdmap_vec_exit(&snap->table);
}

/* Forget all rows and keep the memory for the next copy. */
static void fdmap_snapshot_clear(struct fdmap_snapshot *snap)
{
	snap->table.nr = 0;
	snap->descs.nr = 0;
	fdmap_set_clear(&snap->files);
	fdmap_set_clear(&snap->inodes);
	fdmap_set_clear(&snap->ops);
	fdmap_arena_clear(&snap->strings);
}

/* Copy the path's name, or what error it has instead; false: no room. */
static bool fdmap_copy_name(struct fdmap_snapshot *snap,
			    const struct path *path, struct fdmap_name *copy)
{
	char error[24];
	char *name;

	name = d_path(path, snap->scratch, FDMAP_SCRATCH_SIZE);
	copy->error = IS_ERR(name);
	if (copy->error) {
		snprintf(error, sizeof(error), "%pe", name);
		name = error + 1;	/* past the minus sign */
	}
	copy->string = fdmap_arena_add(&snap->strings, name);
	return copy->string;
}

/* "type" or "type.subtype", as in /proc/mounts; NULL: no room. */
static const char *fdmap_copy_fs(struct fdmap_snapshot *snap,
				 const struct super_block *sb)
{
	char fs[FDMAP_FS_SIZE];

	if (sb->s_subtype)
		snprintf(fs, sizeof(fs), "%s.%s", sb->s_type->name,
			 sb->s_subtype);
	else
		strscpy(fs, sb->s_type->name, sizeof(fs));
	return fdmap_arena_add(&snap->strings, fs);
}

/* The inode's record; NULL: no room. */
static struct fdmap_inode *fdmap_copy_inode(struct fdmap_snapshot *snap,
					    const struct inode *inode)
{
	struct fdmap_inode *copy = fdmap_set_find(&snap->inodes, inode);
	umode_t mode = READ_ONCE(inode->i_mode);
	const char *fs;

	if (copy)
		return copy;
	fs = fdmap_copy_fs(snap, inode->i_sb);
	if (!fs)
		return NULL;
	copy = fdmap_set_add(&snap->inodes, inode);
	copy->id = fdmap_ident_of(inode);
	copy->ino = inode->i_ino;
	copy->size = i_size_read(inode);
	copy->fs = fs;
	copy->dev.dev = inode->i_sb->s_dev;
	copy->dev.valid = true;
	copy->rdev.dev = inode->i_rdev;
	copy->rdev.valid = S_ISCHR(mode) || S_ISBLK(mode);
	copy->nlink = READ_ONCE(inode->i_nlink);
	copy->refs = atomic_read(&inode->i_count);
	copy->uid = inode->i_uid;
	copy->gid = inode->i_gid;
	copy->mode = mode;
	return copy;
}

/* The operations' record; its name is looked up after the hold. */
static struct fdmap_ops *fdmap_copy_ops(struct fdmap_snapshot *snap,
					const struct file_operations *f_op)
{
	struct fdmap_ops *copy = fdmap_set_find(&snap->ops, f_op);

	if (!copy) {
		copy = fdmap_set_add(&snap->ops, f_op);
		copy->name = NULL;
	}
	return copy;
}

/* The open file's record; NULL: no room. */
static struct fdmap_file *fdmap_copy_file(struct fdmap_snapshot *snap,
					  struct file *file)
{
	struct fdmap_file *copy = fdmap_set_find(&snap->files, file);
	const struct fdmap_inode *inode;
	struct fdmap_name name;

	if (copy)
		return copy;
	if (!fdmap_copy_name(snap, &file->f_path, &name))
		return NULL;
	inode = fdmap_copy_inode(snap, file_inode(file));
	if (!inode)
		return NULL;
	copy = fdmap_set_add(&snap->files, file);
	copy->id = fdmap_ident_of(file);
	copy->inode = inode->id;
	copy->refs = file_count(file);
	copy->pos = READ_ONCE(file->f_pos);
	copy->ops = fdmap_copy_ops(snap, file->f_op);
	copy->name = name;
	copy->flags = READ_ONCE(file->f_flags);
	copy->mode = READ_ONCE(file->f_mode);
	return copy;
}

/* Copy what a slot refers to; false: no room, nothing added. */
static bool fdmap_copy_desc(struct fdmap_snapshot *snap, unsigned int fd,
			    struct file *file, bool cloexec)
{
	const struct fdmap_file *copy = fdmap_copy_file(snap, file);
	struct fdmap_desc *desc;

	if (!copy)
		return false;
	desc = fdmap_vec_add(&snap->descs);
	desc->file = copy->id;
	desc->fd = fd;
	desc->cloexec = cloexec;
	return true;
}

/* What a slot refers to; NULL while an open that reserved it is under way. */
static struct file *fdmap_copy_slot(struct files_struct *files,
				    const struct fdtable *fdt, unsigned int fd)
{
	return rcu_dereference_protected(fdt->fd[fd],
					 lockdep_is_held(&files->file_lock));
}

/* Copy a chunk of slots from copier->fd on, and move that on. */
static enum fdmap_hold fdmap_copy_slots(struct fdmap_copier *copier,
					struct files_struct *files)
{
	const struct fdtable *fdt = files_fdtable(files);
	size_t room = copier->descs;
	unsigned int end = fdt->max_fds;
	unsigned int fd;

	lockdep_assert_held(&files->file_lock);
	if (copier->fd >= end)
		return FDMAP_HOLD_END;
	if (end - copier->fd > FDMAP_CHUNK_SCAN)
		end = copier->fd + FDMAP_CHUNK_SCAN;

	for (fd = find_next_bit(fdt->open_fds, end, copier->fd); fd < end;
	     fd = find_next_bit(fdt->open_fds, end, fd + 1)) {
		struct file *file = fdmap_copy_slot(files, fdt, fd);

		if (!file)
			continue;
		copier->fd = fd;
		if (!room--)
			return copier->descs < FDMAP_CHUNK_DESCS ?
			       FDMAP_HOLD_ROOM : FDMAP_HOLD_MORE;
		if (!fdmap_copy_desc(copier->snap, fd, file,
				     test_bit(fd, fdt->close_on_exec)))
			return FDMAP_HOLD_ROOM;
	}
	copier->fd = end;
	return end < fdt->max_fds ? FDMAP_HOLD_MORE : FDMAP_HOLD_END;
}

/* What of the table itself is shown, as of the latest hold. */
static void fdmap_copy_table(struct fdmap_copier *copier,
			     struct files_struct *files)
{
	struct fdmap_table *table = fdmap_vec_at(&copier->snap->table, 0);

	table->id = fdmap_ident_of(files);
	table->users = atomic_read(&files->count);
	table->max = files_fdtable(files)->max_fds;
	table->next = files->next_fd;
	table->limit.soft = task_rlimit(copier->task, RLIMIT_NOFILE);
	table->limit.hard = task_rlimit_max(copier->task, RLIMIT_NOFILE);
}

/* Whether @files is the table of the holds before. */
static bool fdmap_copy_same(struct fdmap_copier *copier,
			    const struct files_struct *files)
{
	u64 exec_id = READ_ONCE(copier->task->self_exec_id);

	if (!copier->files) {
		copier->files = files;
		copier->exec_id = exec_id;
	}
	return copier->files == files && copier->exec_id == exec_id;
}

/* One hold of the target's locks. */
static enum fdmap_hold fdmap_copy_hold(struct fdmap_copier *copier)
{
	enum fdmap_hold ended = FDMAP_HOLD_GONE;
	struct files_struct *files;

	task_lock(copier->task);	/* pins ->files */
	files = copier->task->files;
	if (files && fdmap_copy_same(copier, files)) {
		spin_lock(&files->file_lock);	/* holds the slots still */
		fdmap_copy_table(copier, files);
		ended = fdmap_copy_slots(copier, files);
		spin_unlock(&files->file_lock);
	}
	task_unlock(copier->task);
	return ended;
}

/* Make the room for a chunk that the next hold fills. */
static int fdmap_copy_reserve(struct fdmap_copier *copier)
{
	struct fdmap_snapshot *snap = copier->snap;

	if (fdmap_vec_reserve(&snap->descs, copier->descs) ||
	    fdmap_set_reserve(&snap->files, copier->descs) ||
	    fdmap_set_reserve(&snap->inodes, copier->descs) ||
	    fdmap_set_reserve(&snap->ops, copier->descs) ||
	    fdmap_arena_reserve(&snap->strings, copier->bytes))
		return -ENOMEM;
	return 0;
}

/* Look up the names of the operations that the latest hold met. */
static int fdmap_copy_symbols(struct fdmap_snapshot *snap, size_t from)
{
	size_t i;

	for (i = from; i < snap->ops.records.nr; i++) {
		struct fdmap_ops *ops = fdmap_vec_at(&snap->ops.records, i);
		const char *name = fdmap_symbol_name(snap->scratch,
						     ops->key.object);

		if (name) {
			if (fdmap_arena_reserve(&snap->strings,
						strlen(name) + 1))
				return -ENOMEM;
			ops->name = fdmap_arena_add(&snap->strings, name);
		}
		cond_resched();
	}
	return 0;
}

/* The first hold's room was too small: forget it, and make more. */
static void fdmap_copy_restart(struct fdmap_copier *copier)
{
	fdmap_snapshot_clear(copier->snap);
	fdmap_vec_add(&copier->snap->table);
	copier->files = NULL;
	copier->fd = 0;
	copier->descs = FDMAP_CHUNK_DESCS;
	copier->bytes = min_t(size_t, 8 * copier->bytes,
			      FDMAP_CHUNK_DESCS * FDMAP_DESC_BYTES);
}

/* What the copy is after a hold that ended so. */
static enum fdmap_copy fdmap_copy_state(enum fdmap_copy before,
					enum fdmap_hold ended)
{
	bool first = before == FDMAP_COPY_NONE;

	switch (ended) {
	case FDMAP_HOLD_END:
		return first ? FDMAP_COPY_WHOLE : FDMAP_COPY_CHUNKED;
	case FDMAP_HOLD_GONE:
		return first ? FDMAP_COPY_NONE : FDMAP_COPY_TORN;
	default:
		return FDMAP_COPY_CHUNKED;
	}
}

/* Copy hold by hold until the table ends or goes away. */
static int fdmap_copy_holds(struct fdmap_copier *copier)
{
	struct fdmap_snapshot *snap = copier->snap;
	enum fdmap_hold ended;
	int err;

	do {
		size_t ops = snap->ops.records.nr;

		if (fatal_signal_pending(current))
			return -EINTR;
		cond_resched();
		err = fdmap_copy_reserve(copier);
		if (err)
			return err;
		ended = fdmap_copy_hold(copier);
		if (ended == FDMAP_HOLD_ROOM && snap->copy == FDMAP_COPY_NONE) {
			fdmap_copy_restart(copier);
			continue;
		}
		err = fdmap_copy_symbols(snap, ops);
		if (err)
			return err;
		snap->copy = fdmap_copy_state(snap->copy, ended);
		copier->descs = FDMAP_CHUNK_DESCS;
		copier->bytes = FDMAP_DESC_BYTES;
	} while (ended == FDMAP_HOLD_ROOM || ended == FDMAP_HOLD_MORE);
	return 0;
}

/* Copy the table of @task, if it has one. */
static int fdmap_copy_task(struct fdmap_snapshot *snap,
			   struct task_struct *task)
{
	struct fdmap_copier copier = {
		.snap = snap,
		.task = task,
		.descs = FDMAP_FIRST_DESCS,
		.bytes = FDMAP_DESC_BYTES,
	};
	struct fdmap_table *table;
	int err;

	fdmap_snapshot_clear(snap);
	snap->copy = FDMAP_COPY_NONE;
	err = fdmap_vec_reserve(&snap->table, 1);
	if (err)
		return err;
	table = fdmap_vec_add(&snap->table);
	err = fdmap_copy_holds(&copier);
	table->open = snap->descs.nr;
	if (snap->copy == FDMAP_COPY_NONE)
		snap->table.nr = 0;
	return err;
}

/* A thread of the group that has a table, with a reference on it, or NULL. */
static struct task_struct *fdmap_pick_thread(struct task_struct *leader)
{
	struct task_struct *thread, *found = NULL;

	rcu_read_lock();	/* keeps the threads; they may be exiting */
	for_each_thread(leader, thread) {
		if (READ_ONCE(thread->files)) {
			get_task_struct(thread);
			found = thread;
			break;
		}
	}
	rcu_read_unlock();
	return found;
}

/*
 * A thread group leader may have exited, and lost its table, while other
 * threads run on. The process is theirs now: copy the table of one of them.
 */
static int fdmap_copy_thread(struct fdmap_snapshot *snap,
			     struct task_struct *leader,
			     struct pid_namespace *ns)
{
	int tries = FDMAP_PICK_TRIES;
	int err = 0;

	while (!err && snap->copy == FDMAP_COPY_NONE && tries--) {
		struct task_struct *thread = fdmap_pick_thread(leader);

		if (!thread)
			break;
		err = fdmap_copy_task(snap, thread);
		if (snap->copy != FDMAP_COPY_NONE)
			snap->via = task_pid_nr_ns(thread, ns);
		put_task_struct(thread);
	}
	return err;
}

/* Who the task is, to the reader. */
static void fdmap_copy_identity(struct fdmap_snapshot *snap,
				struct task_struct *task, struct pid *pid,
				struct pid_namespace *ns)
{
	snap->pid = pid_nr_ns(pid, ns);
	snap->tgid = task_tgid_nr_ns(task, ns);
	snap->via = 0;
	task_lock(task);	/* keeps ->comm from changing meanwhile */
	strscpy(snap->comm, task->comm, sizeof(snap->comm));
	task_unlock(task);
}

/**
 * fdmap_snapshot_take() - copy a task's table, files and inodes
 * @snap:	initialised snapshot; what it held before is forgotten
 * @pid:	the task
 * @ns:		the reader's PID namespace
 *
 * Return: 0; -ESRCH if the task is gone or not in @ns; -ENOMEM; -EINTR if the
 * reader is being killed. A task that has no table is no error: @snap->copy
 * says so.
 * Context: process context, no locks held; may sleep.
 */
int fdmap_snapshot_take(struct fdmap_snapshot *snap, struct pid *pid,
			struct pid_namespace *ns)
{
	struct task_struct *task = get_pid_task(pid, PIDTYPE_PID);
	int err;

	if (!task)
		return -ESRCH;
	fdmap_copy_identity(snap, task, pid, ns);
	err = fdmap_copy_task(snap, task);
	if (!err && thread_group_leader(task))
		err = fdmap_copy_thread(snap, task, ns);
	if (!err && !snap->tgid)	/* reaped, or never in @ns */
		err = -ESRCH;
	put_task_struct(task);
	return err;
}
