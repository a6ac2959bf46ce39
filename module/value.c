// SPDX-License-Identifier: GPL-2.0-only
#include <linux/bitops.h>
#include <linux/fcntl.h>
#include <linux/fs.h>
#include <linux/kdev_t.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/resource.h>
#include <linux/seq_file.h>
#include <linux/stat.h>
#include <linux/string.h>
#include <net/sock.h>

#include "escape.h"
#include "ident.h"
#include "kinds.h"
#include "rows.h"
#include "value.h"

/* A width function goes with each put function: same cases, same order. */

static size_t fdmap_width_u64(u64 value)
{
	size_t width = 1;

	while (value >= 10) {
		value = div_u64(value, 10);
		width++;
	}
	return width;
}

/* Ids. */

static size_t fdmap_id_width(const void *value)
{
	return FDMAP_IDENT_DIGITS;
}

static void fdmap_put_id(struct seq_file *m, u64 id)
{
	static const char hex[] = "0123456789abcdef";
	char *digits;
	int shift;

	if (seq_get_buf(m, &digits) < FDMAP_IDENT_DIGITS) {
		seq_commit(m, -1);	/* does not fit */
		return;
	}
	for (shift = 60; shift >= 0; shift -= 4)
		*digits++ = hex[id >> shift & 0xf];
	seq_commit(m, FDMAP_IDENT_DIGITS);
}

static void fdmap_id_put(struct seq_file *m, const void *value)
{
	fdmap_put_id(m, *(const u64 *)value);
}

/* Rows of other tables, by their ids; NULL for none. */

static size_t fdmap_file_width(const void *value)
{
	return *(const void * const *)value ? FDMAP_IDENT_DIGITS : 1;
}

#define fdmap_inode_width	fdmap_file_width

static void fdmap_put_row(struct seq_file *m, const u64 *id)
{
	if (id)
		fdmap_put_id(m, *id);
	else
		seq_putc(m, '-');
}

static void fdmap_file_put(struct seq_file *m, const void *value)
{
	const struct fdmap_file *row =
		*(const struct fdmap_file * const *)value;

	fdmap_put_row(m, row ? &row->id : NULL);
}

static void fdmap_inode_put(struct seq_file *m, const void *value)
{
	const struct fdmap_inode *row =
		*(const struct fdmap_inode * const *)value;

	fdmap_put_row(m, row ? &row->id : NULL);
}

static size_t fdmap_ref_width(const void *value)
{
	const struct fdmap_ref *ref = value;

	return ref->word ? strlen(ref->word) : FDMAP_IDENT_DIGITS;
}

static void fdmap_ref_put(struct seq_file *m, const void *value)
{
	const struct fdmap_ref *ref = value;

	if (ref->word)
		seq_puts(m, ref->word);
	else
		fdmap_put_id(m, fdmap_ident_of(ref->object));
}

/* Numbers. */

static size_t fdmap_u64_width(const void *value)
{
	return fdmap_width_u64(*(const u64 *)value);
}

static void fdmap_u64_put(struct seq_file *m, const void *value)
{
	seq_put_decimal_ull(m, NULL, *(const u64 *)value);
}

static size_t fdmap_s64_width(const void *value)
{
	s64 number = *(const s64 *)value;

	return (number < 0) + fdmap_width_u64(abs(number));
}

static void fdmap_s64_put(struct seq_file *m, const void *value)
{
	seq_put_decimal_ll(m, NULL, *(const s64 *)value);
}

static size_t fdmap_u32_width(const void *value)
{
	return fdmap_width_u64(*(const u32 *)value);
}

static void fdmap_u32_put(struct seq_file *m, const void *value)
{
	seq_put_decimal_ull(m, NULL, *(const u32 *)value);
}

static size_t fdmap_s32_width(const void *value)
{
	s64 number = *(const s32 *)value;

	return fdmap_s64_width(&number);
}

static void fdmap_s32_put(struct seq_file *m, const void *value)
{
	seq_put_decimal_ll(m, NULL, *(const s32 *)value);
}

static size_t fdmap_count_width(const void *value)
{
	const struct fdmap_count *count = value;

	return count->word ? strlen(count->word) :
			     fdmap_width_u64(count->value);
}

static void fdmap_count_put(struct seq_file *m, const void *value)
{
	const struct fdmap_count *count = value;

	if (count->word)
		seq_puts(m, count->word);
	else
		seq_put_decimal_ull(m, NULL, count->value);
}

/* Masks: eight or sixteen hexadecimal digits. */

static size_t fdmap_hex_width(const void *value)
{
	return 8;
}

static void fdmap_hex_put(struct seq_file *m, const void *value)
{
	seq_printf(m, "%08x", *(const u32 *)value);
}

#define fdmap_hex64_width	fdmap_id_width
#define fdmap_hex64_put		fdmap_id_put

/* Resource limits, soft:hard. */

static size_t fdmap_rlim_width(unsigned long rlim)
{
	return rlim == RLIM_INFINITY ? strlen("unlimited") :
				       fdmap_width_u64(rlim);
}

static void fdmap_rlim_put(struct seq_file *m, unsigned long rlim)
{
	if (rlim == RLIM_INFINITY)
		seq_puts(m, "unlimited");
	else
		seq_put_decimal_ull(m, NULL, rlim);
}

static size_t fdmap_limit_width(const void *value)
{
	const struct fdmap_limit *limit = value;

	return fdmap_rlim_width(limit->soft) + 1 +
	       fdmap_rlim_width(limit->hard);
}

static void fdmap_limit_put(struct seq_file *m, const void *value)
{
	const struct fdmap_limit *limit = value;

	fdmap_rlim_put(m, limit->soft);
	seq_putc(m, ':');
	fdmap_rlim_put(m, limit->hard);
}

/* Words of a fixed list. */

static const char *fdmap_cloexec_word(const void *value)
{
	return *(const bool *)value ? "cloexec" : "-";
}

static const char *fdmap_fmode_word(const void *value)
{
	static const char * const words[] = { "-", "r", "w", "rw" };
	fmode_t mode = *(const fmode_t *)value;

	return words[!!(mode & FMODE_READ) + 2 * !!(mode & FMODE_WRITE)];
}

static const char *fdmap_yes_word(const void *value)
{
	return *(const bool *)value ? "yes" : "-";
}

static const char *fdmap_lockmode_word(const void *value)
{
	switch (*(const u32 *)value) {
	case F_RDLCK:
		return "r";
	case F_WRLCK:
		return "w";
	default:
		return "-";
	}
}

static const char *fdmap_shut_word(const void *value)
{
	static const char * const words[] = { "-", "r", "w", "rw" };

	return words[*(const u32 *)value & SHUTDOWN_MASK];
}

static const char *fdmap_kind_word(const void *value)
{
	return (*(const struct fdmap_kind * const *)value)->name;
}

static const char *fdmap_itype_word(const void *value)
{
	static const char * const words[S_IFMT >> 12 | 1] = {
		[S_IFIFO >> 12] = "fifo",
		[S_IFCHR >> 12] = "chr",
		[S_IFDIR >> 12] = "dir",
		[S_IFBLK >> 12] = "blk",
		[S_IFREG >> 12] = "reg",
		[S_IFLNK >> 12] = "lnk",
		[S_IFSOCK >> 12] = "sock",
	};
	unsigned int type = (*(const umode_t *)value & S_IFMT) >> 12;

	return type < ARRAY_SIZE(words) && words[type] ? words[type] : "-";
}

static const char *fdmap_ops_word(const void *value)
{
	const struct fdmap_ops *ops = *(const struct fdmap_ops * const *)value;

	return ops->name ?: "-";
}

#define FDMAP_WORD_TYPE(_type)						\
static size_t fdmap_##_type##_width(const void *value)			\
{									\
	return strlen(fdmap_##_type##_word(value));			\
}									\
static void fdmap_##_type##_put(struct seq_file *m, const void *value)	\
{									\
	seq_puts(m, fdmap_##_type##_word(value));			\
}

FDMAP_WORD_TYPE(cloexec)
FDMAP_WORD_TYPE(yes)
FDMAP_WORD_TYPE(fmode)
FDMAP_WORD_TYPE(lockmode)
FDMAP_WORD_TYPE(shut)
FDMAP_WORD_TYPE(kind)
FDMAP_WORD_TYPE(itype)
FDMAP_WORD_TYPE(ops)

/* Status flags: names joined by a bar, then nameless bits in hexadecimal. */

static const struct {
	unsigned int mask;
	unsigned int value;
	const char *name;
} fdmap_oflags[] = {
	{ O_ACCMODE, O_RDONLY, "O_RDONLY" },
	{ O_ACCMODE, O_WRONLY, "O_WRONLY" },
	{ O_ACCMODE, O_RDWR, "O_RDWR" },
	{ O_PATH, O_PATH, "O_PATH" },
	{ O_APPEND, O_APPEND, "O_APPEND" },
	{ O_NONBLOCK, O_NONBLOCK, "O_NONBLOCK" },
	{ O_SYNC, O_SYNC, "O_SYNC" },
	{ O_SYNC, O_DSYNC, "O_DSYNC" },
	{ FASYNC, FASYNC, "O_ASYNC" },
	{ O_DIRECT, O_DIRECT, "O_DIRECT" },
	{ O_LARGEFILE, O_LARGEFILE, "O_LARGEFILE" },
	{ O_TMPFILE, O_TMPFILE, "O_TMPFILE" },
	{ O_TMPFILE, O_DIRECTORY, "O_DIRECTORY" },
	{ O_NOFOLLOW, O_NOFOLLOW, "O_NOFOLLOW" },
	{ O_NOATIME, O_NOATIME, "O_NOATIME" },
	{ O_CREAT, O_CREAT, "O_CREAT" },
	{ O_EXCL, O_EXCL, "O_EXCL" },
	{ O_NOCTTY, O_NOCTTY, "O_NOCTTY" },
	{ O_TRUNC, O_TRUNC, "O_TRUNC" },
};

/* Name of row @i if it is set in @flags, its bits taken from @left; or NULL. */
static const char *fdmap_oflags_name(unsigned int flags, unsigned int *left,
				     size_t i)
{
	if ((flags & fdmap_oflags[i].mask) != fdmap_oflags[i].value)
		return NULL;
	*left &= ~fdmap_oflags[i].mask;
	return fdmap_oflags[i].name;
}

/* O_CLOEXEC, which open leaves there, is the descriptor's matter. */
static unsigned int fdmap_oflags_shown(const void *value)
{
	return *(const unsigned int *)value & ~O_CLOEXEC;
}

static size_t fdmap_oflags_width(const void *value)
{
	unsigned int flags = fdmap_oflags_shown(value), left = flags;
	size_t width = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(fdmap_oflags); i++) {
		const char *name = fdmap_oflags_name(flags, &left, i);

		if (name)
			width += !!width + strlen(name);
	}
	if (left)	/* "0x" and its digits */
		width += !!width + 2 + DIV_ROUND_UP(fls(left), 4);
	return width;
}

static void fdmap_oflags_put(struct seq_file *m, const void *value)
{
	unsigned int flags = fdmap_oflags_shown(value), left = flags;
	const char *bar = "";
	size_t i;

	for (i = 0; i < ARRAY_SIZE(fdmap_oflags); i++) {
		const char *name = fdmap_oflags_name(flags, &left, i);

		if (!name)
			continue;
		seq_puts(m, bar);
		seq_puts(m, name);
		bar = "|";
	}
	if (left)
		seq_printf(m, "%s%#x", bar, left);
}

/* Strings of others. */

static size_t fdmap_string_width(const void *value)
{
	return fdmap_escape_width(*(const char * const *)value, 0);
}

static void fdmap_string_put(struct seq_file *m, const void *value)
{
	fdmap_escape_put(m, *(const char * const *)value, 0);
}

static size_t fdmap_name_width(const void *value)
{
	const struct fdmap_name *name = value;

	if (name->error)
		return 1 + strlen(name->string);
	return fdmap_escape_width(name->string, '!');
}

static void fdmap_name_put(struct seq_file *m, const void *value)
{
	const struct fdmap_name *name = value;

	if (name->error) {
		seq_putc(m, '!');
		seq_puts(m, name->string);
	} else {
		fdmap_escape_put(m, name->string, '!');
	}
}

/* Devices, major:minor. */

static size_t fdmap_device_width(const void *value)
{
	const struct fdmap_device *device = value;

	if (!device->valid)
		return 1;
	return fdmap_width_u64(MAJOR(device->dev)) + 1 +
	       fdmap_width_u64(MINOR(device->dev));
}

static void fdmap_device_put(struct seq_file *m, const void *value)
{
	const struct fdmap_device *device = value;

	if (!device->valid) {
		seq_putc(m, '-');
		return;
	}
	seq_put_decimal_ull(m, NULL, MAJOR(device->dev));
	seq_putc(m, ':');
	seq_put_decimal_ull(m, NULL, MINOR(device->dev));
}

/* Permissions: four octal digits. */

static size_t fdmap_perm_width(const void *value)
{
	return 4;
}

static void fdmap_perm_put(struct seq_file *m, const void *value)
{
	umode_t mode = *(const umode_t *)value;
	char digits[4];
	int i;

	for (i = 3; i >= 0; i--, mode >>= 3)
		digits[i] = '0' + (mode & 7);
	seq_write(m, digits, sizeof(digits));
}

#define FDMAP_TYPE(_type)				\
const struct fdmap_type fdmap_type_##_type = {		\
	.width = fdmap_##_type##_width,			\
	.put = fdmap_##_type##_put,			\
}

FDMAP_TYPE(id);
FDMAP_TYPE(file);
FDMAP_TYPE(inode);
FDMAP_TYPE(ref);
FDMAP_TYPE(u64);
FDMAP_TYPE(s64);
FDMAP_TYPE(u32);
FDMAP_TYPE(s32);
FDMAP_TYPE(hex);
FDMAP_TYPE(hex64);
FDMAP_TYPE(count);
FDMAP_TYPE(limit);
FDMAP_TYPE(cloexec);
FDMAP_TYPE(yes);
FDMAP_TYPE(fmode);
FDMAP_TYPE(lockmode);
FDMAP_TYPE(shut);
FDMAP_TYPE(oflags);
FDMAP_TYPE(kind);
FDMAP_TYPE(ops);
FDMAP_TYPE(string);
FDMAP_TYPE(name);
FDMAP_TYPE(device);
FDMAP_TYPE(itype);
FDMAP_TYPE(perm);
