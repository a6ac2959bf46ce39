/* SPDX-License-Identifier: GPL-2.0-only */
/* What files say of themselves by show_fdinfo(). */
#ifndef FDMAP_FDINFO_H
#define FDMAP_FDINFO_H

struct fdmap_holder;

int fdmap_fdinfo_copy(struct fdmap_holder *holder);

#endif /* FDMAP_FDINFO_H */
