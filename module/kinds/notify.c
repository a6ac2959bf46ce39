// SPDX-License-Identifier: GPL-2.0-only
/* [watches]: the marks of inotify and fanotify instances. */
#include <linux/kernel.h>
#include <linux/string.h>

#include "detail.h"
#include "kinds.h"
#include "snapshot.h"

/* How the lines of fanotify's marks end. */
#define FDMAP_NOTIFY_MASKS	"mflags:%*x mask:%x ignored_mask:%x"

/* Add a row without anything but its masks; NULL: no room. */
static struct fdmap_watch *fdmap_notify_add(struct fdmap_snapshot *snap,
					    const struct fdmap_file *row,
					    const char *on, unsigned int mask,
					    unsigned int ignored)
{
	struct fdmap_watch *copy = fdmap_snapshot_add(snap, FDMAP_WATCHES);

	if (!copy)
		return NULL;
	copy->file = row;
	copy->wd = (struct fdmap_count){ .word = "-" };
	copy->on = on;
	copy->dev = (struct fdmap_device){};
	copy->ino = (struct fdmap_count){ .word = "-" };
	copy->mask = mask;
	copy->ignored = ignored;
	return copy;
}

static bool fdmap_notify_inotify(struct fdmap_snapshot *snap,
				 const struct fdmap_file *row, const char *line)
{
	unsigned long long ino;
	unsigned int wd, dev, mask;
	struct fdmap_watch *copy;

	if (sscanf(line, "inotify wd:%x ino:%llx sdev:%x mask:%x",
		   &wd, &ino, &dev, &mask) != 4)
		return false;
	copy = fdmap_notify_add(snap, row, "inode", mask, 0);
	if (copy) {
		copy->wd = (struct fdmap_count){ .value = wd };
		copy->ino = (struct fdmap_count){ .value = ino };
		copy->dev = (struct fdmap_device){ dev, true };
	}
	return true;
}

static bool fdmap_notify_inode(struct fdmap_snapshot *snap,
			       const struct fdmap_file *row, const char *line)
{
	unsigned int dev, mask, ignored;
	unsigned long long ino;
	struct fdmap_watch *copy;

	if (sscanf(line,
		   "fanotify ino:%llx sdev:%x " FDMAP_NOTIFY_MASKS,
		   &ino, &dev, &mask, &ignored) != 4)
		return false;
	copy = fdmap_notify_add(snap, row, "inode", mask, ignored);
	if (copy) {
		copy->ino = (struct fdmap_count){ .value = ino };
		copy->dev = (struct fdmap_device){ dev, true };
	}
	return true;
}

static bool fdmap_notify_mount(struct fdmap_snapshot *snap,
			       const struct fdmap_file *row, const char *line)
{
	unsigned int id, mask, ignored;
	struct fdmap_watch *copy;

	if (sscanf(line, "fanotify mnt_id:%x " FDMAP_NOTIFY_MASKS,
		   &id, &mask, &ignored) != 3)
		return false;
	copy = fdmap_notify_add(snap, row, "mount", mask, ignored);
	if (copy)
		copy->ino = (struct fdmap_count){ .value = id };
	return true;
}

static bool fdmap_notify_filesystem(struct fdmap_snapshot *snap,
				    const struct fdmap_file *row,
				    const char *line)
{
	unsigned int dev, mask, ignored;
	struct fdmap_watch *copy;

	if (sscanf(line, "fanotify sdev:%x " FDMAP_NOTIFY_MASKS,
		   &dev, &mask, &ignored) != 3)
		return false;
	copy = fdmap_notify_add(snap, row, "filesystem", mask, ignored);
	if (copy)
		copy->dev = (struct fdmap_device){ dev, true };
	return true;
}

static bool fdmap_notify_namespace(struct fdmap_snapshot *snap,
				   const struct fdmap_file *row,
				   const char *line)
{
	unsigned int inum, mask, ignored;
	struct fdmap_watch *copy;

	if (sscanf(line, "fanotify mnt_ns:%u " FDMAP_NOTIFY_MASKS,
		   &inum, &mask, &ignored) != 3)
		return false;
	copy = fdmap_notify_add(snap, row, "namespace", mask, ignored);
	if (copy)
		copy->ino = (struct fdmap_count){ .value = inum };
	return true;
}

static bool fdmap_notify_flags(struct fdmap_snapshot *snap,
			       const struct fdmap_file *row, const char *line)
{
	unsigned int flags, events;

	if (sscanf(line, "fanotify flags:%x event-flags:%x",
		   &flags, &events) != 2)
		return false;
	fdmap_detail_add(snap, row, "flags", "%#x", flags);
	fdmap_detail_add(snap, row, "event-flags", "%#x", events);
	return true;
}

/**
 * fdmap_notify_read() - copy what a line of an instance says
 * @snap:	snapshot
 * @row:	the instance's row
 * @line:	a line of what its show_fdinfo() says, in one of the forms of
 *		fs/notify/fdinfo.c
 *
 * Context: may sleep.
 */
void fdmap_notify_read(struct fdmap_snapshot *snap,
		       const struct fdmap_file *row, char *line)
{
	static bool (* const forms[])(struct fdmap_snapshot *snap,
				      const struct fdmap_file *row,
				      const char *line) = {
		fdmap_notify_inotify,
		fdmap_notify_inode,
		fdmap_notify_mount,
		fdmap_notify_filesystem,
		fdmap_notify_namespace,
		fdmap_notify_flags,
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(forms); i++) {
		if (forms[i](snap, row, line))
			return;
	}
}
