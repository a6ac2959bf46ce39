// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mntent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/report.h"
#include "source/source.h"

#define READ_SIZE (1 << 20)

/* What opening one of the module's files can meet, and what to do about it. */
static const struct {
	int error;
	const char *hint;
} hints[] = {
	{ EACCES, "run fdmap as root" },
	{ EPERM, "needs CAP_SYS_PTRACE, and a kernel that is not locked down" },
	{ ENOMEM, "close programs or read fewer processes at a time" },
};

static void report_open(const char *path, int error)
{
	const char *hint = "see fdmap(8)";

	for (size_t i = 0; i < sizeof(hints) / sizeof(*hints); i++)
		if (hints[i].error == error)
			hint = hints[i].hint;
	report("cannot read %s: %s: %s", report_word(path), strerror(error),
	       hint);
}

/* Take in all of an open file; returns 0 or an error number. */
static int read_all(struct text *text, int fd)
{
	struct buf buf = { 0 };
	ssize_t n;

	do {
		n = read(fd, buf_reserve(&buf, READ_SIZE), READ_SIZE);
		if (n > 0)
			buf.len += n;
	} while (n > 0 || (n < 0 && errno == EINTR));
	text->data = buf.data;
	text->len = buf.len;
	return n < 0 ? errno : 0;
}

static int read_path(struct text *text, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int error;

	if (fd < 0)
		return errno;
	error = read_all(text, fd);
	close(fd);
	return error;
}

/* Where debugfs is mounted, with "/fdmap" after it; NULL after a report. */
static char *find_directory(const char *mounts)
{
	FILE *file = setmntent(mounts, "re");
	struct mntent *entry;
	char *path = NULL;

	if (!file) {
		report("cannot read %s: %s: mount /proc", report_word(mounts),
		       strerror(errno));
		return NULL;
	}
	while (!path && (entry = getmntent(file))) {
		struct buf buf = { 0 };

		if (strcmp(entry->mnt_type, "debugfs"))
			continue;
		buf_printf(&buf, "%s/fdmap", entry->mnt_dir);
		path = buf.data;
	}
	endmntent(file);
	if (!path)
		report("debugfs is not mounted: as root, run mount -t debugfs "
		       "none /sys/kernel/debug");
	return path;
}

/* What is missing if a file in the directory does not exist. */
static void report_missing(const char *directory, const char *name)
{
	if (!access(directory, F_OK))
		report("no process '%s'", name);
	else if (errno == ENOENT)
		report("fdmap is not loaded: as root, run insmod fdmap.ko or "
		       "modprobe fdmap");
	else
		report_open(directory, errno);
}

bool source_read_live(struct text *text, const char *mounts, const char *name)
{
	char *directory = find_directory(mounts);
	struct buf path = { 0 };
	int error;

	*text = (struct text){ 0 };
	if (!directory)
		return false;
	buf_printf(&path, "%s/%s", directory, name);
	text->name = path.data;
	error = read_path(text, text->name);
	/* A process can go between its file's lookup and its opening. */
	if (error == ENOENT || error == ESRCH)
		report_missing(directory, name);
	else if (error)
		report_open(text->name, error);
	free(directory);
	if (error)
		text_free(text);
	return !error;
}

/* On kernels without close_range(2) they are counted. */
void source_give_up(void)
{
	close_range(STDERR_FILENO + 1, ~0u, 0);
}

bool source_read_saved(struct text *text, const char *file)
{
	bool standard_input = !strcmp(file, "-");
	struct buf name = { 0 };
	int error;

	*text = (struct text){ 0 };
	buf_puts(&name, standard_input ? "standard input" : file);
	text->name = name.data;
	error = standard_input ? read_all(text, STDIN_FILENO) :
				 read_path(text, file);
	if (!error)
		return true;
	report("cannot read %s: %s", report_word(text->name), strerror(error));
	text_free(text);
	return false;
}

void text_free(struct text *text)
{
	free(text->name);
	free(text->data);
	*text = (struct text){ 0 };
}
