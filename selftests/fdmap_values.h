/* SPDX-License-Identifier: GPL-2.0-only */
/* The single values of the text: one strict parser for each kind of column. */
#ifndef FDMAP_VALUES_H
#define FDMAP_VALUES_H

#include <stdbool.h>
#include <stddef.h>

/*
 * fdmap_value_fn - parse @value into *@field
 *
 * @value may be changed and is kept: fields point to it.
 * Return: false if the value is not as the ABI page says.
 */
typedef bool fdmap_value_fn(char *value, void *field);

fdmap_value_fn fdmap_value_id;		/* uint64_t */
fdmap_value_fn fdmap_value_decimal;	/* uint64_t */
fdmap_value_fn fdmap_value_integer;	/* int64_t */
fdmap_value_fn fdmap_value_octal;	/* uint64_t */
fdmap_value_fn fdmap_value_hex;		/* uint64_t, eight digits */
fdmap_value_fn fdmap_value_cloexec;	/* bool */
fdmap_value_fn fdmap_value_yes;		/* bool */
fdmap_value_fn fdmap_value_status;	/* uint64_t, status flags */
fdmap_value_fn fdmap_value_symbol;	/* char * */
fdmap_value_fn fdmap_value_device;	/* struct fdmap_device */
fdmap_value_fn fdmap_value_backlog;	/* struct fdmap_backlog */
fdmap_value_fn fdmap_value_limit;	/* struct fdmap_limit */
fdmap_value_fn fdmap_value_text;	/* char *, not looked at */
fdmap_value_fn fdmap_value_string;	/* struct fdmap_name without an error */
fdmap_value_fn fdmap_value_name;	/* struct fdmap_name */
fdmap_value_fn fdmap_value_snapshot;	/* enum fdmap_snapshot */
fdmap_value_fn fdmap_value_error;	/* char *, "ENOMEM" or its number */
fdmap_value_fn fdmap_value_ids;		/* bool, "addresses" */

/* fdmap_is_one_of() - whether @value is in @list, words separated by bars */
bool fdmap_is_one_of(const char *value, const char *list);

/*
 * fdmap_matches() - whether @text is as an extended regular expression says
 *
 * @pattern is a constant, or NULL for anything.
 */
bool fdmap_matches(const char *text, const char *pattern);

/*
 * fdmap_utf8_length() - length of the character at @s
 *
 * Return: 1 to 4, or 0 if no valid UTF-8 character (RFC 3629) starts there.
 */
size_t fdmap_utf8_length(const char *s, size_t left);

/* Whether the character of @length bytes at @s has to be written as escapes. */
bool fdmap_must_escape(const char *s, size_t length);

#endif
