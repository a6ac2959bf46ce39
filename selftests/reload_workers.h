/* SPDX-License-Identifier: GPL-2.0-only */
/* The ways to find fdmap's directory and files while the module comes and goes. */
#ifndef RELOAD_WORKERS_H
#define RELOAD_WORKERS_H

/*
 * Each of these does one thing once: 1 if it found the module, 0 if it did not,
 * -1 and errno if something was wrong.  What it needs it makes in the working
 * directory, which must be the test's own, at the first call.
 */
int read_own_file(void);
int read_some_of_all(void);
int look_up_many(void);
int list_directory(void);
int list_what_is_open(void);
int hold_a_name(void);
int stand_in_the_directory(void);
int watch_by_inotify(void);

/* These make the kernel open what they have found, without a path walk. */
int listen_by_fanotify(void);
int permit_by_fanotify(void);
int open_through_overlayfs(void);

/*
 * What the kernel lacks for one that is named here; errno of a call of these
 * three that was wrong because of that.
 */
#define LACKING EOPNOTSUPP

#endif
