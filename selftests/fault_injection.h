/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Having the kernel's allocations for this task fail; see the kernel's
 * Documentation/fault-injection/fault-injection.rst.
 */
#ifndef FAULT_INJECTION_H
#define FAULT_INJECTION_H

#include <stdbool.h>

/* fault_init() - to be called first; false where the kernel cannot do it */
bool fault_init(void);

/* fault_at() - the @nth allocation from now on will fail */
void fault_at(int nth);

/* fault_rate() - so many of a hundred will fail, of those that may */
void fault_rate(int percent);

/* fault_may() - each may fail, at that rate */
void fault_may(void);

/* fault_end() - none will fail; whether that of fault_at() has failed */
bool fault_end(void);

#endif
