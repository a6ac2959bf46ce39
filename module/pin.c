// SPDX-License-Identifier: GPL-2.0-only
/*
 * Some things can be asked of a file only by its own methods, which may sleep,
 * so that the file must be kept meanwhile. This is done for kinds of files
 * where a late release disturbs nobody (see kinds.c), one file a reader at a
 * time.
 *
 * Such a reference shows in the file's count. It must not show in what another
 * reader prints, so all of them are in a list, and counts are read and changed
 * under its lock.
 *
 * Locks: fdmap_pin_lock is taken inside files->file_lock. Inside it is only
 * what fput() takes to put off a release.
 */
#include <linux/file.h>
#include <linux/spinlock.h>

#include "compat.h"
#include "pin.h"

static DEFINE_SPINLOCK(fdmap_pin_lock);	/* list, and our part of counts */
static LIST_HEAD(fdmap_pins);

/**
 * fdmap_pin_get() - take a reference
 * @pin:	reference
 * @file:	file that somebody else keeps during the call
 *
 * Context: any but interrupts.
 */
void fdmap_pin_get(struct fdmap_pin *pin, struct file *file)
{
	spin_lock(&fdmap_pin_lock);
	pin->file = get_file(file);
	list_add(&pin->list, &fdmap_pins);
	spin_unlock(&fdmap_pin_lock);
}

/**
 * fdmap_pin_get_rcu() - take a reference to what a pointer points to
 * @pin:	reference
 * @slot:	pointer whose file is freed after a grace period only
 *
 * Return: false if the pointer is NULL.
 * Context: any but interrupts.
 */
bool fdmap_pin_get_rcu(struct fdmap_pin *pin, struct file __rcu **slot)
{
	rcu_read_lock();	/* keeps the memory of what *slot points to */
	spin_lock(&fdmap_pin_lock);
	pin->file = fdmap_compat_get_file_rcu(slot);
	if (pin->file)
		list_add(&pin->list, &fdmap_pins);
	spin_unlock(&fdmap_pin_lock);
	rcu_read_unlock();
	return pin->file;
}

/**
 * fdmap_pin_put() - give a reference back
 * @pin:	reference
 *
 * Context: process context; may be the last one, the release is then put off to
 * the caller's return to user space.
 */
void fdmap_pin_put(struct fdmap_pin *pin)
{
	spin_lock(&fdmap_pin_lock);
	list_del(&pin->list);
	fput(pin->file);
	spin_unlock(&fdmap_pin_lock);
	pin->file = NULL;
}

/**
 * fdmap_pin_refs() - a file's reference count without ours
 * @file:	file that somebody keeps during the call
 *
 * Context: any but interrupts.
 */
u64 fdmap_pin_refs(struct file *file)
{
	const struct fdmap_pin *pin;
	u64 refs;

	spin_lock(&fdmap_pin_lock);
	refs = file_count(file);
	list_for_each_entry(pin, &fdmap_pins, list)
		refs -= pin->file == file;
	spin_unlock(&fdmap_pin_lock);
	return refs;
}
