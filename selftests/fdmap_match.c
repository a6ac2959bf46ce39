// SPDX-License-Identifier: GPL-2.0-only
/* Regular expressions, each compiled once. */
#include <regex.h>
#include <stdlib.h>

#include "fdmap_values.h"

struct compiled {
	const char *pattern;
	regex_t regex;
	struct compiled *next;
};

static const regex_t *compile(const char *pattern)
{
	static struct compiled *all;
	struct compiled *one;

	for (one = all; one; one = one->next)
		if (one->pattern == pattern)
			return &one->regex;
	one = malloc(sizeof(*one));
	if (!one || regcomp(&one->regex, pattern, REG_EXTENDED | REG_NOSUB))
		abort();
	one->pattern = pattern;
	one->next = all;
	all = one;
	return &one->regex;
}

bool fdmap_matches(const char *text, const char *pattern)
{
	return !pattern || !regexec(compile(pattern), text, 0, NULL, 0);
}
