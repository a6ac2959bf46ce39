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
#include <linux/errno.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/uidgid.h>
#include <linux/user_namespace.h>

#include "compat.h"
#include "file.h"
#include "kinds.h"
#include "locks.h"
#include "owner.h"
#include "pin.h"
#include "snapshot.h"

/* Descriptors of one file that are looked at again in a later hold. */
#define FDMAP_MAX_WITNESSES	256

/* Bytes of strings of a document behind which there are no more names. */
#define FDMAP_MAX_STRINGS	(256UL << 20)

/* Room for the longest file system type with its subtype, cut beyond. */
#define FDMAP_FS_SIZE	64

/* A name instead of which there is an error; false: no room. */
static bool fdmap_file_copy_error(struct fdmap_snapshot *snap, int err,
				  struct fdmap_name *copy)
{
	char error[24];

	copy->error = true;
	snprintf(error, sizeof(error), "%pe", ERR_PTR(err));
	copy->string = fdmap_snapshot_string(snap, error + 1);	/* no minus */
	return copy->string;
}

/*
 * Copy what d_path() says; false: no room. Names that cost those who wait, or
 * the machine, too much are left out.
 */
static bool fdmap_file_copy_d_path(struct fdmap_snapshot *snap,
				   const struct path *path,
				   struct fdmap_name *copy)
{
	char *name;

	if (snap->slow > FDMAP_MAX_SLOW_NS)
		return fdmap_file_copy_error(snap, -EBUSY, copy);
	if (snap->strings.bytes > FDMAP_MAX_STRINGS)
		return fdmap_file_copy_error(snap, -ENOBUFS, copy);
	name = d_path(path, snap->scratch, FDMAP_SCRATCH_SIZE);
	if (IS_ERR(name))
		return fdmap_file_copy_error(snap, PTR_ERR(name), copy);
	copy->error = false;
	copy->string = fdmap_snapshot_string(snap, name);
	return copy->string;
}

/**
 * fdmap_file_copy_name() - copy a path, or what error it has instead
 * @snap:	snapshot
 * @path:	path, kept by the caller
 * @copy:	the copy
 *
 * A path that is met again in the same hold has the same name.
 *
 * Return: false: no room.
 * Context: any but interrupts. d_path() takes RCU and the sequence locks of
 * mounts and the dentry tree; the d_dname() of no file system sleeps.
 */
bool fdmap_file_copy_name(struct fdmap_snapshot *snap, const struct path *path,
			  struct fdmap_name *copy)
{
	struct fdmap_turn *turn = &snap->turn;

	if (turn->dentry == path->dentry && turn->mnt == path->mnt) {
		*copy = turn->name;
		return true;
	}
	if (!fdmap_file_copy_d_path(snap, path, copy))
		return false;
	turn->dentry = path->dentry;
	turn->mnt = path->mnt;
	turn->name = *copy;
	return true;
}

/*
 * "type" or "type.subtype", as in /proc/mounts; NULL: no room. One string
 * serves the files of a file system that come one after another.
 */
static const char *fdmap_file_copy_fs(struct fdmap_snapshot *snap,
				      const struct super_block *sb)
{
	struct fdmap_turn *turn = &snap->turn;
	char fs[FDMAP_FS_SIZE];

	if (turn->fs && turn->sb == sb)
		return turn->fs;
	if (sb->s_subtype)
		snprintf(fs, sizeof(fs), "%s.%s", sb->s_type->name,
			 sb->s_subtype);
	else
		strscpy(fs, sb->s_type->name, sizeof(fs));
	turn->sb = sb;
	turn->fs = fdmap_snapshot_string(snap, fs);
	return turn->fs;
}

static void fdmap_file_fill_inode(struct fdmap_inode *copy,
				  const struct inode *inode)
{
	umode_t mode = READ_ONCE(inode->i_mode);

	copy->ino = inode->i_ino;
	copy->size = i_size_read(inode);
	copy->dev.dev = inode->i_sb->s_dev;
	copy->dev.valid = true;
	copy->rdev.dev = inode->i_rdev;
	copy->rdev.valid = S_ISCHR(mode) || S_ISBLK(mode);
	copy->nlink = READ_ONCE(inode->i_nlink);
	copy->refs = atomic_read(&inode->i_count);
	/* Whoever may open our files is in that namespace: access.c. */
	copy->uid = from_kuid(&init_user_ns, inode->i_uid);
	copy->gid = from_kgid(&init_user_ns, inode->i_gid);
	copy->generation = inode->i_generation;
	copy->mode = mode;
}

/**
 * fdmap_file_is_inode() - whether a row is about this inode
 * @copy:	an inode's row
 * @inode:	inode, kept by the caller
 *
 * The one that was copied may have been freed in a hold before, and another
 * have got its address, but hardly its number as well. (Of nsfs and devpts the
 * lowest free number is given anew.)
 *
 * Context: any.
 */
bool fdmap_file_is_inode(const struct fdmap_inode *copy,
			 const struct inode *inode)
{
	return copy->key.object == inode && copy->ino == inode->i_ino &&
	       copy->dev.dev == inode->i_sb->s_dev &&
	       copy->generation == inode->i_generation &&
	       !((copy->mode ^ inode->i_mode) & S_IFMT);
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
	struct fdmap_inode *before, *copy;
	const char *fs;

	before = fdmap_snapshot_find(snap, FDMAP_INODES, inode);
	if (before && fdmap_file_is_inode(before, inode))
		return before;
	fs = fdmap_file_copy_fs(snap, inode->i_sb);
	copy = fdmap_snapshot_add_key(snap, FDMAP_INODES, inode);
	if (!fs || !copy)
		return NULL;
	fdmap_file_fill_inode(copy, inode);
	copy->fs = fs;
	if (!fdmap_locks_copy(snap, inode, copy))
		return NULL;
	if (before)	/* is no more: has the id of nothing that lives */
		before->key.object = before;
	return copy;
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
	copy->refs = fdmap_pin_refs(file);
	copy->pos = READ_ONCE(file->f_pos);
	copy->kind = fdmap_kind_of(file);
	copy->flags = READ_ONCE(file->f_flags);
	copy->mode = READ_ONCE(file->f_mode);
	copy->fd = 0;
	copy->desc = 0;
	copy->nr_descs = 0;
	copy->checked = 0;
	copy->map = 0;
	copy->address = 0;
	copy->perhaps = NULL;
	copy->since = fdmap_turn_since(&snap->turn);
	copy->depth = snap->turn.depth;
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
	    !fdmap_file_copy_name(snap, fdmap_compat_file_user_path(file),
				  &copy->name))
		return NULL;
	if (!fdmap_owner_copy(snap, file, copy) ||
	    (copy->kind->copy && !copy->kind->copy(snap, file, copy)))
		return NULL;
	return copy;
}

/* Whether a row cannot be about this file. */
static bool fdmap_file_differs(const struct fdmap_file *copy,
			       const struct file *file)
{
	return !fdmap_file_is_inode(copy->inode, file_inode(file)) ||
	       copy->kind != fdmap_kind_of(file) ||
	       (copy->mode ^ file->f_mode) &
	       (FMODE_READ | FMODE_WRITE | FMODE_PATH);
}

/*
 * Whether the descriptors by which a row's file was found refer to this one
 * now: the last FDMAP_MAX_WITNESSES of them, and there are as many references
 * as descriptors if there were more.
 */
static bool fdmap_file_has_descs(const struct fdmap_snapshot *snap,
				 const struct fdmap_file *copy,
				 struct file *file)
{
	const struct fdmap_vec *rows = fdmap_snapshot_rows(snap, FDMAP_DESCS);
	unsigned int left = FDMAP_MAX_WITNESSES;
	u32 i = copy->desc;

	while (i && left--) {
		const struct fdmap_desc *desc = fdmap_vec_at(rows, i - 1);

		if (!fdmap_turn_has_slot(&snap->turn, desc->fd, file))
			return false;
		i = desc->older;
	}
	return !i || file_count(file) > copy->nr_descs;
}

/*
 * Whether a row is known to be about this file: the row's has been kept since
 * it was copied, or everything by which it was found refers to this one now.
 */
static bool fdmap_file_is_known(const struct fdmap_snapshot *snap,
				struct fdmap_file *copy, struct file *file)
{
	u64 since = fdmap_turn_since(&snap->turn);

	if (fdmap_turn_keeps(&snap->turn, copy->depth, copy->since) ||
	    copy->checked == since)
		return true;
	if (!copy->desc && !copy->map)
		return false;
	if (!fdmap_file_has_descs(snap, copy, file) ||
	    (copy->map &&
	     !fdmap_turn_has_mapping(&snap->turn, copy->address, file)))
		return false;
	copy->checked = since;
	return true;
}

/**
 * fdmap_file_copy() - copy an open file, its inode, and what its kind has more
 * @snap:	snapshot
 * @file:	file, kept by the caller
 *
 * The kernel reuses the memory of open files at once. So a row of the same
 * address is this file's only if that can be seen at this moment. If it is not,
 * or may not be, that row gets the id of nothing that lives: two open files
 * that are taken for one would be worse than one that is taken for two.
 *
 * Return: its row, or NULL: no room, rows may have been added.
 * Context: any but interrupts; RCU read side.
 */
struct fdmap_file *fdmap_file_copy(struct fdmap_snapshot *snap,
				   struct file *file)
{
	struct fdmap_file *before, *copy;
	bool differs;

	before = fdmap_snapshot_find(snap, FDMAP_FILES, file);
	differs = before && fdmap_file_differs(before, file);
	if (before && !differs && fdmap_file_is_known(snap, before, file))
		return before;
	copy = fdmap_file_add(snap, file);
	if (copy && before) {
		before->perhaps = differs ? NULL : file;
		before->key.object = before;
	}
	return copy;
}
