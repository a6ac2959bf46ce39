// SPDX-License-Identifier: GPL-2.0-only
/* The rules of each row of the tables beyond the first four. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "fdmap_check.h"
#include "fdmap_values.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* Whether @id is a file, and one of these kinds. */
static bool is_file(const struct fdmap_document *document, uint64_t id,
		    const char *kinds)
{
	const struct fdmap_file *file = fdmap_file_of(document, id);

	return file && (!kinds || fdmap_is_one_of(file->kind, kinds));
}

static bool check_pipe(const struct fdmap_document *document, const void *row)
{
	const struct fdmap_pipe *pipe = row;
	const struct fdmap_inode *inode;

	inode = fdmap_inode_of(document, pipe->inode);
	return (inode && !strcmp(inode->type, "fifo")) ||
	       fdmap_refuse("pipe %016" PRIx64 " has no inode", pipe->inode);
}

/* What is watched is what the descriptor refers to. */
static bool check_target(const struct fdmap_document *document,
			 const struct fdmap_epoll *epoll)
{
	const struct fdmap_file *file = fdmap_file(document, epoll->tfd);
	const struct fdmap_inode *inode = fdmap_inode(document, epoll->tfd);

	if (epoll->target.word)
		return true;
	if (!file || file->id != epoll->target.value)
		return fdmap_refuse("TARGET is not what TFD %" PRId64
				    " refers to", epoll->tfd);
	return (inode->ino == epoll->ino &&
		inode->dev.major == epoll->dev.major &&
		inode->dev.minor == epoll->dev.minor) ||
	       fdmap_refuse("TARGET of TFD %" PRId64 " has another inode",
			    epoll->tfd);
}

static bool check_epoll(const struct fdmap_document *document, const void *row)
{
	const struct fdmap_epoll *epoll = row;

	if (!is_file(document, epoll->epoll, "epoll"))
		return fdmap_refuse("EPOLL %016" PRIx64
				    " is no epoll instance", epoll->epoll);
	if (epoll->tfd < 0 || epoll->dev.none)
		return fdmap_refuse("bad TFD or DEV in [epoll]");
	return check_target(document, epoll);
}

/* Which columns say something depends on what is watched. */
static bool check_watch(const struct fdmap_document *document, const void *row)
{
	const struct fdmap_watch *watch = row;
	bool inotify = is_file(document, watch->file, "inotify");

	if (!inotify && !is_file(document, watch->file, "fanotify"))
		return fdmap_refuse("watch of %016" PRIx64
				    ", which watches nothing", watch->file);
	if (inotify == !!watch->wd.word ||
	    (inotify && strcmp(watch->on, "inode")))
		return fdmap_refuse("WD or ON does not fit the kind");
	if (watch->dev.none != fdmap_is_one_of(watch->on, "mount|namespace") ||
	    !watch->ino.word != !!strcmp(watch->on, "filesystem"))
		return fdmap_refuse("DEV or INO does not fit ON '%s'",
				    watch->on);
	return true;
}

static bool check_unlisted(const struct fdmap_lock *lock)
{
	return (lock->start.word && lock->end.word &&
		!strcmp(lock->end.word, "-") && lock->owner.word &&
		lock->pid.word && !lock->waited && !strcmp(lock->mode, "-")) ||
	       fdmap_refuse("'%s' locks say more than that", lock->kind);
}

/* An owner that is one of the files has the lock on its inode. */
static bool check_lock_owner(const struct fdmap_document *document,
			     const struct fdmap_lock *lock)
{
	const struct fdmap_file *file;

	file = fdmap_file_of(document, lock->owner.value);
	if (!strcmp(lock->kind, "posix"))
		return !file || fdmap_refuse("a file owns a posix lock");
	if (fdmap_table(document)->id == lock->owner.value)
		return fdmap_refuse("a table owns a lock of kind '%s'",
				    lock->kind);
	return !file || file->inode == lock->inode ||
	       fdmap_refuse("the owner of a lock has another inode");
}

static bool check_lock(const struct fdmap_document *document, const void *row)
{
	const struct fdmap_lock *lock = row;

	if (!fdmap_inode_of(document, lock->inode))
		return fdmap_refuse("a lock on %016" PRIx64
				    ", which is no inode", lock->inode);
	if (fdmap_is_one_of(lock->kind, "more|busy"))
		return check_unlisted(lock);
	if (lock->start.word || lock->owner.word ||
	    (lock->end.word && strcmp(lock->end.word, "eof")))
		return fdmap_refuse("a lock without range or owner");
	if (!lock->end.word && lock->end.value < lock->start.value)
		return fdmap_refuse("a lock ends before it starts");
	if (!strcmp(lock->mode, "-") &&
	    !fdmap_is_one_of(lock->kind, "lease|deleg"))
		return fdmap_refuse("a lock of kind '%s' without a mode",
				    lock->kind);
	if (!strcmp(lock->kind, "ofd") && !lock->pid.word)
		return fdmap_refuse("an ofd lock of a process");
	return check_lock_owner(document, lock);
}

static bool check_owner(const struct fdmap_document *document, const void *row)
{
	const struct fdmap_owner *owner = row;
	bool busy = owner->pid.word && !strcmp(owner->pid.word, "busy");

	if (!is_file(document, owner->file, NULL))
		return fdmap_refuse("owner of %016" PRIx64
				    ", which is no file", owner->file);
	return (busy == !strcmp(owner->type, "-") &&
		!(busy && owner->signal)) ||
	       fdmap_refuse("TYPE or SIGNAL does not fit PID of owner of %016"
			    PRIx64, owner->file);
}

static bool check_inflight(const struct fdmap_document *document,
			   const void *row)
{
	const struct fdmap_inflight *inflight = row;
	const struct fdmap_socket *socket;

	socket = fdmap_socket_of(document, inflight->socket);
	if (!socket || strcmp(socket->family, "unix"))
		return fdmap_refuse("SOCKET %016" PRIx64
				    " is no unix socket", inflight->socket);
	if (!inflight->file.word != !strcmp(inflight->state, "queued"))
		return fdmap_refuse("FILE does not fit STATE '%s'",
				    inflight->state);
	return !inflight->embryo.word || strcmp(inflight->state, "waiting") ||
	       fdmap_refuse("a waiting connection without EMBRYO");
}

static bool check_map(const struct fdmap_document *document, const void *row)
{
	const struct fdmap_map *map = row, *first = document->maps.rows;

	if (map->mm.value != first->mm.value)
		return fdmap_refuse("two address spaces in [maps]");
	if (!!map->file.word != fdmap_is_one_of(map->as, "busy|torn") ||
	    !map->count != !!map->file.word)
		return fdmap_refuse("FILE or COUNT does not fit AS '%s'",
				    map->as);
	return strcmp(map->as, "exe") || map->count == 1 ||
	       fdmap_refuse("an executable counted %" PRIu64 " times",
			    map->count);
}

static bool check_task(const struct fdmap_document *document, const void *row)
{
	const struct fdmap_task *task = row;

	(void)document;
	return (task->tid && task->tgid) || fdmap_refuse("a task without TID");
}

static bool check_path(const struct fdmap_document *document, const void *row)
{
	const struct fdmap_path *path = row;
	const struct fdmap_inode *inode;

	if (!strcmp(path->as, "busy"))
		return (path->inode.word && !*path->name.bytes &&
			document->paths.count == 1) ||
		       fdmap_refuse("'busy' paths say more than that");
	inode = fdmap_inode_of(document, path->inode.value);
	return (inode && !strcmp(inode->type, "dir")) ||
	       fdmap_refuse("path '%s' is no directory", path->as);
}

#define TABLE(member, type, check)                                          \
	{                                                                   \
		offsetof(struct fdmap_document, member),                    \
			sizeof(struct type), check                          \
	}

static const struct {
	size_t offset, size;
	bool (*check)(const struct fdmap_document *document, const void *row);
} rules[] = {
	TABLE(pipes, fdmap_pipe, check_pipe),
	TABLE(sockets, fdmap_socket, fdmap_check_socket),
	TABLE(epoll, fdmap_epoll, check_epoll),
	TABLE(watches, fdmap_watch, check_watch),
	TABLE(locks, fdmap_lock, check_lock),
	TABLE(owners, fdmap_owner, check_owner),
	TABLE(inflight, fdmap_inflight, check_inflight),
	TABLE(maps, fdmap_map, check_map),
	TABLE(tasks, fdmap_task, check_task),
	TABLE(paths, fdmap_path, check_path),
};

/* What the rows of tables begin with, or have @offset behind, is unique. */
static bool check_unique(const struct fdmap_rows *rows, size_t size,
			 size_t offset, const char *what)
{
	uint64_t *ids = calloc(rows->count + 1, sizeof(*ids));
	bool good = true;
	size_t i;

	for (i = 0; i < rows->count; i++)
		memcpy(&ids[i], (char *)rows->rows + i * size + offset,
		       sizeof(*ids));
	qsort(ids, rows->count, sizeof(*ids), fdmap_compare_ids);
	for (i = 1; good && i < rows->count; i++)
		if (ids[i - 1] == ids[i])
			good = fdmap_refuse("two rows of %s %" PRIx64, what,
					    ids[i]);
	free(ids);
	return good;
}

bool fdmap_check_tables(const struct fdmap_document *document)
{
	const struct fdmap_rows *rows;
	size_t i, j;

	for (i = 0; i < ARRAY_SIZE(rules); i++) {
		rows = (const void *)((const char *)document + rules[i].offset);
		for (j = 0; j < rows->count; j++)
			if (!rules[i].check(document, (char *)rows->rows +
							      j * rules[i].size))
				return false;
	}
	return check_unique(&document->tasks, sizeof(struct fdmap_task),
			    offsetof(struct fdmap_task, tid), "task") &&
	       check_unique(&document->owners, sizeof(struct fdmap_owner),
			    offsetof(struct fdmap_owner, file), "owned file");
}
