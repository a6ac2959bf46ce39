/* SPDX-License-Identifier: GPL-2.0-only */
/* Process numbers: as names, and which there are. */
#ifndef FDMAP_PIDS_H
#define FDMAP_PIDS_H

#include <linux/pid.h>
#include <linux/types.h>

struct pid_namespace;
struct qstr;

bool fdmap_pids_parse(const struct qstr *name, pid_t *nr);
bool fdmap_pids_exist(pid_t nr);
struct pid *fdmap_pids_next(struct pid_namespace *ns, enum pid_type type,
			    pid_t *nr);

#endif /* FDMAP_PIDS_H */
