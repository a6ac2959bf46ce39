// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "texts.h"

struct fdmap_document *text_parse(const char *text, size_t length)
{
	char *copy = malloc(length + 1);

	memcpy(copy, text, length);
	return fdmap_parse(copy, length);
}

struct fdmap_document *text_parse_changed(const char *text, const char *from,
					  const char *to)
{
	const char *at = strstr(text, from);
	char *changed;
	int n;

	if (!at)
		return NULL;
	n = asprintf(&changed, "%.*s%s%s", (int)(at - text), text, to,
		     at + strlen(from));
	return n < 0 ? NULL : fdmap_parse(changed, n);
}

const char *text_accepts(const char *text, const struct change *changes,
			 size_t n)
{
	static char what[1024];
	const struct change *change;

	for (change = changes; change < changes + n; change++) {
		if (!strstr(text, change->from))
			snprintf(what, sizeof(what), "there is no '%s'",
				 change->from);
		else if (text_parse_changed(text, change->from, change->to))
			snprintf(what, sizeof(what), "'%s' was read",
				 change->to);
		else if (!strstr(fdmap_error, change->error))
			snprintf(what, sizeof(what), "'%s' gave '%s'",
				 change->to, fdmap_error);
		else
			continue;
		return what;
	}
	return NULL;
}
