// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/report.h"
#include "cmd/targets.h"
#include "cmd/usage.h"

/* 0 if it is none that an int can hold. */
static int number(const char *arg)
{
	unsigned long value;

	if (!*arg || strspn(arg, "0123456789") != strlen(arg))
		return 0;
	errno = 0;
	value = strtoul(arg, NULL, 10);
	return errno || value > INT_MAX ? 0 : value;
}

/* Process IDs are kept as the module writes them, without leading zeros. */
static bool take(struct target *target, const char *pid, const char *fd)
{
	target->pid = pid;
	target->fd = fd ? number(fd) : -1;
	return number(pid) && *pid != '0' && (target->fd || !strcmp(fd, "0"));
}

void targets_add(struct targets *targets, char *arg, bool takes_fds)
{
	char *colon = takes_fds ? strchr(arg, ':') : NULL;
	struct target *target;

	targets->target = array_grow(targets->target, targets->n,
				     &targets->alloc, sizeof(*target));
	target = &targets->target[targets->n++];
	*target = (struct target){ 0 };
	if (colon)
		*colon = '\0';
	if (take(target, arg, colon ? colon + 1 : NULL))
		return;
	if (colon)
		*colon = ':';
	if (takes_fds)
		usage_error("bad process or descriptor ", arg,
			    "give PID or PID:FD");
	usage_error("bad process ID ", arg,
		    "give a command or a positive number");
}

void targets_need(const struct targets *targets, const char *from)
{
	if (!targets->n && !from)
		usage_error("no process given", NULL,
			    "name a process ID, or saved text with --from");
}

/* The named processes; of those that are there already, nothing more. */
static bool read_each(const struct targets *targets, struct moment *moment)
{
	bool ok = true;

	for (size_t i = 0; i < targets->n; i++)
		if (!moment_doc(moment, targets->target[i].pid))
			ok &= moment_read_live(moment, targets->target[i].pid);
	return ok;
}

static bool read_moment(const struct targets *targets, const char *from,
			bool all, struct moment *moment)
{
	bool ok = true;

	if (from)
		return moment_read_saved(moment, from);
	source_give_up();
	if (all || !targets->n)
		ok = moment_read_live(moment, SOURCE_ALL);
	/* Threads are not among all, and need not be if that cannot be read. */
	ok = ok && read_each(targets, moment);
	return (!moment->docs.n || moment_read_own(moment)) && ok;
}

static bool find(struct targets *targets, const char *from,
		 const struct moment *moment)
{
	bool ok = true;

	for (size_t i = 0; i < targets->n; i++) {
		struct target *target = &targets->target[i];

		target->found = moment_doc(moment, target->pid);
		if (target->found || !from)
			continue;	/* else reading it failed already */
		report("no process '%s' in %s", target->pid,
		       report_word(from));
		ok = false;
	}
	return ok;
}

bool targets_read(struct targets *targets, const char *from, bool all,
		  struct moment *moment)
{
	bool ok = read_moment(targets, from, all, moment);

	ok &= find(targets, from, moment);
	if (all || !targets->n)
		moment_add(moment, NULL);
	for (size_t i = 0; i < targets->n; i++)
		if (targets->target[i].found)
			moment_add(moment, targets->target[i].pid);
	return moment_finish(moment) && ok;
}

void targets_free(struct targets *targets)
{
	free(targets->target);
}
