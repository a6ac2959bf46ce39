/* SPDX-License-Identifier: GPL-2.0-only */
/* How one value is written: a type for each sort of column. */
#ifndef FDMAP_VALUE_H
#define FDMAP_VALUE_H

#include <linux/types.h>

struct seq_file;

/**
 * struct fdmap_type - a sort of value
 * @width:	bytes that @put will write, from the value's address
 * @put:	writes the value; on overflow seq_file is told as usual
 */
struct fdmap_type {
	size_t (*width)(const void *value);
	void (*put)(struct seq_file *m, const void *value);
};

/* Each goes with one C type, which the member has exactly. */
extern const struct fdmap_type fdmap_type_id;		/* u64 */
extern const struct fdmap_type fdmap_type_file;	/* struct fdmap_file * */
extern const struct fdmap_type fdmap_type_inode; /* struct fdmap_inode * */
extern const struct fdmap_type fdmap_type_ref;		/* struct fdmap_ref */
extern const struct fdmap_type fdmap_type_u64;
extern const struct fdmap_type fdmap_type_s64;
extern const struct fdmap_type fdmap_type_u32;
extern const struct fdmap_type fdmap_type_s32;
extern const struct fdmap_type fdmap_type_hex;		/* u32 */
extern const struct fdmap_type fdmap_type_hex64;	/* u64 */
extern const struct fdmap_type fdmap_type_count;	/* struct fdmap_count */
extern const struct fdmap_type fdmap_type_limit;	/* struct fdmap_limit */
extern const struct fdmap_type fdmap_type_cloexec;	/* bool */
extern const struct fdmap_type fdmap_type_yes;		/* bool */
extern const struct fdmap_type fdmap_type_fmode;	/* fmode_t */
extern const struct fdmap_type fdmap_type_lockmode;	/* u32, F_*LCK */
extern const struct fdmap_type fdmap_type_shut;	/* u32, *_SHUTDOWN */
extern const struct fdmap_type fdmap_type_oflags;	/* unsigned int */
extern const struct fdmap_type fdmap_type_kind;	/* struct fdmap_kind * */
extern const struct fdmap_type fdmap_type_ops;		/* struct fdmap_ops * */
extern const struct fdmap_type fdmap_type_string;	/* const char * */
extern const struct fdmap_type fdmap_type_name;	/* struct fdmap_name */
extern const struct fdmap_type fdmap_type_device; /* struct fdmap_device */
extern const struct fdmap_type fdmap_type_itype;	/* umode_t */
extern const struct fdmap_type fdmap_type_perm;	/* umode_t */

#endif /* FDMAP_VALUE_H */
