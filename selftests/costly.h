/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Processes that are costly to copy, and what they do that takes a lock under
 * which they are copied.
 */
#ifndef COSTLY_H
#define COSTLY_H

/*
 * struct costly - a kind of process
 * @make: in a child with a mount and a network namespace of its own: become it
 * @call: takes the lock, and gives it back; not to be called before @make
 * @unit: a walk of the kernel's own over a part of what is copied, or a reading
 * @percent: what one waits for at most, in hundredths of a unit; waiting for
 *	everything takes several times that
 *
 * They end the process if something fails.
 */
struct costly {
	void (*make)(void);
	void (*call)(void *unused);
	void (*unit)(void *unused);
	unsigned int percent;
};

/* A file thousands of directories deep, opened hundreds of times. */
extern const struct costly costly_file;

/* Hundreds of such files: open; in one queue; mapped. */
extern const struct costly costly_files, costly_in_flight, costly_mapped;

/* A queue of 150,000 messages without files. */
extern const struct costly costly_stream, costly_datagrams;

/* An address space with 60,000 mappings of one file. */
extern const struct costly costly_mappings;

#endif
