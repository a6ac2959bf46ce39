// SPDX-License-Identifier: GPL-2.0-only
/*
 * [inflight]: files queued in unix sockets by SCM_RIGHTS.
 *
 * Locks and life times
 *
 * A queued message owns references to its files. Two locks keep it where it is:
 * the socket's iolock, a mutex that a stream's reader holds while it takes a
 * message apart, and the spinlock of the receive queue. The mutex is only tried
 * for, since a reader may hold it for as long as it sleeps: then the row says
 * "busy".
 *
 * A file in flight may itself be a unix socket with files in flight, and a
 * listening socket's queue holds sockets that wait to be accepted ("embryos")
 * and have queues of their own. Inside one queue's lock, those of others are
 * only tried for as well, because nobody says in which order sockets lie in
 * each other.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/skbuff.h>
#include <linux/spinlock.h>
#include <net/af_unix.h>
#include <net/scm.h>
#include <net/sock.h>
#include <net/tcp_states.h>

#include "compat.h"
#include "file.h"
#include "ident.h"
#include "inflight.h"
#include "snapshot.h"

/* Files and messages of a queue, and queues inside queues, that are listed. */
#define FDMAP_MAX_INFLIGHT	512
#define FDMAP_MAX_MESSAGES	4096
#define FDMAP_MAX_DEPTH		4

/**
 * struct fdmap_queue - a queue that is being listed
 * @snap:	snapshot
 * @socket:	id of the inode of the socket that is shown for it
 * @owner:	row of that socket, NULL if it is an embryo's queue
 * @embryo:	the embryo whose queue it is, or "-"
 * @left:	files that are still listed
 * @more:	there was something to list and no file left for it
 */
struct fdmap_queue {
	struct fdmap_snapshot *snap;
	u64 socket;
	struct fdmap_socket *owner;
	struct fdmap_ref embryo;
	unsigned int left;
	bool more;
};

static const struct fdmap_ref fdmap_no_ref = { .word = "-" };

/* Add a row without a file; false: no room. */
static bool fdmap_queue_say(struct fdmap_queue *queue, const char *state)
{
	struct fdmap_inflight *row =
		fdmap_snapshot_add(queue->snap, FDMAP_INFLIGHT);

	if (!row)
		return false;
	row->socket = queue->socket;
	row->embryo = queue->embryo;
	row->file = fdmap_no_ref;
	row->state = state;
	return true;
}

/* Add a row for a file, and the file; false: no room. */
static bool fdmap_queue_add(struct fdmap_queue *queue, struct file *file)
{
	const struct fdmap_file *copy = fdmap_file_copy(queue->snap, file);
	struct fdmap_inflight *row;

	if (!copy)
		return false;
	row = fdmap_snapshot_add(queue->snap, FDMAP_INFLIGHT);
	if (!row)
		return false;
	row->socket = queue->socket;
	row->embryo = queue->embryo;
	row->file = (struct fdmap_ref){ .id = copy->id };
	row->state = "queued";
	return true;
}

/* Whether one more file may be listed. */
static bool fdmap_queue_take(struct fdmap_queue *queue)
{
	queue->more = !queue->left;
	if (!queue->more)
		queue->left--;
	return !queue->more;
}

/* The files of one message. */
static bool fdmap_queue_list_skb(struct fdmap_queue *queue,
				 const struct sk_buff *skb)
{
	const struct scm_fp_list *list = fdmap_compat_unix_skb_files(skb);
	int i;

	for (i = 0; list && i < list->count; i++) {
		if (!fdmap_queue_take(queue))
			return true;
		if (!fdmap_queue_add(queue, list->fp[i]))
			return false;
	}
	return true;
}

static bool fdmap_queue_list(struct fdmap_queue *queue, struct sock *sk);

/* A connection that waits to be accepted, and what was sent over it. */
static bool fdmap_queue_list_embryo(struct fdmap_queue *queue,
				    const struct sk_buff *skb)
{
	struct fdmap_queue inner;
	bool room;

	queue->more = !queue->left;
	if (queue->more)
		return true;
	inner = *queue;
	inner.owner = NULL;
	inner.embryo = (struct fdmap_ref){ .id = fdmap_ident_of(skb->sk) };
	room = fdmap_queue_say(&inner, "waiting") &&
	       fdmap_queue_list(&inner, skb->sk);
	queue->left = inner.left;
	return room;
}

/* Every message of a queue whose locks are held; false: no room. */
static bool fdmap_queue_list_locked(struct fdmap_queue *queue, struct sock *sk)
{
	bool listening = READ_ONCE(sk->sk_state) == TCP_LISTEN;
	unsigned int messages = FDMAP_MAX_MESSAGES;
	const struct sk_buff *skb;

	skb_queue_walk(&sk->sk_receive_queue, skb) {
		bool room;

		if (!messages--)
			return fdmap_queue_say(queue, "more");
		room = listening ? fdmap_queue_list_embryo(queue, skb) :
				   fdmap_queue_list_skb(queue, skb);
		if (!room)
			return false;
		if (queue->more)
			return fdmap_queue_say(queue, "more");
	}
	return true;
}

/*
 * Say why a queue is not listed; false: no room. Inside another queue's lock
 * that is only noted: a descriptor may lead to the socket as well, and make it
 * good.
 */
static bool fdmap_queue_refuse(struct fdmap_queue *queue, const char *state)
{
	if (!queue->snap->depth || !queue->owner)
		return fdmap_queue_say(queue, state);
	queue->owner->unlisted = state;
	return true;
}

/* A queue whose locks are held, one deeper than before; false: no room. */
static bool fdmap_queue_list_deeper(struct fdmap_queue *queue, struct sock *sk)
{
	bool room;

	queue->snap->depth++;
	room = fdmap_queue_list_locked(queue, sk);
	queue->snap->depth--;
	return room;
}

/*
 * A queue whose iolock is held; false: no room. Its spinlock is waited for if
 * it is the first, else tried for.
 */
static bool fdmap_queue_list_iolocked(struct fdmap_queue *queue,
				      struct sock *sk)
{
	spinlock_t *lock = &sk->sk_receive_queue.lock;
	bool room;

	if (!queue->snap->depth) {
		spin_lock(lock);
		room = fdmap_queue_list_deeper(queue, sk);
		spin_unlock(lock);
	} else if (spin_trylock(lock)) {
		room = fdmap_queue_list_deeper(queue, sk);
		spin_unlock(lock);
	} else {
		room = fdmap_queue_refuse(queue, "busy");
	}
	return room;
}

/* A socket's queue; false: no room. */
static bool fdmap_queue_list(struct fdmap_queue *queue, struct sock *sk)
{
	struct unix_sock *u = unix_sk(sk);
	bool room;

	if (READ_ONCE(sk->sk_state) != TCP_LISTEN) {
		if (!atomic_read(&u->scm_stat.nr_fds))
			return true;
		if (!fdmap_compat_unix_skb_is_public())
			return fdmap_queue_say(queue, "private");
	} else if (skb_queue_empty_lockless(&sk->sk_receive_queue)) {
		return true;
	}
	if (queue->snap->brief)
		return fdmap_queue_say(queue, "more");
	if (queue->snap->depth >= FDMAP_MAX_DEPTH)
		return fdmap_queue_refuse(queue, "deep");
	if (!mutex_trylock(&u->iolock))
		return fdmap_queue_refuse(queue, "busy");
	room = fdmap_queue_list_iolocked(queue, sk);
	mutex_unlock(&u->iolock);
	return room;
}

/**
 * fdmap_inflight_copy() - copy what is in flight in a unix socket
 * @snap:	snapshot
 * @sk:		the socket, kept by the caller
 * @copy:	its row
 *
 * Return: false: no room.
 * Context: process context, spinlocks may be held; see above.
 */
bool fdmap_inflight_copy(struct fdmap_snapshot *snap, struct sock *sk,
			 struct fdmap_socket *copy)
{
	struct fdmap_queue queue = {
		.snap = snap,
		.socket = copy->inode,
		.owner = copy,
		.embryo = fdmap_no_ref,
		.left = FDMAP_MAX_INFLIGHT,
	};

	return fdmap_queue_list(&queue, sk);
}

/**
 * fdmap_inflight_finish() - say of which queues nothing could be listed
 * @snap:	snapshot, after all descriptors
 *
 * Return: 0 or -ENOMEM.
 * Context: may sleep.
 */
int fdmap_inflight_finish(struct fdmap_snapshot *snap)
{
	const struct fdmap_vec *rows = fdmap_snapshot_rows(snap, FDMAP_SOCKETS);
	struct fdmap_queue queue = { .snap = snap, .embryo = fdmap_no_ref };
	size_t i;

	for (i = 0; i < rows->nr; i++) {
		const struct fdmap_socket *socket = fdmap_vec_at(rows, i);

		cond_resched();
		if (!socket->unlisted)
			continue;
		if (fdmap_snapshot_reserve_few(snap))
			return -ENOMEM;
		queue.socket = socket->inode;
		fdmap_queue_say(&queue, socket->unlisted);
	}
	return 0;
}
