// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copying open files and inodes.
 *
 * The caller makes sure that the file stays: by a lock under which the
 * reference that somebody else owns cannot go away, or by one of its own.
 * Nothing here sleeps.
 */
#include <linux/dcache.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "compat.h"
#include "file.h"
#include "ident.h"
#include "kinds.h"
#include "locks.h"
#include "owner.h"
#include "pin.h"
#include "snapshot.h"

/* Room for the longest file system type with its subtype, cut beyond. */
#define FDMAP_FS_SIZE	64

/**
 * fdmap_file_copy_name() - copy a path, or what error it has instead
 * @snap:	snapshot
 * @path:	path, kept by the caller
 * @copy:	the copy
 *
 * Return: false: no room.
 * Context: any but interrupts. d_path() takes RCU and the sequence locks of the
 * dentry tree; the d_dname() of no file system sleeps.
 */
bool fdmap_file_copy_name(struct fdmap_snapshot *snap, const struct path *path,
			  struct fdmap_name *copy)
{
	char error[24];
	char *name;

	name = d_path(path, snap->scratch, FDMAP_SCRATCH_SIZE);
	copy->error = IS_ERR(name);
	if (copy->error) {
		snprintf(error, sizeof(error), "%pe", name);
		name = error + 1;	/* past the minus sign */
	}
	copy->string = fdmap_snapshot_string(snap, name);
	return copy->string;
}

/* "type" or "type.subtype", as in /proc/mounts; NULL: no room. */
static const char *fdmap_file_copy_fs(struct fdmap_snapshot *snap,
				      const struct super_block *sb)
{
	char fs[FDMAP_FS_SIZE];

	if (sb->s_subtype)
		snprintf(fs, sizeof(fs), "%s.%s", sb->s_type->name,
			 sb->s_subtype);
	else
		strscpy(fs, sb->s_type->name, sizeof(fs));
	return fdmap_snapshot_string(snap, fs);
}

static void fdmap_file_fill_inode(struct fdmap_inode *copy,
				  const struct inode *inode)
{
	umode_t mode = READ_ONCE(inode->i_mode);

	copy->id = fdmap_ident_of(inode);
	copy->ino = inode->i_ino;
	copy->size = i_size_read(inode);
	copy->dev.dev = inode->i_sb->s_dev;
	copy->dev.valid = true;
	copy->rdev.dev = inode->i_rdev;
	copy->rdev.valid = S_ISCHR(mode) || S_ISBLK(mode);
	copy->nlink = READ_ONCE(inode->i_nlink);
	copy->refs = atomic_read(&inode->i_count);
	copy->uid = inode->i_uid;
	copy->gid = inode->i_gid;
	copy->mode = mode;
}

/**
 * fdmap_file_copy_inode() - copy an inode and its locks
 * @snap:	snapshot
 * @inode:	inode, kept by the caller
 *
 * Return: its row, or NULL: no room, rows may have been added.
 * Context: any but interrupts.
 */
const struct fdmap_inode *fdmap_file_copy_inode(struct fdmap_snapshot *snap,
						struct inode *inode)
{
	struct fdmap_inode *copy;
	const char *fs;

	copy = fdmap_snapshot_find(snap, FDMAP_INODES, inode);
	if (copy)
		return copy;
	fs = fdmap_file_copy_fs(snap, inode->i_sb);
	copy = fdmap_snapshot_add_key(snap, FDMAP_INODES, inode);
	if (!fs || !copy)
		return NULL;
	fdmap_file_fill_inode(copy, inode);
	copy->fs = fs;
	return fdmap_locks_copy(snap, inode, copy->id) ? copy : NULL;
}

/* The operations' row; its name is looked up later. NULL: no room. */
static struct fdmap_ops *fdmap_file_copy_ops(struct fdmap_snapshot *snap,
					     const struct file_operations *fop)
{
	struct fdmap_ops *copy = fdmap_snapshot_find(snap, FDMAP_OPS, fop);

	if (!copy) {
		copy = fdmap_snapshot_add_key(snap, FDMAP_OPS, fop);
		if (copy)
			copy->name = NULL;
	}
	return copy;
}

static void fdmap_file_fill(struct fdmap_file *copy,
			    const struct fdmap_snapshot *snap,
			    struct file *file)
{
	copy->id = fdmap_ident_of(file);
	copy->refs = fdmap_pin_refs(file);
	copy->pos = READ_ONCE(file->f_pos);
	copy->kind = fdmap_kind_of(file);
	copy->flags = READ_ONCE(file->f_flags);
	copy->mode = READ_ONCE(file->f_mode);
	copy->fd = 0;
	copy->map = 0;
	copy->has_fd = false;
	copy->shallow = snap->depth;
	copy->watched = fdmap_compat_file_is_watched(file);
}

/* A row for a file that has none, and whatever more its kind has. */
static struct fdmap_file *fdmap_file_add(struct fdmap_snapshot *snap,
					 struct file *file)
{
	struct fdmap_file *copy;

	copy = fdmap_snapshot_add_key(snap, FDMAP_FILES, file);
	if (!copy)
		return NULL;
	fdmap_file_fill(copy, snap, file);
	copy->ops = fdmap_file_copy_ops(snap, file->f_op);
	copy->inode = fdmap_file_copy_inode(snap, file_inode(file));
	if (!copy->ops || !copy->inode ||
	    !fdmap_file_copy_name(snap, &file->f_path, &copy->name))
		return NULL;
	if (!fdmap_owner_copy(snap, file, copy) ||
	    (copy->kind->copy && !copy->kind->copy(snap, file, copy)))
		return NULL;
	return copy;
}

/* Its file is no more: from now on it has the id of nothing that lives. */
static void fdmap_file_retire(struct fdmap_file *copy)
{
	copy->key.object = copy;
	copy->id = fdmap_ident_of(copy);
}

/* Make good what was left out where a socket was met in flight. */
static bool fdmap_file_deepen(struct fdmap_snapshot *snap, struct file *file,
			      struct fdmap_file *copy)
{
	if (!copy->shallow || snap->depth)
		return true;
	if (copy->kind->copy == fdmap_socket_copy &&
	    !fdmap_socket_copy(snap, file, copy))
		return false;
	copy->shallow = false;
	return true;
}

/**
 * fdmap_file_is() - whether a row is about this file
 * @row:	a file's row
 * @file:	file, kept by the caller
 *
 * The file that was copied may have been freed since, and another one have got
 * its address. (One of the same kind with the same inode passes for it.)
 *
 * Context: any.
 */
bool fdmap_file_is(const struct fdmap_file *row, const struct file *file)
{
	return row->key.object == file &&
	       row->inode->key.object == file_inode(file) &&
	       row->kind == fdmap_kind_of(file);
}

/**
 * fdmap_file_copy() - copy an open file, its inode, and what its kind has more
 * @snap:	snapshot
 * @file:	file, kept by the caller
 *
 * Return: its row, or NULL: no room, rows may have been added.
 * Context: any but interrupts.
 */
struct fdmap_file *fdmap_file_copy(struct fdmap_snapshot *snap,
				   struct file *file)
{
	struct fdmap_file *copy = fdmap_snapshot_find(snap, FDMAP_FILES, file);

	if (copy && !fdmap_file_is(copy, file)) {
		fdmap_file_retire(copy);
		copy = NULL;
	}
	if (!copy)
		return fdmap_file_add(snap, file);
	return fdmap_file_deepen(snap, file, copy) ? copy : NULL;
}
