/* SPDX-License-Identifier: GPL-2.0-only */
/* Asking files by their own methods, in a worker that nobody waits for long. */
#ifndef FDMAP_ASK_H
#define FDMAP_ASK_H

#include <linux/completion.h>
#include <linux/list.h>
#include <linux/refcount.h>
#include <linux/types.h>
#include <linux/uidgid.h>
#include <linux/workqueue.h>

#include "hold.h"

/* Files that are asked by one request. */
#define FDMAP_ASK_FILES		64

/**
 * enum fdmap_ask_state - what became of a question
 * @FDMAP_ASK_DONE:	all of the answer is there
 * @FDMAP_ASK_CUT:	there was too little room for it
 * @FDMAP_ASK_GONE:	the descriptor does not refer to the file any more
 * @FDMAP_ASK_BUSY:	it could not be asked without waiting
 */
enum fdmap_ask_state {
	FDMAP_ASK_DONE,
	FDMAP_ASK_CUT,
	FDMAP_ASK_GONE,
	FDMAP_ASK_BUSY,
};

/**
 * struct fdmap_answer - a question, and what the file says
 * @wanted:	whom to ask; set by the reader
 * @state:	set by the worker, as is the rest
 * @text:	the answer, ended by a NUL
 */
struct fdmap_answer {
	struct fdmap_wanted wanted;
	enum fdmap_ask_state state;
	char *text;
};

/**
 * struct fdmap_ask - a request
 * @work:	the worker's
 * @refs:	the reader's and the worker's reference
 * @finished:	completed by the worker
 * @list:	in the list of requests that a worker has
 * @holder:	the target, with a reference on its task
 * @abandoned:	the reader has gone on; under fdmap_ask_lock, as the next
 * @owner:	whose file is being asked or released, INVALID_UID for none
 * @room:	bytes left behind @text
 * @text:	where the next answer goes
 * @buffer:	all answers
 * @nr:		questions
 * @nr_done:	answers that the reader may look at
 * @answers:	both
 */
struct fdmap_ask {
	struct work_struct work;
	refcount_t refs;
	struct completion finished;
	struct list_head list;
	struct fdmap_holder holder;
	bool abandoned;
	kuid_t owner;
	size_t room;
	char *text;
	char *buffer;
	unsigned int nr;
	unsigned int nr_done;
	struct fdmap_answer answers[FDMAP_ASK_FILES];
};

int fdmap_ask_init(void);
void fdmap_ask_exit(void);

struct fdmap_ask *fdmap_ask_create(const struct fdmap_holder *holder,
				   size_t room);
void fdmap_ask_put(struct fdmap_ask *ask);
int fdmap_ask_run(struct fdmap_ask *ask, long *patience,
		  unsigned int *answered);

#endif /* FDMAP_ASK_H */
