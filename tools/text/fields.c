// SPDX-License-Identifier: GPL-2.0-only
/* How the text's values are written, and how they are stored in records. */
#include <limits.h>
#include <string.h>

#include "base/escape.h"
#include "text/tables.h"

/* Longest 64-bit number in decimal; a longer one cannot be the kernel's. */
#define DIGITS_MAX 20

/* Every id has so many, leading zeros included. */
#define ID_DIGITS 16

static size_t digits(const char *word)
{
	size_t n = 0;

	while (word[n] >= '0' && word[n] <= '9')
		n++;
	return n;
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

/* A number that an int can hold, as those of descriptors and mappings are. */
static bool decode_int(const char *word, void *field)
{
	unsigned long value = 0;

	if (!is_number(word, '\0'))
		return false;
	for (; *word && value <= INT_MAX; word++)
		value = value * 10 + (*word - '0');
	if (value > INT_MAX)
		return false;
	*(unsigned int *)field = value;
	return true;
}

/* What each digit of an id is worth, plus 1. */
static const unsigned char hex_digits[256] = {
	['0'] = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
	['a'] = 11, 12, 13, 14, 15, 16,
};

/* By a table, as no processor can guess which sort of digit comes next. */
static bool decode_id(const char *word, void *field)
{
	uint64_t id = 0;
	size_t n = 0;
	unsigned int digit;

	while ((digit = hex_digits[(unsigned char)word[n]]) && n < ID_DIGITS) {
		id = id << 4 | (digit - 1);
		n++;
	}
	*(uint64_t *)field = id;
	return n == ID_DIGITS && !word[n];
}

bool detail_other(const struct doc_detail *detail, uint64_t *id)
{
	return !strcmp(detail->key, "perhaps") && decode_id(detail->value, id);
}

static bool decode_peer(const char *word, void *field)
{
	struct doc_peer *peer = field;

	peer->gone = !strcmp(word, "gone");
	peer->busy = !strcmp(word, "busy");
	return peer->gone || peer->busy || decode_id(word, &peer->id);
}

static bool decode_count(const char *word, void *field)
{
	return is_number(word, '\0') && store(word, field);
}

/* What stands in place of a number says why there is none. */
static bool decode_queue(const char *word, void *field)
{
	return decode_count(word, field) ||
	       ((!strcmp(word, "busy") || !strcmp(word, "more")) &&
		store(word, field));
}

static bool decode_owner(const char *word, void *field)
{
	return decode_count(word, field) ||
	       ((!strcmp(word, "gone") || !strcmp(word, "busy")) &&
		store(word, field));
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

static bool same_int(const void *a, const void *b)
{
	return *(const unsigned int *)a == *(const unsigned int *)b;
}

static bool same_id(const void *a, const void *b)
{
	return *(const uint64_t *)a == *(const uint64_t *)b;
}

static bool same_peer(const void *a, const void *b)
{
	const struct doc_peer *x = a, *y = b;

	return x->id == y->id && x->gone == y->gone && x->busy == y->busy;
}

static bool same_stored(const void *a, const void *b)
{
	return same_word(*(const char *const *)a, *(const char *const *)b);
}

static void show_int(struct buf *to, const void *field)
{
	buf_number(to, *(const unsigned int *)field);
}

static void show_id(struct buf *to, const void *field)
{
	uint64_t id = *(const uint64_t *)field;

	if (id)
		buf_printf(to, "%016llx", (unsigned long long)id);
	else
		buf_put(to, '-');
}

static void show_peer(struct buf *to, const void *field)
{
	const struct doc_peer *peer = field;

	if (peer->gone || peer->busy)
		buf_puts(to, peer->gone ? "gone" : "busy");
	else
		show_id(to, &peer->id);
}

static void show_stored(struct buf *to, const void *field)
{
	const char *word = *(const char *const *)field;

	buf_puts(to, word ? word : "-");
}

#define ID   "an id of 16 hexadecimal digits"
#define WORD "a value whose backslashes are octal escapes"

#define INT    decode_int, same_int, show_int
#define STORED same_stored, show_stored

const struct field_type field_fd = { "a descriptor number", INT, false };
const struct field_type field_id = { ID, decode_id, same_id, show_id, false };
const struct field_type field_no_id = {
	ID " or -", decode_id, same_id, show_id, true
};
const struct field_type field_peer = {
	ID ", gone, busy or -", decode_peer, same_peer, show_peer, true
};
const struct field_type field_number = {
	"a number up to 2147483647", INT, false
};
const struct field_type field_count = {
	"a number", decode_count, STORED, true
};
const struct field_type field_queue = {
	"a number, busy or more", decode_queue, STORED, true
};
const struct field_type field_owner = {
	"a number, gone or busy", decode_owner, STORED, true
};
const struct field_type field_offset = {
	"a number", decode_offset, STORED, true
};
const struct field_type field_device = {
	"MAJOR:MINOR", decode_device, STORED, true
};
const struct field_type field_word = { WORD, decode_word, STORED, true };
/* "-" means something here, unlike a column that is not there. */
const struct field_type field_verbatim = {
	WORD, decode_word, STORED, false
};
