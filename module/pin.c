// SPDX-License-Identifier: GPL-2.0-only
/*
 * Some things can be had of a file only while nothing of the target's is held,
 * so that the file must be kept meanwhile: what its own methods tell (ask.c),
 * and the executable (maps.c). One file a worker or reader at a time.
 *
 * Such a reference shows in the file's count. It must not show in what another
 * reader prints, so all of them are in a list, and counts are read and changed
 * under its lock.
 *
 * Locks: fdmap_pin_lock is taken inside the target's locks and waited for
 * there: only fdmap takes it. Inside it is only what fput() takes to put off a
 * release.
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
 * Context: any but interrupts; may be the last one, the release is then put off
 * to the caller's return to user space.
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
 * fdmap_pin_put_now() - give a reference back, and see to the release
 * @pin:	reference
 *
 * A kernel thread's fput() puts a release off to a work of the kernel's, which
 * may be stuck in somebody else's. So what nobody else has is released here.
 *
 * Context: kernel thread, no locks held; may sleep.
 */
void fdmap_pin_put_now(struct fdmap_pin *pin)
{
	bool last;

	spin_lock(&fdmap_pin_lock);
	list_del(&pin->list);
	last = file_count(pin->file) == 1;
	if (!last)
		fput(pin->file);
	spin_unlock(&fdmap_pin_lock);
	if (last)	/* its count is nobody's to read any more */
		__fput_sync(pin->file);
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
