// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "base/report.h"
#include "cmd/commands.h"
#include "model/moment.h"

static const struct command *const commands[] = {
	&command_draw,
	&command_list,
	&command_refs,
};

const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	return NULL;
}

/* The named processes; of those that are there already, nothing more. */
static bool read_targets(struct moment *moment, const struct request *request)
{
	bool ok = true;

	for (size_t i = 0; i < request->n_targets; i++)
		if (!moment_doc(moment, request->targets[i].pid))
			ok &= moment_read_live(moment,
					       request->targets[i].pid);
	return ok;
}

static bool read_moment(struct moment *moment, const struct command *command,
			const struct request *request)
{
	bool ok = true;

	if (request->from)
		return moment_read_saved(moment, request->from);
	if (command->needs_all || !request->n_targets)
		ok = moment_read_live(moment, SOURCE_ALL);
	/* Threads are not among all, and need not be if that cannot be read. */
	return ok && read_targets(moment, request);
}

static bool find_targets(const struct moment *moment,
			 const struct request *request)
{
	bool ok = true;

	for (size_t i = 0; i < request->n_targets; i++) {
		struct target *target = &request->targets[i];

		target->found = moment_doc(moment, target->pid);
		if (target->found || !request->from)
			continue;	/* else reading it failed already */
		report("no process '%s' in %s", target->pid,
		       report_word(request->from));
		ok = false;
	}
	return ok;
}

static void add_targets(struct moment *moment, const struct command *command,
			const struct request *request)
{
	if (command->needs_all || !request->n_targets)
		moment_add(moment, NULL);
	for (size_t i = 0; i < request->n_targets; i++)
		if (request->targets[i].found)
			moment_add(moment, request->targets[i].pid);
}

int command_run(const struct command *command, struct request *request)
{
	struct moment moment = { 0 };
	bool ok = read_moment(&moment, command, request);
	int status = STATUS_OK;

	ok &= find_targets(&moment, request);
	add_targets(&moment, command, request);
	ok &= moment_finish(&moment);
	if (moment.model.n_tables)
		status = command->run(request, &moment.model);
	moment_free(&moment);
	return ok ? status : STATUS_FAILED;
}
