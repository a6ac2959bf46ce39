/* SPDX-License-Identifier: GPL-2.0-only */
/* [maps]: files mapped into memory. */
#ifndef FDMAP_MAPS_H
#define FDMAP_MAPS_H

struct fdmap_holder;

int fdmap_maps_copy(struct fdmap_holder *holder);

#endif /* FDMAP_MAPS_H */
