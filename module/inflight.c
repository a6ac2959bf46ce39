// SPDX-License-Identifier: GPL-2.0-only
/*
 * [inflight]: files queued in unix sockets by SCM_RIGHTS.
 *
 * All descriptors are copied first. Then each socket's queue is listed in a
 * hold of its own: so a file in flight that has a descriptor too is known as
 * such.
 *
 * Locks and life times
 *
 * A queued message owns references to its files. Two locks keep it where it is:
 * the socket's iolock, a mutex that a stream's reader holds while it takes a
 * message apart, and the spinlock of the receive queue. Both are only tried
 * for: a reader may hold the former for as long as it sleeps. Then the row says
 * "busy".
 *
 * A file in flight may itself be a unix socket with files in flight, and a
 * listening socket's queue holds sockets that wait to be accepted ("embryos")
 * and have queues of their own. They are listed inside the locks of the queue
 * that they are in, which keep them.
 */
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/net.h>
#include <linux/skbuff.h>
#include <linux/spinlock.h>
#include <net/af_unix.h>
#include <net/scm.h>
#include <net/sock.h>
#include <net/tcp_states.h>

#include "compat.h"
#include "file.h"
#include "inflight.h"
#include "snapshot.h"

/*
 * Files and messages below one socket, and queues in queues, that are listed.
 * All rows of one listing fit into FDMAP_MANY_ROWS.
 */
#define FDMAP_MAX_INFLIGHT	512
#define FDMAP_MAX_MESSAGES	4096
#define FDMAP_MAX_DEPTH		(FDMAP_TURN_DEPTHS - 1)

/**
 * struct fdmap_listing - what is still listed below one descriptor's socket
 * @snap:	snapshot
 * @files:	files
 * @messages:	messages and embryos
 * @any:	whether a message was listed; nobody is heeded before
 */
struct fdmap_listing {
	struct fdmap_snapshot *snap;
	unsigned int files;
	unsigned int messages;
	bool any;
};

/**
 * struct fdmap_queue - a queue that is being listed
 * @listing:	what it is part of
 * @socket:	row of the inode of the socket that is shown for it
 * @embryo:	the embryo whose queue it is, or "-"
 * @lock:	the queue's spinlock, while it is held
 * @cut:	not everything is listed
 */
struct fdmap_queue {
	struct fdmap_listing *listing;
	const struct fdmap_inode *socket;
	struct fdmap_ref embryo;
	spinlock_t *lock;	/* see above */
	bool cut;
};

static const struct fdmap_ref fdmap_no_embryo = { .word = "-" };

/* Add a row; false: no room. */
static bool fdmap_queue_say(const struct fdmap_queue *queue,
			    const struct fdmap_file *file, const char *state)
{
	struct fdmap_inflight *row =
		fdmap_snapshot_add(queue->listing->snap, FDMAP_INFLIGHT);

	if (!row)
		return false;
	row->socket = queue->socket;
	row->embryo = queue->embryo;
	row->file = file;
	row->state = state;
	return true;
}

/* Whether one more may be listed; if not, the queue is cut. */
static bool fdmap_queue_take(struct fdmap_queue *queue, unsigned int *left)
{
	queue->cut = !*left ||
		     (queue->listing->any &&
		      (spin_is_contended(queue->lock) ||
		       fdmap_turn_is_pressed(&queue->listing->snap->turn)));
	if (!queue->cut)
		--*left;
	return !queue->cut;
}

static bool fdmap_queue_list(struct fdmap_queue *queue, struct sock *sk);

/*
 * What is in flight in a file in flight, if it is a unix socket met first now.
 */
static bool fdmap_queue_list_file(struct fdmap_queue *queue, struct file *file,
				  const struct fdmap_file *row)
{
	struct socket *sock = fdmap_compat_sock_from_file(file);
	struct fdmap_queue inner = {
		.listing = queue->listing,
		.socket = row->inode,
		.embryo = fdmap_no_embryo,
	};

	if (!sock || !sock->sk || sock->sk->sk_family != AF_UNIX)
		return true;
	return fdmap_queue_list(&inner, sock->sk);
}

/*
 * Add a row for a file, and the file; false: no room. What is in it is listed
 * where its inode is met first.
 */
static bool fdmap_queue_add(struct fdmap_queue *queue, struct file *file)
{
	struct fdmap_snapshot *snap = queue->listing->snap;
	size_t before = fdmap_snapshot_rows(snap, FDMAP_INODES)->nr;
	const struct fdmap_file *row = fdmap_file_copy(snap, file);

	if (!row || !fdmap_queue_say(queue, row, "queued"))
		return false;
	if (fdmap_snapshot_rows(snap, FDMAP_INODES)->nr == before)
		return true;
	return fdmap_queue_list_file(queue, file, row);
}

/* The files of one message. */
static bool fdmap_queue_list_skb(struct fdmap_queue *queue,
				 const struct sk_buff *skb)
{
	const struct scm_fp_list *list = fdmap_compat_unix_skb_files(skb);
	int i;

	for (i = 0; list && i < list->count; i++) {
		if (!fdmap_queue_take(queue, &queue->listing->files))
			return true;
		if (!fdmap_queue_add(queue, list->fp[i]))
			return false;
	}
	return true;
}

/* A connection that waits to be accepted, and what was sent over it. */
static bool fdmap_queue_list_embryo(struct fdmap_queue *queue,
				    const struct sk_buff *skb)
{
	struct fdmap_queue inner = {
		.listing = queue->listing,
		.socket = queue->socket,
		.embryo = { .object = skb->sk },
	};

	queue->cut = !queue->listing->files;	/* none for what it holds */
	if (queue->cut)
		return true;
	return fdmap_queue_say(&inner, NULL, "waiting") &&
	       fdmap_queue_list(&inner, skb->sk);
}

/* Every message of a queue whose locks are held; false: no room. */
static bool fdmap_queue_list_locked(struct fdmap_queue *queue, struct sock *sk)
{
	bool listening = READ_ONCE(sk->sk_state) == TCP_LISTEN;
	const struct sk_buff *skb;
	bool room = true;

	skb_queue_walk(&sk->sk_receive_queue, skb) {
		if (fdmap_queue_take(queue, &queue->listing->messages))
			room = listening ? fdmap_queue_list_embryo(queue, skb) :
					   fdmap_queue_list_skb(queue, skb);
		queue->listing->any = true;
		if (!room)
			return false;
		if (queue->cut)
			return fdmap_queue_say(queue, NULL, "more");
	}
	return true;
}

/* A queue whose iolock is held; false: no room. */
static bool fdmap_queue_list_iolocked(struct fdmap_queue *queue,
				      struct sock *sk)
{
	struct fdmap_turn *turn = &queue->listing->snap->turn;
	bool room;

	queue->lock = &sk->sk_receive_queue.lock;
	if (!spin_trylock(queue->lock))
		return fdmap_queue_say(queue, NULL, "busy");
	fdmap_turn_push(turn);
	room = fdmap_queue_list_locked(queue, sk);
	fdmap_turn_pop(turn);
	spin_unlock(queue->lock);
	return room;
}

/* Why a queue of which something is to be said cannot be listed, or NULL. */
static const char *fdmap_queue_obstacle(const struct fdmap_queue *queue,
					const struct sock *sk)
{
	if (READ_ONCE(sk->sk_state) != TCP_LISTEN &&
	    !fdmap_compat_unix_skb_is_public())
		return "private";
	if (queue->listing->snap->turn.depth >= FDMAP_MAX_DEPTH)
		return "deep";
	return NULL;
}

/* Whether a unix socket's queue holds files, or sockets that wait. */
static bool fdmap_queue_is_wanted(const struct sock *sk)
{
	if (READ_ONCE(sk->sk_state) == TCP_LISTEN)
		return !skb_queue_empty_lockless(&sk->sk_receive_queue);
	return atomic_read(&unix_sk(sk)->scm_stat.nr_fds);
}

/* A socket's queue; false: no room. */
static bool fdmap_queue_list(struct fdmap_queue *queue, struct sock *sk)
{
	struct unix_sock *u = unix_sk(sk);
	const char *obstacle;
	bool room;

	if (!fdmap_queue_is_wanted(sk))
		return true;
	obstacle = fdmap_queue_obstacle(queue, sk);
	if (obstacle)
		return fdmap_queue_say(queue, NULL, obstacle);
	if (!mutex_trylock(&u->iolock))
		return fdmap_queue_say(queue, NULL, "busy");
	room = fdmap_queue_list_iolocked(queue, sk);
	mutex_unlock(&u->iolock);
	return room;
}

/**
 * fdmap_inflight_is_wanted() - whether a socket's queue should be listed
 * @socket:	its row
 *
 * Context: any.
 */
bool fdmap_inflight_is_wanted(const struct fdmap_socket *socket)
{
	const char *backlog = socket->backlog;

	return !socket->fds.word &&
	       (socket->fds.value || (*backlog && *backlog != '0'));
}

/**
 * fdmap_inflight_copy() - copy what is in flight in a unix socket
 * @snap:	snapshot
 * @file:	the socket's file, kept by the caller
 * @row:	its row
 *
 * Return: false: no room, rows may have been added.
 * Context: process context, spinlocks may be held; see above.
 */
bool fdmap_inflight_copy(struct fdmap_snapshot *snap, struct file *file,
			 const struct fdmap_file *row)
{
	struct socket *sock = fdmap_compat_sock_from_file(file);
	struct fdmap_listing listing = {
		.snap = snap,
		.files = FDMAP_MAX_INFLIGHT,
		.messages = FDMAP_MAX_MESSAGES,
	};
	struct fdmap_queue queue = {
		.listing = &listing,
		.socket = row->inode,
		.embryo = fdmap_no_embryo,
	};

	if (!sock || !sock->sk || sock->sk->sk_family != AF_UNIX)
		return true;
	return fdmap_queue_list(&queue, sock->sk);
}
