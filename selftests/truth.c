// SPDX-License-Identifier: GPL-2.0-only
/* Single questions to the kernel's other interfaces. */
#define _GNU_SOURCE
#include <dirent.h>
#include <linux/kcmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "truth.h"

bool same_file(pid_t pid1, int fd1, pid_t pid2, int fd2)
{
	return !syscall(SYS_kcmp, pid1, pid2, KCMP_FILE, fd1, fd2);
}

bool same_table(pid_t pid1, pid_t pid2)
{
	return !syscall(SYS_kcmp, pid1, pid2, KCMP_FILES, 0, 0);
}

static int compare_numbers(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

int *open_descriptors(pid_t pid, size_t *n)
{
	int *numbers = NULL;
	struct dirent *entry;
	char path[64];
	DIR *dir;

	snprintf(path, sizeof(path), "/proc/%d/fd", pid);
	dir = opendir(path);
	for (*n = 0; dir && (entry = readdir(dir)); ) {
		if (entry->d_name[0] == '.')
			continue;
		if (!(*n & (*n - 1)))
			numbers = reallocarray(numbers, *n ? 2 * *n : 1,
					       sizeof(*numbers));
		numbers[(*n)++] = atoi(entry->d_name);
	}
	if (dir)
		closedir(dir);
	if (*n)
		qsort(numbers, *n, sizeof(*numbers), compare_numbers);
	return numbers;
}

int64_t status_value(pid_t pid, const char *key)
{
	char path[64], line[512];
	int64_t value = -1;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/status", pid);
	file = fopen(path, "re");
	while (file && value < 0 && fgets(line, sizeof(line), file))
		if (!strncmp(line, key, strlen(key)) &&
		    line[strlen(key)] == ':')
			value = strtoll(line + strlen(key) + 1, NULL, 10);
	if (file)
		fclose(file);
	return value;
}

/*
 * The whole of /proc/kallsyms, ended by a 0 byte; read once, and again where
 * modules that were loaded since matter.
 */
static const char *all_symbols(bool again)
{
	static char *symbols;
	size_t room = 16 << 20, n;
	FILE *file;

	if (symbols && !again)
		return symbols;
	free(symbols);
	symbols = calloc(1, room);
	file = fopen("/proc/kallsyms", "re");
	n = file ? fread(symbols, 1, room - 1, file) : 0;
	symbols[n] = 0;
	if (file)
		fclose(file);
	return symbols;
}

/* A line is "address type name", with a tab and "[module]" behind it or not. */
bool symbol_exists(const char *symbol)
{
	char want[512];
	char *bracket;

	snprintf(want, sizeof(want), " %s\n", symbol);
	bracket = strchr(want, '[');
	if (bracket)
		snprintf(bracket, want + sizeof(want) - bracket, "\t%s\n",
			 strchr(symbol, '['));
	return strstr(all_symbols(bracket), want);
}
