/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef FDMAP_NARROW_H
#define FDMAP_NARROW_H

#include <stdio.h>

#include "base/term.h"
#include "model/view.h"

/** render_narrow() - draw as text without lines, for few columns */
void render_narrow(const struct view *view, const struct term *term, FILE *out);

#endif
