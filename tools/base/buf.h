/* SPDX-License-Identifier: GPL-2.0-only */
/* Growing memory: byte buffers and arrays. Out of memory ends the program. */
#ifndef FDMAP_BUF_H
#define FDMAP_BUF_H

#include <stdarg.h>
#include <stddef.h>

/**
 * struct buf - bytes that grow at the end
 * @data: the bytes, always followed by a NUL once anything was added
 * @len: their number, without that NUL
 * @size: bytes allocated
 */
struct buf {
	char *data;
	size_t len;
	size_t size;
};

void buf_add(struct buf *buf, const char *data, size_t len);
void buf_puts(struct buf *buf, const char *string);
void buf_put(struct buf *buf, char c);
void buf_fill(struct buf *buf, char c, size_t n);
void buf_number(struct buf *buf, unsigned long number);
__attribute__((format(printf, 2, 3)))
void buf_printf(struct buf *buf, const char *format, ...);
__attribute__((format(printf, 2, 0), nonnull))
void buf_vprintf(struct buf *buf, const char *format, va_list args);
void buf_clear(struct buf *buf);
void buf_free(struct buf *buf);

/**
 * buf_reserve() - make room
 * @buf: the buffer
 * @more: bytes that shall fit after its present end, the NUL not counted
 *
 * Return: where those bytes go; the caller adds what it wrote to @buf->len.
 */
char *buf_reserve(struct buf *buf, size_t more);

/**
 * array_grow() - make room for one more element
 * @array: the array, or NULL
 * @n: elements in use
 * @alloc: elements allocated, updated
 * @size: bytes of one element
 *
 * Return: the array, perhaps moved. Sizes double, so appending is linear.
 */
void *array_grow(void *array, size_t n, size_t *alloc, size_t size);

/**
 * array_make() - an array of zero bytes
 * @n: elements
 * @size: bytes of one element
 *
 * Return: the array, never NULL, to be freed by free().
 */
void *array_make(size_t n, size_t size);

#endif
