// SPDX-License-Identifier: GPL-2.0-only
/*
 * stdio keeps that a write failed, but not why, and errno is long overwritten
 * when a program asks. So the writes are our own, by fopencookie(3).
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <string.h>
#include <unistd.h>

#include "base/output.h"
#include "base/report.h"

#define BUFFER_SIZE (1 << 16)

/* The first error, or 0. */
static int error;

static ssize_t write_out(void *cookie, const char *data, size_t len)
{
	ssize_t n;

	(void)cookie;
	do {
		n = write(STDOUT_FILENO, data, len);
	} while (n < 0 && errno == EINTR);
	if (n < 0 && !error)
		error = errno;
	return n < 0 ? 0 : n;
}

FILE *output_open(void)
{
	const cookie_io_functions_t functions = { .write = write_out };
	FILE *file = fopencookie(NULL, "w", functions);

	if (!file || setvbuf(file, NULL, _IOFBF, BUFFER_SIZE)) {
		report("cannot write the output: %s", strerror(errno));
		return NULL;
	}
	/* There is one thread, and what it prints are small pieces. */
	__fsetlocking(file, FSETLOCKING_BYCALLER);
	return file;
}

bool output_close(FILE *out)
{
	if (fclose(out) && !error)
		error = errno;
	if (close(STDOUT_FILENO) && !error)
		error = errno;
	if (!error)
		return true;
	report("cannot write the output: %s", strerror(error));
	return false;
}
