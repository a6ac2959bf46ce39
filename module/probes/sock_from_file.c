// SPDX-License-Identifier: GPL-2.0-only
/*
 * 5.11, dba4a9256bb4 "net: Remove the err argument from sock_from_file"
 * WAYS: 2
 */
#include <linux/net.h>

#if PROBE == 0
struct socket *probe(struct file *file);
struct socket *probe(struct file *file)
{
	int err;

	return sock_from_file(file, &err);
}
#else
struct socket *probe(struct file *file);
struct socket *probe(struct file *file)
{
	return sock_from_file(file);
}
#endif
