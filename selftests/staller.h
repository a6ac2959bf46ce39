/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A process of an ordinary user that makes wait who asks its epoll instance:
 * epoll_wait() copies an event to a page of a file whose server does not
 * answer, and holds the instance's mutex meanwhile.
 */
#ifndef STALLER_H
#define STALLER_H

#include <stdbool.h>

#include "fixture.h"

/*
 * shared[] of a staller: an error number, if it cannot be; its descriptor of
 * the epoll instance; whether it is to stall at once; whether it is about to
 */
enum { STALLER_ERROR, STALLER_EPOLL, STALLER_NOW, STALLER_SPRUNG };

/*
 * staller_prepare() - as root: let everybody use FUSE
 *
 * The working directory gets a directory to mount on.
 */
void staller_prepare(void);

/* staller_done() - undo that */
void staller_done(void);

/* struct staller - the user, and how many files its instance watches */
struct staller {
	uid_t uid;
	int targets;
};

/*
 * So many that asking takes long: their text is a little more than 256 KiB, so
 * that who takes it with buffers that grow asks several times, and the last of
 * them is not most of the time.
 */
#define STALLER_MANY 4000

/*
 * staller_lie_in_wait() - in a child: be a struct staller, wait for a reader
 *
 * A thread calls epoll_wait() all the time, and if a call takes long, for
 * somebody else has the mutex, it calls it again with the page.  A busy machine
 * takes long too: the trap may have sprung for nothing.
 */
void staller_lie_in_wait(struct child *child, void *staller);

/* user_become() - as root: become an ordinary user for good */
bool user_become(uid_t uid);

#endif
