// SPDX-License-Identifier: GPL-2.0-only
/*
 * What epoll instances, eventfds and the like hold is told by their
 * show_fdinfo() only, which may wait: for a mutex that the target holds while
 * it takes a page fault, say, and so for ever. So it is never called by a
 * reader, but by a worker, for which the reader waits no longer than
 * FDMAP_ASK_PATIENCE for each file.
 *
 * Life times
 *
 * A request has two references, the reader's and the worker's. The worker finds
 * the file once more under the target's locks (hold.c), takes a reference on
 * it, asks it, and gives the reference back; if it was the last one, the file
 * is released before the worker goes on: never late, never by the reader. One
 * file at a time is kept, by one worker.
 *
 * A worker holds the module, so that rmmod says EBUSY while one is stuck. Its
 * last step is module_put(); fdmap_ask_exit() then waits until it has returned.
 *
 * Bounds
 *
 * There are FDMAP_ASK_WORKERS at most. A user (the opener of the file) for whom
 * an abandoned worker waits gets no further one, and asking for many of his
 * files costs no time. Only root's files may have more than half of the workers
 * at once.
 */
#include <linux/completion.h>
#include <linux/cred.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/wait.h>

#include "ask.h"
#include "gfp.h"
#include "hold.h"
#include "pin.h"

#define FDMAP_ASK_WORKERS	8

/* How long a reader waits for one answer, in jiffies: a tenth of a second. */
#define FDMAP_ASK_PATIENCE	(HZ / 10)

static struct workqueue_struct *fdmap_ask_queue;
static DEFINE_SPINLOCK(fdmap_ask_lock);	/* the list, and who is waited for */
static LIST_HEAD(fdmap_asks);
static unsigned int fdmap_ask_nr;	/* requests in the list */
static unsigned int fdmap_ask_nr_abandoned;
static DECLARE_WAIT_QUEUE_HEAD(fdmap_ask_wait);	/* for a worker */

/**
 * fdmap_ask_init() - make the queue of the workers
 *
 * Return: 0 or -ENOMEM.
 * Context: module init.
 */
int __init fdmap_ask_init(void)
{
	fdmap_ask_queue = alloc_workqueue("fdmap", WQ_UNBOUND,
					  FDMAP_ASK_WORKERS);
	return fdmap_ask_queue ? 0 : -ENOMEM;
}

/**
 * fdmap_ask_exit() - wait until the last worker has returned
 *
 * Context: module exit or init: none is at work any more, but one may be about
 * to return. May sleep.
 */
void fdmap_ask_exit(void)
{
	destroy_workqueue(fdmap_ask_queue);
}

/**
 * fdmap_ask_put() - give back a reference to a request
 * @ask:	request
 *
 * Context: process context; may sleep.
 */
void fdmap_ask_put(struct fdmap_ask *ask)
{
	if (!refcount_dec_and_test(&ask->refs))
		return;
	put_task_struct(ask->holder.task);
	kvfree(ask->buffer);
	kfree(ask);
}

/* Whether the owner of a file may be waited for; if so he is noted. */
static bool fdmap_ask_enter(struct fdmap_ask *ask, kuid_t owner)
{
	const struct fdmap_ask *other;
	unsigned int live = 0, abandoned = 0;
	bool may;

	spin_lock(&fdmap_ask_lock);
	list_for_each_entry(other, &fdmap_asks, list) {
		if (uid_eq(other->owner, owner))
			++*(other->abandoned ? &abandoned : &live);
	}
	may = !abandoned && (live < FDMAP_ASK_WORKERS / 2 ||
			     uid_eq(owner, GLOBAL_ROOT_UID));
	if (may)
		ask->owner = owner;
	spin_unlock(&fdmap_ask_lock);
	return may;
}

static void fdmap_ask_leave(struct fdmap_ask *ask)
{
	spin_lock(&fdmap_ask_lock);
	ask->owner = INVALID_UID;
	spin_unlock(&fdmap_ask_lock);
}

/*
 * Call show_fdinfo(). It writes to a seq_file, and knows of it no more than the
 * buffer: so it gets one that belongs to no file.
 */
static enum fdmap_ask_state fdmap_ask_show(struct fdmap_ask *ask,
					   struct file *file)
{
	struct seq_file m = { .buf = ask->text, .size = ask->room };
	bool cut;

	if (file->f_op->show_fdinfo)	/* CONFIG_PROC_FS is on */
		file->f_op->show_fdinfo(&m, file);
	cut = seq_has_overflowed(&m);
	if (cut)
		m.count = m.size - 1;
	ask->text[m.count] = '\0';
	ask->text += m.count + 1;
	ask->room -= m.count + 1;
	return cut ? FDMAP_ASK_CUT : FDMAP_ASK_DONE;
}

/* Ask one file, which nobody else needs to keep. */
static void fdmap_ask_file(struct fdmap_ask *ask, struct fdmap_answer *answer)
{
	struct fdmap_pin pin;

	answer->text = ask->text;
	answer->state = FDMAP_ASK_CUT;
	if (ask->room < 2)
		return;
	answer->state = FDMAP_ASK_GONE;
	if (!fdmap_hold_pin(&ask->holder, &answer->wanted, &pin))
		return;
	answer->state = FDMAP_ASK_BUSY;
	if (fdmap_ask_enter(ask, pin.file->f_cred->euid))
		answer->state = fdmap_ask_show(ask, pin.file);
	fdmap_pin_put_now(&pin);
	fdmap_ask_leave(ask);	/* a release, too, is on the owner's account */
}

static void fdmap_ask_remove(struct fdmap_ask *ask)
{
	spin_lock(&fdmap_ask_lock);
	list_del_init(&ask->list);
	fdmap_ask_nr--;
	fdmap_ask_nr_abandoned -= ask->abandoned;
	spin_unlock(&fdmap_ask_lock);
	wake_up(&fdmap_ask_wait);
}

static void fdmap_ask_work(struct work_struct *work)
{
	struct fdmap_ask *ask = container_of(work, struct fdmap_ask, work);
	unsigned int i;

	for (i = 0; i < ask->nr && !READ_ONCE(ask->abandoned); i++) {
		fdmap_ask_file(ask, &ask->answers[i]);
		/* With its answer; fdmap_ask_answer() looks at it. */
		smp_store_release(&ask->nr_done, i + 1);
		cond_resched();
	}
	fdmap_ask_remove(ask);
	complete(&ask->finished);
	fdmap_ask_put(ask);
	module_put(THIS_MODULE);	/* see fdmap_ask_exit() */
}

/**
 * fdmap_ask_create() - make an empty request
 * @holder:	the target
 * @room:	bytes for all answers, NULs included
 *
 * Return: the request, with a reference for the caller, or NULL.
 * Context: may sleep.
 */
struct fdmap_ask *fdmap_ask_create(const struct fdmap_holder *holder,
				   size_t room)
{
	struct fdmap_ask *ask = kmalloc(sizeof(*ask), FDMAP_GFP);

	if (!ask)
		return NULL;
	ask->buffer = kvmalloc(room, FDMAP_GFP);
	if (!ask->buffer) {
		kfree(ask);
		return NULL;
	}
	INIT_WORK(&ask->work, fdmap_ask_work);
	refcount_set(&ask->refs, 1);
	init_completion(&ask->finished);
	INIT_LIST_HEAD(&ask->list);
	ask->holder = *holder;
	ask->holder.snap = NULL;
	get_task_struct(holder->task);
	ask->abandoned = false;
	ask->owner = INVALID_UID;
	ask->text = ask->buffer;
	ask->room = room;
	ask->nr = 0;
	ask->nr_done = 0;
	return ask;
}

/* Get a worker: 1, 0 if there is none now, -EBUSY if there will be none. */
static int fdmap_ask_claim(struct fdmap_ask *ask)
{
	int got = 0;

	spin_lock(&fdmap_ask_lock);
	if (fdmap_ask_nr < FDMAP_ASK_WORKERS) {
		list_add(&ask->list, &fdmap_asks);
		fdmap_ask_nr++;
		got = 1;
	} else if (fdmap_ask_nr_abandoned == FDMAP_ASK_WORKERS) {
		got = -EBUSY;
	}
	spin_unlock(&fdmap_ask_lock);
	return got;
}

/* Wait for a worker: 1, 0 if there is none in time, -EINTR. */
static int fdmap_ask_wait_for_worker(struct fdmap_ask *ask, long patience)
{
	int got = 0;
	long left;

	left = wait_event_killable_timeout(fdmap_ask_wait,
					   (got = fdmap_ask_claim(ask)),
					   min_t(long, patience,
						 FDMAP_ASK_PATIENCE));
	if (left < 0)
		return -EINTR;
	return got > 0;
}

/*
 * Wait for the answers, as long as they come, and until then; -EINTR if the
 * reader is killed.
 */
static int fdmap_ask_wait_for_answers(struct fdmap_ask *ask,
				      unsigned long until)
{
	unsigned int before, done = 0;
	long left;

	do {
		before = done;
		left = wait_for_completion_killable_timeout(&ask->finished,
							    FDMAP_ASK_PATIENCE);
		done = READ_ONCE(ask->nr_done);
	} while (!left && done != before && time_before(jiffies, until));
	return left < 0 ? -EINTR : 0;
}

/* The reader goes on without the rest. */
static void fdmap_ask_abandon(struct fdmap_ask *ask)
{
	spin_lock(&fdmap_ask_lock);
	if (!list_empty(&ask->list)) {	/* the worker has not finished */
		WRITE_ONCE(ask->abandoned, true);
		fdmap_ask_nr_abandoned++;
	}
	spin_unlock(&fdmap_ask_lock);
}

/* Have a request answered, with the worker that it has got. */
static int fdmap_ask_answer(struct fdmap_ask *ask, unsigned long until,
			    unsigned int *answered)
{
	int err;

	refcount_inc(&ask->refs);
	__module_get(THIS_MODULE);
	queue_work(fdmap_ask_queue, &ask->work);
	err = fdmap_ask_wait_for_answers(ask, until);
	fdmap_ask_abandon(ask);
	/* With their answers, from fdmap_ask_work(). */
	*answered = smp_load_acquire(&ask->nr_done);
	return err;
}

/**
 * fdmap_ask_run() - have a request answered, as far as that can be had in time
 * @ask:	request with its questions, not run before
 * @patience:	how long to wait at most, in jiffies; what was waited is taken
 *		off, but for a millisecond for each answer
 * @answered:	how many of them are, the first ones
 *
 * Return: 0 or -EINTR: the reader is being killed.
 * Context: process context, from a file operation that keeps the module; sleeps
 * killably, FDMAP_ASK_PATIENCE at most for a worker and for each answer.
 */
int fdmap_ask_run(struct fdmap_ask *ask, long *patience, unsigned int *answered)
{
	unsigned long start = jiffies;
	long spent;
	int got;

	*answered = 0;
	got = fdmap_ask_wait_for_worker(ask, *patience);
	if (got > 0)
		got = fdmap_ask_answer(ask, start + *patience, answered);
	spent = jiffies - start - msecs_to_jiffies(*answered) - 1;
	*patience -= max(spent, 0L);
	return got;
}
