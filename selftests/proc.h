/* SPDX-License-Identifier: GPL-2.0-only */
/* Texts of procfs. */
#ifndef PROC_H
#define PROC_H

#include <stdio.h>
#include <sys/types.h>

/*
 * proc_text() - the whole of a file whose name is given as to printf(3)
 *
 * Return: the text, to be freed; "" if there is none.
 */
char *proc_text(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * proc_fdinfo() - what /proc/PID/fdinfo/FD says behind @key
 *
 * Return: the rest of the line without blanks around it, in a static buffer,
 * or NULL if no line begins so.
 */
const char *proc_fdinfo(pid_t pid, int fd, const char *key);

/* The next line of a text, cut out of it, or NULL: while ((line = ...(&at))) */
char *proc_line(char **at);

#endif
