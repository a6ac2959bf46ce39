// SPDX-License-Identifier: GPL-2.0-only
/*
 * many DIR PROCESSES DESCRIPTORS: processes with that many descriptors each,
 * besides the standard three, to be looked at.
 *
 * When all is ready the process IDs are written to standard output, in one
 * line. At the end of standard input all processes end; the files in DIR stay.
 */
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "fill.h"

/* Read until the end, or a byte; false at the end. */
static int wait_for_byte(int fd)
{
	char byte;

	return read(fd, &byte, 1) == 1;
}

/* A process that says by a byte in the pipe that it is ready. */
static pid_t start(const char *dir, unsigned int count, int ready)
{
	pid_t pid = fork();

	if (pid < 0)
		err(EXIT_FAILURE, "cannot fork");
	if (pid)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	fill_table(dir, count);
	if (write(ready, "", 1) != 1)
		_exit(EXIT_FAILURE);
	close(ready);
	for (;;)
		pause();
}

int main(int argc, char **argv)
{
	unsigned int processes, count, i;
	int ready[2];

	if (argc != 4)
		errx(2, "usage: many DIR PROCESSES DESCRIPTORS");
	processes = strtoul(argv[2], NULL, 10);
	count = strtoul(argv[3], NULL, 10);
	fill_allow(count);
	if (pipe2(ready, O_CLOEXEC))
		err(EXIT_FAILURE, "cannot make a pipe");
	for (i = 0; i < processes; i++) {
		printf("%d ", start(argv[1], count, ready[1]));
		if (!wait_for_byte(ready[0]))
			errx(EXIT_FAILURE, "process %u failed", i);
	}
	puts("");
	fflush(stdout);
	while (wait_for_byte(STDIN_FILENO))
		;
	return EXIT_SUCCESS;
}
