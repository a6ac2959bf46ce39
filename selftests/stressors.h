/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Processes that change what fdmap shows as fast as they can, one kind of
 * change each, until they are killed.
 */
#ifndef STRESSORS_H
#define STRESSORS_H

#include <stddef.h>

/*
 * struct stressor - a kind of change
 * @name: of it
 * @change: makes some changes of its kind, @nr being the number of the call;
 *	it leaves few descriptors open, and what goes wrong is ignored, for the
 *	machine may run out of anything
 */
struct stressor {
	const char *name;
	void (*change)(unsigned int nr);
};

extern const struct stressor stressors[];
extern const size_t n_stressors;

/*
 * stressor_run() - in a child: change things until killed
 *
 * The working directory must be the test's own: files are made there.
 */
void stressor_run(const struct stressor *stressor)
	__attribute__((noreturn));

/* stressor_name() - a name no other process takes, in a static buffer */
const char *stressor_name(const char *what);

/* Of processes and their tables. */
void fork_and_exit(unsigned int nr);
void fork_and_exec(unsigned int nr);
void leave_threads(unsigned int nr);
void open_and_close(unsigned int nr);
void share_and_unshare(unsigned int nr);

/* Of sockets, and descriptors in flight. */
void pass_descriptors(unsigned int nr);
void connect_and_close(unsigned int nr);

/* Of files, and what is known of them. */
void rename_and_unlink(unsigned int nr);
void map_and_unmap(unsigned int nr);
void watch_and_forget(unsigned int nr);
void lock_and_unlock(unsigned int nr);

#endif
