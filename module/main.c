// SPDX-License-Identifier: GPL-2.0-only
/*
 * fdmap: descriptor tables, open files and inodes of any process, in debugfs.
 *
 * Layers, each of which knows only the ones before it: compat (differences
 * between kernels), ident (ids), snapshot (rows), file and kinds (describing),
 * hold and copy (the target's locks), format and document (text), pidfile and
 * allfile, piddir (the directory). Documentation/internals.md has more.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/init.h>
#include <linux/module.h>

#include "ask.h"
#include "ident.h"
#include "piddir.h"

static int __init fdmap_init(void)
{
	int err;

	fdmap_ident_init();
	err = fdmap_ask_init();
	if (err)
		return err;
	err = fdmap_piddir_init();
	if (err) {
		pr_err("cannot make the directory 'fdmap' in debugfs: %d\n",
		       err);
		fdmap_ask_exit();
	}
	return err;
}
module_init(fdmap_init);

static void __exit fdmap_exit(void)
{
	fdmap_piddir_exit();
	fdmap_ask_exit();
}
module_exit(fdmap_exit);

MODULE_DESCRIPTION("Descriptor tables, open files and inodes in debugfs");
MODULE_AUTHOR("The fdmap authors");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1");
