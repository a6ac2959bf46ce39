// SPDX-License-Identifier: GPL-2.0-only
/* RFC 8259, as far as it is about the form: each function skips one thing. */
#include <ctype.h>
#include <stddef.h>
#include <string.h>

#include "json.h"

#define BLANKS " \t\n\r"

static const char *skip_value(const char *s);

static const char *skip_blanks(const char *s)
{
	return s + strspn(s, BLANKS);
}

/* Behind the backslash; NULL if that is no escape. */
static const char *skip_escape(const char *s)
{
	if (*s != 'u')
		return *s && strchr("\"\\/bfnrt", *s) ? s + 1 : NULL;
	for (int i = 0; i < 4; i++)
		if (!isxdigit((unsigned char)*++s))
			return NULL;
	return s + 1;
}

static const char *skip_string(const char *s)
{
	if (*s++ != '"')
		return NULL;
	while (s && *s != '"') {
		if ((unsigned char)*s < ' ')
			return NULL;
		s = *s == '\\' ? skip_escape(s + 1) : s + 1;
	}
	return s ? s + 1 : NULL;
}

static const char *skip_member(const char *s)
{
	s = skip_string(skip_blanks(s));
	s = s ? skip_blanks(s) : NULL;
	return s && *s == ':' ? skip_value(s + 1) : NULL;
}

/* From behind the opening bracket to behind the closing one. */
static const char *skip_list(const char *s, char end,
			     const char *(*skip_one)(const char *s))
{
	s = skip_blanks(s);
	if (*s == end)
		return s + 1;
	for (;;) {
		s = skip_one(s);
		if (!s)
			return NULL;
		s = skip_blanks(s);
		if (*s == end)
			return s + 1;
		if (*s++ != ',')
			return NULL;
	}
}

/* A number's form is not looked at more closely than its characters. */
static const char *skip_plain(const char *s)
{
	static const char *const words[] = { "true", "false", "null" };
	size_t len = strspn(s, "-+.eE0123456789");

	for (size_t i = 0; i < sizeof(words) / sizeof(*words) && !len; i++)
		if (!strncmp(s, words[i], strlen(words[i])))
			len = strlen(words[i]);
	return len ? s + len : NULL;
}

static const char *skip_value(const char *s)
{
	s = skip_blanks(s);
	if (*s == '{')
		return skip_list(s + 1, '}', skip_member);
	if (*s == '[')
		return skip_list(s + 1, ']', skip_value);
	return *s == '"' ? skip_string(s) : skip_plain(s);
}

bool json_valid(const char *text)
{
	const char *s;

	if (!*skip_blanks(text))
		return true;
	s = skip_value(text);
	return s && !*skip_blanks(s);
}
