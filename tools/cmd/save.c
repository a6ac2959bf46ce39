// SPDX-License-Identifier: GPL-2.0-only
/* Documents as they are, to be looked at later or elsewhere. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/output.h"
#include "base/report.h"
#include "cmd/commands.h"
#include "cmd/line.h"
#include "cmd/usage.h"
#include "text/lines.h"

/** struct save - the command line, and where to */
struct save {
	struct line line;
	const char *file;
};

static const struct argp_child children[] = {
	{ .argp = &options_from },
	{ 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct save *save = state->input;

	if (key != 'o')
		return line_parse(key, arg, state);
	save->file = arg;
	return 0;
}

static const struct argp_option options[] = {
	{ "output", 'o', "FILE", 0, "Replace FILE, in one step and only if all "
	  "could be read, instead of writing to standard output", 0 },
	{ 0 }
};

static const struct argp argp = {
	.options = options,
	.parser = parse,
	.children = children,
	.args_doc = "[PID...]",
	.doc = "write the documents as they are, of all processes if none is "
	       "named",
};

static bool append_live(struct buf *to, const char *name)
{
	struct text text;

	if (!source_read_live(&text, SOURCE_MOUNTS, name))
		return false;
	buf_add(to, text.data, text.len);
	text_free(&text);
	return true;
}

/* Where the document ends that begins at @at. */
static const char *end_of(const char *at, const char *end)
{
	static const char next[] = "\n" MAGIC;
	const char *found = memmem(at, end - at, next, strlen(next));

	return found ? found + 1 : end;
}

/* Whether a first line, "fdmap 1 pid PID ...", is of a process. */
static bool is_of(const char *at, const char *end, const char *pid)
{
	const char *line_end = memchr(at, '\n', end - at);
	struct buf key = { 0 };
	const char *found;
	bool whole;

	buf_printf(&key, " pid %s", pid);
	found = line_end ? memmem(at, line_end - at, key.data, key.len) : NULL;
	whole = found && strchr(" \n", found[key.len]);
	buf_free(&key);
	return whole;
}

static bool append_saved(struct buf *to, const struct text *text,
			 const char *pid)
{
	const char *end = text->data + text->len;
	bool found = false;

	for (const char *at = text->data, *next; at < end; at = next) {
		next = end_of(at, end);
		if (pid && !is_of(at, end, pid))
			continue;
		buf_add(to, at, next - at);
		found = true;
	}
	if (pid && !found)
		report("no process '%s' in %s", pid, report_word(text->name));
	return found || !pid;
}

/* Append what is named; false after a report if something is missing. */
static bool append(struct buf *to, const struct line *line)
{
	const char *from = line->options.from;
	struct text text = { 0 };
	bool ok = true;

	if (from && !source_read_saved(&text, from))
		return false;
	if (!from)
		source_give_up();
	if (!line->targets.n)
		ok = from ? append_saved(to, &text, NULL) :
			    append_live(to, SOURCE_ALL);
	for (size_t i = 0; i < line->targets.n; i++) {
		const char *pid = line->targets.target[i].pid;

		ok &= from ? append_saved(to, &text, pid) :
			     append_live(to, pid);
	}
	text_free(&text);
	return ok;
}

static bool failed(const char *what, const char *file)
{
	report("cannot %s %s: %s", what, report_word(file), strerror(errno));
	return false;
}

/* Permissions as a new file would have them. */
static mode_t new_mode(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return 0666 & ~mask;
}

static bool fill(int fd, const struct buf *text)
{
	size_t done = 0;

	while (done < text->len) {
		ssize_t n = write(fd, text->data + done, text->len - done);

		if (n < 0 && errno != EINTR)
			return false;
		done += n > 0 ? n : 0;
	}
	return !fchmod(fd, new_mode()) && !fsync(fd);
}

/* A file beside the one that it becomes, so that nobody sees a half one. */
static bool replace(const char *file, const struct buf *text)
{
	struct buf beside = { 0 };
	bool ok;
	int fd;

	buf_printf(&beside, "%s.XXXXXX", file);
	fd = mkostemp(beside.data, O_CLOEXEC);
	ok = fd >= 0 && fill(fd, text);
	ok = (fd < 0 || !close(fd)) && ok && !rename(beside.data, file);
	if (!ok) {
		failed("write", file);
		unlink(beside.data);
	}
	buf_free(&beside);
	return ok;
}

/* The file that a name leads to; one that is no file cannot be replaced. */
static bool save(const char *name, const struct buf *text)
{
	char *file = realpath(name, NULL);
	struct stat status;
	bool ok;

	if (!file && errno != ENOENT)
		return failed("write", name);
	if (file && !stat(file, &status) && !S_ISREG(status.st_mode)) {
		report("cannot replace %s: not a file: write to standard "
		       "output", report_word(name));
		ok = false;
	} else {
		ok = replace(file ? file : name, text);
	}
	free(file);
	return ok;
}

static bool print(const struct buf *text)
{
	FILE *out = output_open();

	if (!out)
		return false;
	fwrite(text->data, 1, text->len, out);
	return output_close(out);
}

static int run_save(int argc, char **argv)
{
	struct save given = { .line.argp = &argp };
	struct buf text = { 0 };
	bool ok;

	argp_parse(&argp, argc, argv, 0, NULL, &given);
	ok = append(&text, &given.line);
	if (!given.file)
		ok &= print(&text);
	else if (ok)
		ok = save(given.file, &text);
	buf_free(&text);
	targets_free(&given.line.targets);
	return ok ? STATUS_OK : STATUS_FAILED;
}

const struct command command_save = { "save", &argp, run_save };
