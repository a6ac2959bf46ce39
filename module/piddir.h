/* SPDX-License-Identifier: GPL-2.0-only */
/* The directory fdmap in debugfs. */
#ifndef FDMAP_PIDDIR_H
#define FDMAP_PIDDIR_H

int fdmap_piddir_init(void);
void fdmap_piddir_exit(void);

#endif /* FDMAP_PIDDIR_H */
