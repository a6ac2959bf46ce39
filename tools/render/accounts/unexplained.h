/* SPDX-License-Identifier: GPL-2.0-only */
/* What references may be that no document explains. */
#ifndef FDMAP_UNEXPLAINED_H
#define FDMAP_UNEXPLAINED_H

#include "model/refs.h"
#include "render/cells.h"

/**
 * unexplained_print() - print what unexplained references may be
 * @row: what to print with
 * @refs: all references
 * @saved: the documents come from a saved text, which may lack processes
 *
 * First what the documents themselves say that they could not tell, then what
 * they never tell. Nothing of it is asserted of any file.
 */
void unexplained_print(struct cells *row, const struct refs *refs, bool saved);

#endif
