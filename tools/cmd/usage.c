// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "base/report.h"
#include "cmd/usage.h"

void usage_error(const char *problem, const char *object, const char *hint)
{
	report("%s%s: %s", problem, object ? report_word(object) : "", hint);
	exit(STATUS_USAGE);
}
