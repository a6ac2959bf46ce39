// SPDX-License-Identifier: GPL-2.0-only
#include <linux/delay.h>
#include <linux/fdtable.h>
#include <linux/math64.h>
#include <linux/mm.h>
#include <linux/rcupdate.h>
#include <linux/time64.h>

#include "turn.h"

/* Shorter holds are no burden to those who wait, in nanoseconds. */
#define FDMAP_TURN_SHORT_NS	1000000

/* The part of its holds for which a reader stands back. */
#define FDMAP_TURN_SHARE	32

/**
 * fdmap_turn_give_way() - let those get the locks who may have waited for them
 * @turn:	the hold that has ended
 *
 * For where locks do not serve those who wait in turn: they find a lock free
 * only if it is for a while.
 *
 * Context: may sleep.
 */
void fdmap_turn_give_way(const struct fdmap_turn *turn)
{
	unsigned long us;

	if (!fdmap_compat_spin_is_blind() ||
	    turn->lasted < FDMAP_TURN_SHORT_NS)
		return;
	us = div_u64(turn->lasted, FDMAP_TURN_SHARE * NSEC_PER_USEC);
	usleep_range(us, 2 * us);
}

/**
 * fdmap_turn_has_slot() - whether a descriptor refers to a file now
 * @turn:	present hold
 * @fd:		descriptor
 * @file:	file that somebody keeps during the call: so nothing else has
 *		its address
 *
 * Return: false also if the table is not kept by this hold.
 * Context: RCU read side.
 */
bool fdmap_turn_has_slot(const struct fdmap_turn *turn, unsigned int fd,
			 const struct file *file)
{
	const struct fdtable *fdt;

	if (!turn->files)
		return false;
	fdt = rcu_dereference_raw(turn->files->fdt);
	return fd < fdt->max_fds && rcu_access_pointer(fdt->fd[fd]) == file;
}

/**
 * fdmap_turn_has_mapping() - whether a file is mapped at an address now
 * @turn:	present hold
 * @address:	address in the target
 * @file:	file that somebody keeps during the call
 *
 * Return: false also if the mappings are not kept by this hold.
 * Context: any.
 */
bool fdmap_turn_has_mapping(const struct fdmap_turn *turn,
			    unsigned long address, const struct file *file)
{
	const struct vm_area_struct *vma;

	if (!turn->mm)
		return false;
	vma = find_vma(turn->mm, address);
	return vma && vma->vm_start <= address && vma->vm_file == file;
}
