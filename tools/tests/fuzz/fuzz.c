// SPDX-License-Identifier: GPL-2.0-only
/*
 * What libFuzzer calls (llvm.org/docs/LibFuzzer.html): the whole program, from
 * its arguments on, in each of its uses, on one text. Beyond what sanitizers
 * see, the output has to keep what it promises whatever the text says.
 */
#define _GNU_SOURCE
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/output.h"
#include "cmd/usage.h"
#include "fuzz.h"
#include "promises.h"

/* A width that follows from the text, so that a text fails again. */
#define ANY_WIDTH "--width=000"

/* Each use of the program. */
static const struct use uses[] = {
	{ .arguments = { "list" }, .table = true },
	{ .arguments = { "list", "--ascii" }, .table = true },
	{ .arguments = { "list", "--format=json" }, .json = true },
	{ .arguments = { ANY_WIDTH }, .wide = true },
	{ .arguments = { ANY_WIDTH, "--ascii" }, .wide = true },
	{ .arguments = { "--color=always" } },
	{ .arguments = { "--format=dot" } },
	{ .arguments = { "--format=mermaid" } },
	{ .arguments = { "refs", "--color=always" } },
	{ .arguments = { "refs", "--format=table" }, .table = true },
	{ .arguments = { "refs", "--format=json" }, .json = true },
};

/* The file that is the program's standard input. */
static int input;

/* In place of output.c: standard output is a stream already. */
FILE *output_open(void)
{
	return stdout;
}

bool output_close(FILE *out)
{
	return !ferror(out);
}

static void stream_open(struct stream *stream)
{
	stream->file = open_memstream(&stream->data, &stream->len);
	if (!stream->file)
		abort();
}

static void stream_close(struct stream *stream)
{
	fclose(stream->file);
}

/* Run the program, its output and its reports taken up. */
static int run(char **argv, struct stream *out, struct stream *err)
{
	FILE *const real_out = stdout, *const real_err = stderr;
	int argc = 0, status;

	while (argv[argc])
		argc++;
	stream_open(out);
	stream_open(err);
	stdout = out->file;
	stderr = err->file;
	status = fdmap_main(argc, argv);
	stdout = real_out;
	stderr = real_err;
	stream_close(out);
	stream_close(err);
	return status;
}

/* The arguments of a use; argp_parse() changes their order. */
static void make_arguments(char **argv, const struct use *use, char *width)
{
	size_t n = 0;

	argv[n++] = "fdmap";
	argv[n++] = "--from=-";
	for (size_t i = 0; use->arguments[i]; i++)
		argv[n++] = strcmp(use->arguments[i], ANY_WIDTH) ?
			    (char *)use->arguments[i] : width;
	argv[n] = NULL;
}

/* Return: whether the text was good for anything. */
static bool try_use(const struct use *use, long width)
{
	struct stream out = { 0 }, err = { 0 };
	char *argv[ARGUMENTS_MAX + 3];
	char option[sizeof("--width=10000")];
	bool good;
	int status;

	snprintf(option, sizeof(option), "--width=%ld", width);
	make_arguments(argv, use, option);
	lseek(input, 0, SEEK_SET);
	status = run(argv, &out, &err);
	promises_of_output(use, &out, width);
	promises_of_reports(use, &err, status);
	good = status == STATUS_OK || out.len;
	free(out.data);
	free(err.data);
	return good;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	setenv("LC_ALL", "C.UTF-8", 1);
	input = memfd_create("text", MFD_CLOEXEC);
	if (input < 0 || dup2(input, STDIN_FILENO) < 0)
		abort();
	return 0;
}

/* 40 columns are the least; from 240 on nothing changes but lengths. */
static long choose_width(const uint8_t *data, size_t size)
{
	unsigned long sum = size;

	for (size_t i = 0; i < size; i++)
		sum = sum * 31 + data[i];
	return 40 + sum % 200;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	long width = choose_width(data, size);

	if (ftruncate(input, 0) ||
	    pwrite(input, data, size, 0) != (ssize_t)size)
		abort();
	for (size_t i = 0; i < sizeof(uses) / sizeof(*uses); i++)
		if (!try_use(&uses[i], width))
			break;
	return 0;
}
