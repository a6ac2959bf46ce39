// SPDX-License-Identifier: GPL-2.0-only
/* Numbers, words and flags; names are in fdmap_escape.c. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>

#include "fdmap_reader.h"
#include "fdmap_values.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* The C library's O_LARGEFILE is 0 where off_t has 64 bits; the kernel's not */
#define KERNEL_O_LARGEFILE 0100000

static unsigned int digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

/* Digits of @base only, at least one: no sign, no blank, no overflow. */
static bool parse_number(const char *value, unsigned int base, uint64_t *number)
{
	unsigned int digit;

	*number = 0;
	if (!*value)
		return false;
	for (; *value; value++) {
		digit = digit_of(*value);
		if (digit >= base ||
		    __builtin_mul_overflow(*number, base, number) ||
		    __builtin_add_overflow(*number, digit, number))
			return false;
	}
	return true;
}

bool fdmap_value_id(char *value, void *field)
{
	return strlen(value) == 16 && parse_number(value, 16, field);
}

bool fdmap_value_decimal(char *value, void *field)
{
	return (value[0] != '0' || !value[1]) && parse_number(value, 10, field);
}

bool fdmap_value_integer(char *value, void *field)
{
	bool negative = value[0] == '-';
	uint64_t number;

	if (!fdmap_value_decimal(value + negative, &number))
		return false;
	*(int64_t *)field = negative ? -number : number;
	return !negative || number;
}

bool fdmap_value_octal(char *value, void *field)
{
	return parse_number(value, 8, field);
}

/* Eight digits, sixteen digits: widths are part of a mask. */
bool fdmap_value_hex(char *value, void *field)
{
	return strlen(value) == 8 && parse_number(value, 16, field);
}

bool fdmap_value_cloexec(char *value, void *field)
{
	*(bool *)field = !strcmp(value, "cloexec");
	return fdmap_is_one_of(value, "cloexec|-");
}

bool fdmap_value_text(char *value, void *field)
{
	*(char **)field = value;
	return true;
}

bool fdmap_value_yes(char *value, void *field)
{
	*(bool *)field = !strcmp(value, "yes");
	return fdmap_is_one_of(value, "yes|-");
}

bool fdmap_is_one_of(const char *value, const char *list)
{
	size_t n = strlen(value);
	const char *at;

	if (!n || strchr(value, '|'))
		return false;
	for (at = list; at; at = strchr(at, '|') ? strchr(at, '|') + 1 : NULL)
		if (!strncmp(at, value, n) && (!at[n] || at[n] == '|'))
			return true;
	return false;
}

static const struct flag {
	const char *name;
	uint64_t bits;
} flags[] = {
	{ "O_RDONLY", O_RDONLY },	{ "O_WRONLY", O_WRONLY },
	{ "O_RDWR", O_RDWR },		{ "O_CREAT", O_CREAT },
	{ "O_EXCL", O_EXCL },		{ "O_NOCTTY", O_NOCTTY },
	{ "O_TRUNC", O_TRUNC },		{ "O_APPEND", O_APPEND },
	{ "O_NONBLOCK", O_NONBLOCK },	{ "O_DSYNC", O_DSYNC },
	{ "O_SYNC", O_SYNC },		{ "O_ASYNC", O_ASYNC },
	{ "O_DIRECT", O_DIRECT },	{ "O_LARGEFILE", KERNEL_O_LARGEFILE },
	{ "O_DIRECTORY", O_DIRECTORY }, { "O_NOFOLLOW", O_NOFOLLOW },
	{ "O_NOATIME", O_NOATIME },	{ "O_PATH", O_PATH },
	{ "O_TMPFILE", O_TMPFILE },
};

static bool flag_bits(const char *name, uint64_t *bits)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(flags); i++)
		if (!strcmp(name, flags[i].name)) {
			*bits = flags[i].bits;
			return true;
		}
	return false;
}

/* Names joined by bars, no bit twice, what has no name in hexadecimal last. */
bool fdmap_value_status(char *value, void *field)
{
	uint64_t *all = field, bits;
	char *name;

	*all = 0;
	if (!strcmp(value, "-"))
		return true;
	while ((name = strsep(&value, "|"))) {
		if (!flag_bits(name, &bits) &&
		    (value || strncmp(name, "0x", 2) ||
		     !parse_number(name + 2, 16, &bits) || !bits))
			return false;
		if (*all & bits || bits & O_CLOEXEC)
			return false;
		*all |= bits;
	}
	return true;
}

/* A symbol as in /proc/kallsyms, with [module] behind it or not. */
bool fdmap_value_symbol(char *value, void *field)
{
	static const char name[] = "abcdefghijklmnopqrstuvwxyz0123456789_.$"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	size_t length = strspn(value, name), module;

	*(char **)field = value;
	if (!strcmp(value, "-") || (length && !value[length]))
		return true;
	module = strspn(value + length + 1, name);
	return length && module && value[length] == '[' &&
	       !strcmp(value + length + 1 + module, "]");
}

/* Two numbers with a colon between, or "-", which leaves both as they are. */
static bool parse_pair(char *value, uint64_t *first, uint64_t *second,
		       bool *none)
{
	char *rest = value;

	*none = !strcmp(value, "-");
	if (*none)
		return true;
	value = strsep(&rest, ":");
	return rest && fdmap_value_decimal(value, first) &&
	       fdmap_value_decimal(rest, second);
}

bool fdmap_value_device(char *value, void *field)
{
	struct fdmap_device *device = field;

	return parse_pair(value, &device->major, &device->minor, &device->none);
}

bool fdmap_value_backlog(char *value, void *field)
{
	struct fdmap_backlog *backlog = field;

	return parse_pair(value, &backlog->waiting, &backlog->bound,
			  &backlog->none);
}

static bool parse_limit(char *value, uint64_t *limit)
{
	*limit = RLIM_INFINITY;
	return !strcmp(value, "unlimited") || fdmap_value_decimal(value, limit);
}

bool fdmap_value_limit(char *value, void *field)
{
	struct fdmap_limit *limit = field;
	char *hard = value;

	value = strsep(&hard, ":");
	return hard && parse_limit(value, &limit->soft) &&
	       parse_limit(hard, &limit->hard);
}

bool fdmap_value_snapshot(char *value, void *field)
{
	static const char *const words[] = {
		[FDMAP_WHOLE] = "whole", [FDMAP_CHUNKED] = "chunked",
		[FDMAP_TORN] = "torn",	 [FDMAP_NONE] = "none",
		[FDMAP_ERROR] = "error",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (!strcmp(value, words[i])) {
			*(enum fdmap_snapshot *)field = i;
			return true;
		}
	return false;
}

bool fdmap_value_ids(char *value, void *field)
{
	return *(bool *)field = !strcmp(value, "addresses");
}
