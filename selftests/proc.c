// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fixture.h"
#include "proc.h"

char *proc_text(const char *format, ...)
{
	char path[128], *text = NULL;
	size_t length;
	va_list args;
	int fd;

	va_start(args, format);
	vsnprintf(path, sizeof(path), format, args);
	va_end(args);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0)
		text = slurp(fd, 1 << 16, &length);
	close(fd);
	return text ? text : calloc(1, 1);
}

char *proc_line(char **at)
{
	if (!*at || !**at)
		return NULL;
	return strsep(at, "\n");
}

const char *proc_fdinfo(pid_t pid, int fd, const char *key)
{
	static char value[256];
	char *text = proc_text("/proc/%d/fdinfo/%d", pid, fd), *at = text;
	const char *found = NULL, *line;

	while (!found && (line = proc_line(&at)))
		if (!strncmp(line, key, strlen(key)))
			found = line + strlen(key);
	if (found) {
		found += strspn(found, " \t");
		snprintf(value, sizeof(value), "%s", found);
		value[strcspn(value, " \t")] = 0;
	}
	free(text);
	return found ? value : NULL;
}
