/* SPDX-License-Identifier: GPL-2.0-only */
/* Names of kernel objects that tell identity and no address. */
#ifndef FDMAP_IDENT_H
#define FDMAP_IDENT_H

#include <linux/types.h>

/* Digits of an id in the text. */
#define FDMAP_IDENT_DIGITS	16

void fdmap_ident_init(void);
u64 fdmap_ident_of(const void *object);
bool fdmap_ident_is_address(void);

#endif /* FDMAP_IDENT_H */
