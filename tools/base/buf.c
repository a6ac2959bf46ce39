// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/report.h"

/* Digits of the largest 64-bit number. */
#define DIGITS_MAX 20

/* What was allocated, unless nothing was. */
static void *allocated(void *memory)
{
	if (!memory) {
		report("out of memory: ask for fewer processes at a time");
		exit(EXIT_FAILURE);
	}
	return memory;
}

static void *grown(void *old, size_t n, size_t size)
{
	return allocated(reallocarray(old, n, size));
}

void *array_grow(void *array, size_t n, size_t *alloc, size_t size)
{
	if (n < *alloc)
		return array;
	*alloc = *alloc ? *alloc * 2 : 16;
	return grown(array, *alloc, size);
}

void *array_make(size_t n, size_t size)
{
	return allocated(calloc(n ? n : 1, size));
}

char *buf_reserve(struct buf *buf, size_t more)
{
	size_t need = buf->len + more + 1;

	if (need > buf->size) {
		buf->size = need > 2 * buf->size ? need : 2 * buf->size;
		buf->data = grown(buf->data, buf->size, 1);
	}
	return buf->data + buf->len;
}

void buf_add(struct buf *buf, const char *data, size_t len)
{
	memcpy(buf_reserve(buf, len), data, len);
	buf->len += len;
	buf->data[buf->len] = '\0';
}

void buf_put(struct buf *buf, char c)
{
	char *to = buf_reserve(buf, 1);

	to[0] = c;
	to[1] = '\0';
	buf->len++;
}

void buf_fill(struct buf *buf, char c, size_t n)
{
	memset(buf_reserve(buf, n), c, n);
	buf->len += n;
	buf->data[buf->len] = '\0';
}

void buf_puts(struct buf *buf, const char *string)
{
	buf_add(buf, string, strlen(string));
}

void buf_number(struct buf *buf, unsigned long number)
{
	char digits[DIGITS_MAX];
	char *first = digits + DIGITS_MAX;

	do {
		*--first = '0' + number % 10;
		number /= 10;
	} while (number);
	buf_add(buf, first, digits + DIGITS_MAX - first);
}

/* Most of what is printed fits at once, so that it is not formatted twice. */
static void print(struct buf *buf, const char *format, va_list args)
{
	size_t room = 64;
	va_list again;
	int len;

	va_copy(again, args);
	len = vsnprintf(buf_reserve(buf, room), room, format, args);
	if (len > 0 && (size_t)len >= room)
		vsnprintf(buf_reserve(buf, len), len + 1, format, again);
	if (len > 0)
		buf->len += len;
	va_end(again);
}

/*
 * Large drawings are made of %s and %zu, for which vsnprintf(3) takes longer to
 * begin than to print. It gets the rest of a format that has something else.
 */
void buf_vprintf(struct buf *buf, const char *format, va_list args)
{
	for (;;) {
		while (*format && *format != '%')
			buf_put(buf, *format++);
		if (!*format)
			return;
		if (format[1] == 's') {
			buf_puts(buf, va_arg(args, const char *));
			format += 2;
		} else if (format[1] == 'z' && format[2] == 'u') {
			buf_number(buf, va_arg(args, size_t));
			format += 3;
		} else {
			print(buf, format, args);
			return;
		}
	}
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buf_vprintf(buf, format, args);
	va_end(args);
}

void buf_clear(struct buf *buf)
{
	buf->len = 0;
	*buf_reserve(buf, 0) = '\0';
}

void buf_free(struct buf *buf)
{
	free(buf->data);
	*buf = (struct buf){ 0 };
}
