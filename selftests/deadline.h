/* SPDX-License-Identifier: GPL-2.0-only */
/* How long something takes, and children that must have ended in time. */
#ifndef DEADLINE_H
#define DEADLINE_H

#include <stdbool.h>
#include <sys/types.h>

/* What a killed process may take to end, in seconds, on a slow machine too. */
#define KILL_SECONDS 0.5

/* deadline_now() - seconds since some time in the past */
double deadline_now(void);

/* deadline_reap() - wait for a child; false if it still runs after @seconds */
bool deadline_reap(pid_t pid, double seconds);

/* deadline_kill() - kill it and reap it; seconds that took, -1: more than 5 */
double deadline_kill(pid_t pid);

#endif
