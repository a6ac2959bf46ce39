/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef FDMAP_UTF8_H
#define FDMAP_UTF8_H

#include <stddef.h>
#include <stdint.h>

/**
 * utf8_decode() - read one character
 * @s: bytes
 * @n: how many of them may be read, at least 1; none after a NUL is read
 * @c: where the character goes
 *
 * Overlong forms, surrogates and characters past U+10FFFF are no UTF-8
 * (RFC 3629).
 *
 * Return: bytes that it takes, or 0 if no valid character stands there.
 */
size_t utf8_decode(const char *s, size_t n, uint32_t *c);

/**
 * utf8_width() - terminal columns of a character that is safe to show
 * @c: the character
 *
 * Return: 1 or 2, or 0 if it is invisible, a control, or changes how its
 * neighbours are shown.
 */
unsigned int utf8_width(uint32_t c);

#endif
