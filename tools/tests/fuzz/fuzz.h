/* SPDX-License-Identifier: GPL-2.0-only */
/* What libFuzzer calls, and what that calls: the program's main(), renamed. */
#ifndef FDMAP_FUZZ_H
#define FDMAP_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int fdmap_main(int argc, char **argv);

#endif
