/* SPDX-License-Identifier: GPL-2.0-only */
/* How the program ends. */
#ifndef FDMAP_USAGE_H
#define FDMAP_USAGE_H

/* Exit statuses. */
enum {
	STATUS_OK,
	STATUS_FAILED,		/* something asked for could not be shown */
	STATUS_USAGE
};

/**
 * usage_error() - end with one line on standard error
 * @problem: what is wrong with the command line
 * @object: the word that it is about, or NULL
 * @hint: what to do
 */
__attribute__((noreturn))
void usage_error(const char *problem, const char *object, const char *hint);

#endif
