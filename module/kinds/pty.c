// SPDX-License-Identifier: GPL-2.0-only
/*
 * Both ends of a pseudo-terminal. They are two devices and two inodes; what
 * they have in common is the pair of tty_structs, so the master's is named at
 * both. The private_data of such a file is the terminal layer's, also after it
 * was hung up (__tty_hangup() exchanges the operations only).
 */
#include <linux/bitops.h>
#include <linux/fs.h>
#include <linux/kdev_t.h>
#include <linux/kernel.h>
#include <linux/major.h>
#include <linux/tty.h>
#include <linux/tty_driver.h>

#include "detail.h"
#include "fops.h"
#include "ident.h"
#include "kinds.h"
#include "rows.h"

/* /dev/ptmx is minor 2 of the alternative tty devices. */
#define FDMAP_PTMX_MINOR	2

/**
 * fdmap_pty_is_master() - whether a character device is a pty's master
 * @file:	file, kept by the caller
 *
 * Context: any.
 */
bool fdmap_pty_is_master(const struct file *file)
{
	return file_inode(file)->i_rdev ==
	       MKDEV(TTYAUX_MAJOR, FDMAP_PTMX_MINOR) &&
	       fdmap_fops_are(file->f_op, FDMAP_FOPS_PTMX | FDMAP_FOPS_HUNG_UP);
}

/**
 * fdmap_pty_is_slave() - whether a character device is a pty's slave
 * @file:	file, kept by the caller
 *
 * Of the eight majors that are set aside for them Linux registers the first
 * (unix98_pty_init() in drivers/tty/pty.c).
 *
 * Context: any.
 */
bool fdmap_pty_is_slave(const struct file *file)
{
	return MAJOR(file_inode(file)->i_rdev) == UNIX98_PTY_SLAVE_MAJOR &&
	       fdmap_fops_are(file->f_op, FDMAP_FOPS_TTY | FDMAP_FOPS_HUNG_UP);
}

/* The master of the pair, NULL if it has been closed. */
static const struct tty_struct *fdmap_pty_master(const struct tty_struct *tty)
{
	if (tty->driver->subtype == PTY_TYPE_MASTER)
		return tty;
	if (test_bit(TTY_OTHER_CLOSED, &tty->flags))
		return NULL;
	return READ_ONCE(tty->link);
}

/**
 * fdmap_pty_copy() - copy which pseudo-terminal a file is an end of
 * @snap:	snapshot
 * @file:	the end, kept by the caller: it owns a reference to its tty
 * @row:	its row
 *
 * Return: false: no room.
 * Context: any.
 */
bool fdmap_pty_copy(struct fdmap_snapshot *snap, struct file *file,
		    const struct fdmap_file *row)
{
	const struct tty_file_private *private = file->private_data;
	const struct tty_struct *master;

	if (!private || !private->tty)
		return true;
	if (!fdmap_detail_add(snap, row, "pts", "%d", private->tty->index))
		return false;
	master = fdmap_pty_master(private->tty);
	if (!master)
		return fdmap_detail_add(snap, row, "pty", "gone");
	return fdmap_detail_add(snap, row, "pty", "%016llx",
				fdmap_ident_of(master));
}
