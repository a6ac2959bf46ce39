/* SPDX-License-Identifier: GPL-2.0-only */
/* References to files that fdmap holds for a moment, and does not count. */
#ifndef FDMAP_PIN_H
#define FDMAP_PIN_H

#include <linux/fs.h>
#include <linux/list.h>
#include <linux/types.h>

/**
 * struct fdmap_pin - a reference
 * @list:	entry in the list of all
 * @file:	the file, NULL for none
 */
struct fdmap_pin {
	struct list_head list;
	struct file *file;
};

void fdmap_pin_get(struct fdmap_pin *pin, struct file *file);
bool fdmap_pin_get_rcu(struct fdmap_pin *pin, struct file __rcu **slot);
void fdmap_pin_put(struct fdmap_pin *pin);
void fdmap_pin_put_now(struct fdmap_pin *pin);
u64 fdmap_pin_refs(struct file *file);

#endif /* FDMAP_PIN_H */
