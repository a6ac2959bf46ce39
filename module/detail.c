// SPDX-License-Identifier: GPL-2.0-only
#include <linux/kernel.h>
#include <linux/string.h>

#include "detail.h"
#include "snapshot.h"

/* Longest value with its NUL. */
#define FDMAP_DETAIL_SIZE	160

/**
 * fdmap_detail_add() - say something about a file
 * @snap:	snapshot
 * @file:	row of the file
 * @key:	what about, a constant
 * @format:	what, as printf()
 *
 * Return: false: no room.
 * Context: any.
 */
bool fdmap_detail_add(struct fdmap_snapshot *snap,
		      const struct fdmap_file *file, const char *key,
		      const char *format, ...)
{
	char value[FDMAP_DETAIL_SIZE];
	struct fdmap_detail *detail;
	va_list args;

	va_start(args, format);
	vsnprintf(value, sizeof(value), format, args);
	va_end(args);
	detail = fdmap_snapshot_add(snap, FDMAP_DETAILS);
	if (!detail)
		return false;
	detail->file = file;
	detail->key = key;
	detail->value = fdmap_snapshot_string(snap, value);
	return detail->value;
}
