/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A control group with a limit of memory; see the kernel's
 * Documentation/admin-guide/cgroup-v2.rst.
 */
#ifndef CGROUP_H
#define CGROUP_H

#include <stdbool.h>

/*
 * cgroup_begin() - mount the hierarchy in the working directory, and make a
 * group without a limit
 *
 * Return: NULL, or what the kernel lacks for it.
 */
const char *cgroup_begin(void);

/* cgroup_end() - remove the group as soon as who was in it has been reaped */
void cgroup_end(void);

/* cgroup_join() - the caller is in the group from now on */
bool cgroup_join(void);

/* cgroup_limit() - so many bytes are the most; -1 for no limit */
bool cgroup_limit(long bytes);

/* cgroup_usage() - bytes charged to the group, -1 if that is not known */
long cgroup_usage(void);

/* cgroup_kills() - processes of the group killed for memory, -1 likewise */
long cgroup_kills(void);

#endif
