/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef FDMAP_CMD_REFS_H
#define FDMAP_CMD_REFS_H

#include <stdio.h>

#include "cmd/options.h"
#include "cmd/targets.h"

/**
 * refs_account() - print the accounts of what is named
 * @model: a model of all processes
 * @targets: what is named; all of them if that is nothing
 * @options: how to print them
 * @out: what to print to
 *
 * Return: false after a report if something was not there.
 */
bool refs_account(const struct model *model, const struct targets *targets,
		  const struct options *options, FILE *out);

#endif
