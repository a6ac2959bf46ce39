/* SPDX-License-Identifier: GPL-2.0-only */
/* Looking at a process again and again, and how long it takes. */
#ifndef LOOKER_H
#define LOOKER_H

#include <stdbool.h>
#include <sys/types.h>

/* What one reading may take, in seconds, on a slow machine too. */
#define LOOK_SECONDS 3.0

/* look_seconds() - read the file of @pid, or `all` for 0; -1 if that failed */
double look_seconds(pid_t pid);

/*
 * looker_start() - a process that reads the file of @pid, or `all` for 0,
 * without end, until it is killed or its parent ends
 */
pid_t looker_start(pid_t pid);

void looker_stop(pid_t looker);

/* In a test: a process and the whole are read in time, several times over. */
#define EXPECT_READ_IN_TIME(pid)                                            \
	do {                                                                \
		double seconds_;                                            \
		int i_;                                                     \
									    \
		for (i_ = 0; i_ < 10; i_++) {                               \
			seconds_ = look_seconds(i_ ? (pid) : 0);            \
			ASSERT_LE(0, seconds_);                             \
			ASSERT_LT(seconds_, LOOK_SECONDS);                  \
		}                                                           \
	} while (0)

#endif
