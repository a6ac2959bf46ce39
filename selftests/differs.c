// SPDX-License-Identifier: GPL-2.0-only
/* A document against procfs and stat(2), column by column. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "truth.h"

/* Beyond this many descriptors only neighbours are asked whether they share. */
#define ALL_PAIRS 64

static char difference[PATH_MAX + 1024];

/* A descriptor as procfs and stat(2) show it. */
struct shown {
	int64_t pos;
	uint64_t flags;
	char name[PATH_MAX + 1];
	int name_error;
	struct stat st;
};

static const char *__attribute__((format(printf, 1, 2)))
say(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(difference, sizeof(difference), format, args);
	va_end(args);
	return difference;
}

static bool read_fdinfo(pid_t pid, int fd, struct shown *shown)
{
	char path[64];
	FILE *file;
	int n;

	snprintf(path, sizeof(path), "/proc/%d/fdinfo/%d", pid, fd);
	file = fopen(path, "re");
	if (!file)
		return false;
	n = fscanf(file, "pos: %" SCNd64 " flags: %" SCNo64, &shown->pos,
		   &shown->flags);
	fclose(file);
	return n == 2;
}

static bool look(pid_t pid, int fd, struct shown *shown)
{
	char path[64];
	ssize_t n;

	snprintf(path, sizeof(path), "/proc/%d/fd/%d", pid, fd);
	n = readlink(path, shown->name, PATH_MAX);
	shown->name_error = n < 0 ? errno : 0;
	shown->name[n < 0 ? 0 : n] = 0;
	return read_fdinfo(pid, fd, shown) && !stat(path, &shown->st);
}

/*
 * Where readlink(2) finds the name too long for its page, fdmap may still know
 * it: names.c holds that against the real one.
 */
static bool same_name(const struct fdmap_name *name, const struct shown *shown)
{
	if (shown->name_error == ENAMETOOLONG && !name->error)
		return strlen(name->bytes) >= PATH_MAX - 1;
	if (shown->name_error)
		return name->error && !strcmp(name->error,
				strerrorname_np(shown->name_error));
	return !name->error && !strcmp(name->bytes, shown->name);
}

static const char *differs_file(const struct fdmap_document *document, int fd,
				const struct shown *shown)
{
	static const char *const access_modes[] = { "r", "w", "rw", "-" };
	const struct fdmap_file *file = fdmap_file(document, fd);
	const char *mode = access_modes[shown->flags & O_ACCMODE];

	if (shown->flags & O_PATH)
		mode = "-";
	if (fdmap_descriptor(document, fd)->cloexec !=
	    !!(shown->flags & O_CLOEXEC))
		return say("descriptor %d: close-on-exec", fd);
	if (file->flags != (shown->flags & ~O_CLOEXEC))
		return say("descriptor %d: FLAGS 0%" PRIo64 " not 0%" PRIo64,
			   fd, file->flags, shown->flags & ~O_CLOEXEC);
	if (file->pos != shown->pos)
		return say("descriptor %d: POS %" PRId64 " not %" PRId64, fd,
			   file->pos, shown->pos);
	if (strcmp(file->mode, mode))
		return say("descriptor %d: MODE %s not %s", fd, file->mode,
			   mode);
	if (!same_name(&file->name, shown))
		return say("descriptor %d: NAME '%s' (%s) not '%s' (%s)", fd,
			   file->name.bytes, file->name.error ?: "no error",
			   shown->name, strerror(shown->name_error));
	return NULL;
}

static const char *type_of(mode_t mode)
{
	static const char *const types[] = {
		[S_IFREG >> 12] = "reg", [S_IFDIR >> 12] = "dir",
		[S_IFLNK >> 12] = "lnk", [S_IFCHR >> 12] = "chr",
		[S_IFBLK >> 12] = "blk", [S_IFIFO >> 12] = "fifo",
		[S_IFSOCK >> 12] = "sock", [0] = "-",
	};

	return types[(mode & S_IFMT) >> 12];
}

/* fstat(2) hides that the inodes behind pidfds are regular, since 6.9. */
static bool type_is_hidden(const struct fdmap_inode *inode)
{
	return !strcmp(inode->fs.bytes, "pidfs");
}

/* Of /proc/PID/fd it says how many descriptors there are, since 6.2. */
static bool size_is_a_count(const struct fdmap_inode *inode)
{
	return !strcmp(inode->fs.bytes, "proc") && !strcmp(inode->type, "dir");
}

static const char *differs_device(int fd, const char *column,
				  const struct fdmap_device *device, dev_t dev)
{
	if (device->major == major(dev) && device->minor == minor(dev))
		return NULL;
	return say("descriptor %d: %s %" PRIu64 ":%" PRIu64 " not %u:%u", fd,
		   column, device->major, device->minor, major(dev),
		   minor(dev));
}

static const char *differs_inode(const struct fdmap_document *document, int fd,
				 const struct stat *st)
{
	const struct fdmap_inode *inode = fdmap_inode(document, fd);
	const struct {
		const char *column;
		uint64_t is, should;
	} numbers[] = {
		{ "INO", inode->ino, st->st_ino },
		{ "MODE", inode->mode, st->st_mode & 07777 },
		{ "NLINK", inode->nlink, st->st_nlink },
		{ "UID", inode->uid, st->st_uid },
		{ "GID", inode->gid, st->st_gid },
		{ "SIZE", inode->size,
		  size_is_a_count(inode) ? 0 : st->st_size },
	};
	const char *device;
	size_t i;

	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (numbers[i].is != numbers[i].should)
			return say("descriptor %d: %s %" PRIu64 " not %" PRIu64,
				   fd, numbers[i].column, numbers[i].is,
				   numbers[i].should);
	if (!type_is_hidden(inode) &&
	    strcmp(inode->type, type_of(st->st_mode)))
		return say("descriptor %d: TYPE %s not %s", fd, inode->type,
			   type_of(st->st_mode));
	device = differs_device(fd, "DEV", &inode->dev, st->st_dev);
	if (device || inode->rdev.none)
		return device;
	return differs_device(fd, "RDEV", &inode->rdev, st->st_rdev);
}

/* The same id where kcmp(2) says the same open file, and only there. */
static const char *differs_sharing(const struct fdmap_document *document,
				   pid_t pid, const int *fds, size_t n)
{
	const struct fdmap_descriptor *a, *b;
	size_t i, j;

	for (i = 0; i < n; i++) {
		a = fdmap_descriptor(document, fds[i]);
		for (j = i + 1; j < n && (n <= ALL_PAIRS || j == i + 1); j++) {
			b = fdmap_descriptor(document, fds[j]);
			if ((a->file == b->file) !=
			    same_file(pid, fds[i], pid, fds[j]))
				return say("descriptors %d and %d: one open "
					   "file or two", fds[i], fds[j]);
		}
	}
	return NULL;
}

static const char *differs_descriptors(const struct fdmap_document *document,
				       pid_t pid)
{
	const char *found = NULL;
	struct shown shown;
	size_t n, i;
	int *fds = open_descriptors(pid, &n);

	if (n != document->descriptors.count)
		found = say("%zu descriptors not %zu",
			    document->descriptors.count, n);
	for (i = 0; i < n && !found; i++) {
		if (!fdmap_descriptor(document, fds[i]))
			found = say("no descriptor %d", fds[i]);
		else if (!look(pid, fds[i], &shown))
			found = say("descriptor %d: procfs does not tell",
				    fds[i]);
		else
			found = differs_file(document, fds[i], &shown) ?:
				differs_inode(document, fds[i], &shown.st);
	}
	if (!found)
		found = differs_sharing(document, pid, fds, n);
	free(fds);
	return found;
}

/*
 * At rest no descriptor is between being reserved and being open, so those
 * that are not free are all there.
 */
static bool all_open_below(const struct fdmap_document *document, uint64_t next)
{
	return !next ||
	       (next <= document->descriptors.count &&
		fdmap_descriptor_row(document, next - 1)->fd == next - 1);
}

static const char *differs_table(const struct fdmap_document *document,
				 pid_t pid)
{
	const struct fdmap_table *table = fdmap_table(document);
	int64_t size = status_value(pid, "FDSize");
	struct rlimit limit;

	if ((int64_t)table->max != size)
		return say("MAX %" PRIu64 " not %" PRId64, table->max, size);
	if (!all_open_below(document, table->next))
		return say("a descriptor below NEXT %" PRIu64 " is free",
			   table->next);
	if (prlimit(pid, RLIMIT_NOFILE, NULL, &limit))
		return say("prlimit: %s", strerror(errno));
	if (table->limit.soft != limit.rlim_cur ||
	    table->limit.hard != limit.rlim_max)
		return say("LIMIT %" PRIu64 ":%" PRIu64, table->limit.soft,
			   table->limit.hard);
	return NULL;
}

static const char *differs_first_line(const struct fdmap_document *document,
				      pid_t pid)
{
	char path[64], comm[64] = "";
	ssize_t n = -1;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/comm", pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		n = read(fd, comm, sizeof(comm) - 1);
		close(fd);
	}
	if (n < 1)
		return say("no '%s'", path);
	comm[n - 1] = 0;
	if (strcmp(comm, document->comm.bytes))
		return say("comm '%s' not '%s'", document->comm.bytes, comm);
	if (document->pid != pid)
		return say("pid %" PRId64 " not %d", document->pid, pid);
	if (document->tgid != status_value(pid, "Tgid"))
		return say("tgid %" PRId64, document->tgid);
	return NULL;
}

const char *differs(const struct fdmap_document *document, pid_t pid)
{
	const char *found = differs_first_line(document, pid);

	if (found || document->snapshot == FDMAP_NONE)
		return found;
	return differs_table(document, pid) ?:
	       differs_descriptors(document, pid);
}
