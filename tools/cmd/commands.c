// SPDX-License-Identifier: GPL-2.0-only
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "cmd/commands.h"
#include "cmd/options.h"
#include "cmd/usage.h"

#define ROW(name) &command_##name,

static const struct command *const commands[] = { COMMANDS(ROW) };

#define N_COMMANDS (sizeof(commands) / sizeof(*commands))

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; i < N_COMMANDS; i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	return NULL;
}

/* The option that a word gives to any command. */
static const struct argp_option *find_option(const char *word)
{
	for (size_t i = 0; i < N_COMMANDS; i++) {
		const struct argp_option *option =
			options_find(commands[i]->argp, word);

		if (option)
			return option;
	}
	return NULL;
}

/* Whether the next word is the value of this one. */
static bool takes_next(const char *word)
{
	const struct argp_option *option = find_option(word);

	if (!option || !option->arg)
		return false;
	return word[1] == '-' ? !strchr(word, '=') : !word[2];
}

static bool is_option(const char *word)
{
	return word[0] == '-' && word[1];
}

/* Where the first argument stands; @argc if there is none. */
static int first_argument(int argc, char **argv)
{
	int i = 1;

	while (i < argc && is_option(argv[i]) && strcmp(argv[i], "--"))
		i += 1 + takes_next(argv[i]);
	return i < argc ? i : argc;
}

/* An option of another command is no option that does not exist. */
static void check_options(const struct command *command, int argc, char **argv)
{
	char problem[64];

	for (int i = 1; i < argc && strcmp(argv[i], "--"); i++) {
		const struct argp_option *option = find_option(argv[i]);
		char name[64];

		if (option && !options_find(command->argp, argv[i])) {
			snprintf(problem, sizeof(problem), "%s does not know ",
				 command->name);
			snprintf(name, sizeof(name), "--%s", option->name);
			usage_error(problem, name, "leave that option out");
		}
		i += takes_next(argv[i]);
	}
}

static bool wants_help(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--"); i++)
		if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-?"))
			return true;
	return false;
}

/* What the program is, and its commands; their own help tells the rest. */
static int print_help(void)
{
	for (size_t i = 0; i < N_COMMANDS; i++)
		printf("%s fdmap %s [OPTION...] %s\n", i ? "  or: " : "Usage:",
		       commands[i]->name, commands[i]->argp->args_doc);
	printf("Show descriptor tables, open files and inodes of processes, "
	       "and who shares them.\n\nThe commands are:\n");
	for (size_t i = 0; i < N_COMMANDS; i++) {
		const char *doc = commands[i]->argp->doc;

		printf("  %-6s %.*s\n", commands[i]->name,
		       (int)strcspn(doc, "\v"), doc);
	}
	printf("\nWithout a command, %s is meant. fdmap COMMAND --help tells "
	       "the options of each,\nfdmap(8) all of it.\n",
	       commands[0]->name);
	return ferror(stdout) ? STATUS_FAILED : STATUS_OK;
}

int commands_run(int argc, char **argv)
{
	int at = first_argument(argc, argv);
	const struct command *command = at < argc ? find_command(argv[at]) :
						    NULL;
	char name[64];

	if (!command && wants_help(argc, argv))
		return print_help();
	if (command)
		memmove(&argv[at], &argv[at + 1],
			(argc-- - at) * sizeof(*argv));
	else
		command = commands[0];
	check_options(command, argc, argv);
	snprintf(name, sizeof(name), "fdmap %s", command->name);
	argv[0] = name;
	return command->run(argc, argv);
}
