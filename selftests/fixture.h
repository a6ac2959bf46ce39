/* SPDX-License-Identifier: GPL-2.0-only */
/* What every test stands on: the module, its files, and child processes. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "fdmap_reader.h"

#define FDMAP_DIR "/sys/kernel/debug/fdmap"

/*
 * FDMAP_TEST_MAIN - stands at the end of a test program in place of
 * TEST_HARNESS_MAIN; see fixture_begin().
 */
#define FDMAP_TEST_MAIN                                                     \
	static void __attribute__((constructor)) before_the_tests(void)     \
	{                                                                   \
		fixture_begin();                                            \
	}                                                                   \
	TEST_HARNESS_MAIN

/*
 * fixture_begin() - make sure of root, debugfs and the module
 *
 * Closes what the caller left open beyond standard error, so that children
 * start with a known table.  Mounts debugfs if it is not, loads the module if
 * it is not, and unloads it at exit if it was loaded here.  Where that cannot
 * be done, says why and ends the program: skipped (no root), or failed.
 */
void fixture_begin(void);

/* fixture_path() - a file beside the test program, in a static buffer */
const char *fixture_path(const char *name);

bool module_loaded(void);

/*
 * module_load() - load fdmap.ko with these parameters ("" for none)
 *
 * The file is $FDMAP_KO, or fdmap.ko in one of the places where a build leaves
 * it, or what modprobe(8) finds.  Return: 0 or a negative error number.
 */
int module_load(const char *parameters);

/* module_unload() - delete_module(2) without waiting; 0 or -errno */
int module_unload(void);

/*
 * module_reload() - unload and load with these parameters
 *
 * Return: 0; -ENOENT, with the module untouched, if its file cannot be found;
 * or the error of either step; -EWOULDBLOCK while fdmap is in use.
 */
int module_reload(const char *parameters);

/* In a test, before anything is made: reload, or say why this cannot be. */
#define RELOAD_OR_SKIP(parameters)                                          \
	do {                                                                \
		int error_ = module_reload(parameters);                     \
		if (error_ == -ENOENT)                                      \
			SKIP(return, "the module's file is not known; "     \
				     "set FDMAP_KO");                       \
		if (error_ == -EWOULDBLOCK)                                 \
			SKIP(return, "somebody has fdmap's files open");    \
		ASSERT_EQ(0, error_);                                       \
	} while (0)

/* module_restore() - have it loaded, and with these; 0 or a negative error */
int module_restore(const char *parameters);

/* The parameters that the module is loaded with, for loading it so again. */
const char *module_parameters(void);

/* open_pid() - open the file of a process or thread; -1 and errno */
int open_pid(pid_t pid);

/*
 * slurp() - read from @fd to its end, @step bytes at a time
 *
 * Return: the bytes, a 0 byte behind them, to be freed, their number in
 * *@length; NULL with errno in fdmap_error if a read failed.
 */
char *slurp(int fd, size_t step, size_t *length);

/* read_pid() - open, read and parse; NULL with the reason in fdmap_error */
struct fdmap_document *read_pid(pid_t pid);

/*
 * read_whole() - the same, a few times over until the table was copied in one
 * hold
 *
 * Somebody may have waited for its lock, or for the processor, during the
 * others.  If somebody always did, the last document.
 */
struct fdmap_document *read_whole(pid_t pid);

/* In a test: the document of @pid, which must be there and keep every rule. */
#define READ_PID(pid)                                                       \
	({                                                                  \
		struct fdmap_document *document_ = read_pid(pid);           \
		ASSERT_NE(NULL, document_)                                  \
			TH_LOG("%s", fdmap_error);                          \
		document_;                                                  \
	})

/*
 * struct child - a child process that waits between its steps
 *
 * It has no descriptor but those of its parent: the two meet over semaphores
 * in shared memory.  It is killed when its parent ends.
 * @shared: for results, one page, seen by both
 */
struct child {
	pid_t pid;
	long *shared;
	struct meeting *meeting;
};

/*
 * child_start() - fork a child that runs @fn and then waits to be killed
 *
 * Returns when the child has called child_ready() or returned from @fn.
 * Return: false if it died before or was not ready in 20 seconds.
 */
bool child_start(struct child *child, void (*fn)(struct child *, void *),
		 void *arg);

/* child_clone() - the same with flags of clone(2), such as CLONE_FILES */
bool child_clone(struct child *child, unsigned long flags,
		 void (*fn)(struct child *, void *), void *arg);

/* In the child: the step is done; go on at the parent's child_go(). */
void child_ready(struct child *child);

/* In the parent: let the child go on, and do not wait for it. */
void child_release(struct child *child);

/* In the parent: let the child do its next step; false as child_start(). */
bool child_go(struct child *child);

/* Kill the child, if it still lives, and reap it. */
void child_end(struct child *child);

/* A step that does nothing: such a child has what it inherited, and waits. */
void child_hold(struct child *child, void *unused);

/* In a test: a child that is ready. */
#define START_CHILD(child, fn, arg) \
	ASSERT_TRUE(child_start(child, fn, (void *)(arg)))

/*
 * temp_dir() - make a directory for the test's files and go there
 *
 * It is removed, with what is in it, when this process ends.
 */
void temp_dir(void);

/* An open file in the working directory, made anew; exits if that fails. */
int make_file(const char *name, int flags);

#endif
