// SPDX-License-Identifier: GPL-2.0-only
/* How the text's values are written, and how they are stored in records. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "escape.h"
#include "tables.h"

/* Longest 64-bit number in decimal; a longer one cannot be the kernel's. */
#define DIGITS_MAX 20

static size_t digits(const char *word)
{
	return strspn(word, "0123456789");
}

static bool is_number(const char *word, char end)
{
	size_t n = digits(word);

	return n && n <= DIGITS_MAX && word[n] == end;
}

static bool store(const char *word, void *field)
{
	*(const char **)field = word;
	return true;
}

static bool decode_fd(const char *word, void *field)
{
	unsigned long fd;

	if (!is_number(word, '\0'))
		return false;
	errno = 0;
	fd = strtoul(word, NULL, 10);
	if (errno || fd > INT_MAX)
		return false;
	*(unsigned int *)field = fd;
	return true;
}

static bool decode_id(const char *word, void *field)
{
	if (strlen(word) != 16 || strspn(word, "0123456789abcdef") != 16)
		return false;
	*(uint64_t *)field = strtoull(word, NULL, 16);
	return true;
}

static bool decode_count(const char *word, void *field)
{
	return is_number(word, '\0') && store(word, field);
}

static bool decode_offset(const char *word, void *field)
{
	return is_number(word + (*word == '-'), '\0') && store(word, field);
}

static bool decode_device(const char *word, void *field)
{
	return is_number(word, ':') &&
	       is_number(strchr(word, ':') + 1, '\0') && store(word, field);
}

static bool decode_word(const char *word, void *field)
{
	return escape_valid(word) && store(word, field);
}

const struct field_type field_fd = {
	"a descriptor number", decode_fd, false
};
const struct field_type field_id = {
	"an id of 16 hexadecimal digits", decode_id, false
};
const struct field_type field_count = { "a number", decode_count, true };
const struct field_type field_offset = { "a number", decode_offset, true };
const struct field_type field_device = { "MAJOR:MINOR", decode_device, true };
const struct field_type field_word = {
	"a value whose backslashes are octal escapes", decode_word, true
};
/* "-" means something here, unlike a column that is not there. */
const struct field_type field_verbatim = {
	"a value whose backslashes are octal escapes", decode_word, false
};
