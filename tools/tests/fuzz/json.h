/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef FDMAP_TESTS_FUZZ_JSON_H
#define FDMAP_TESTS_FUZZ_JSON_H

#include <stdbool.h>

/** json_valid() - whether a text is one value as RFC 8259 has it, or nothing */
bool json_valid(const char *text);

#endif
