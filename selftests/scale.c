// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "scale.h"

#define DEFAULT_SECONDS 5
#define FULL_SECONDS	60

static int number_of(const char *variable)
{
	const char *value = getenv(variable);

	return value ? atoi(value) : 0;
}

int scale_seconds(void)
{
	int seconds = number_of("FDMAP_STORM_SECONDS");

	return seconds > 0 ? seconds : DEFAULT_SECONDS;
}

int scale_variant_seconds(void)
{
	int seconds = 1 + scale_seconds() / 2;

	return scale_full() && seconds < FULL_SECONDS ? FULL_SECONDS : seconds;
}

bool scale_full(void)
{
	return number_of("FDMAP_FULL");
}
