/* SPDX-License-Identifier: GPL-2.0-only */
/* Keeping the module while something of it is about to be opened. */
#ifndef FDMAP_GUARD_H
#define FDMAP_GUARD_H

int fdmap_guard_open(void);

#endif /* FDMAP_GUARD_H */
