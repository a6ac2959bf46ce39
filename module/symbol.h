/* SPDX-License-Identifier: GPL-2.0-only */
/* Names of the kernel's symbols. */
#ifndef FDMAP_SYMBOL_H
#define FDMAP_SYMBOL_H

#include <linux/kallsyms.h>

/* Bytes that fdmap_symbol_name() needs. */
#define FDMAP_SYMBOL_SIZE	KSYM_SYMBOL_LEN

const char *fdmap_symbol_name(char *buffer, const void *address);

#endif /* FDMAP_SYMBOL_H */
