// SPDX-License-Identifier: GPL-2.0-only
/* Which facts are said of which kind, and how. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "fdmap_check.h"
#include "fdmap_values.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

#define NUMBER	"^(0|[1-9][0-9]*)$"
#define SECONDS "^(0|[1-9][0-9]*)\\.[0-9]{9}$"
#define ID	"^([0-9a-f]{16}|gone)$"
#define SEAL	"(seal|shrink|grow|write|future-write|exec)"
#define ASKED	"epoll|eventfd|signalfd|timerfd|inotify|fanotify"

/* @kinds: NULL for all of them; @value: a regular expression */
static const struct fact {
	const char *kinds, *key, *value;
} facts[] = {
	{ "memfd", "seals", "^(|" SEAL "(\\|" SEAL ")*)$" },
	{ "pidfd", "pid", "^(0|[1-9][0-9]*|gone)$" },
	{ "pty-master|pty-slave", "pts", NUMBER },
	{ "pty-master|pty-slave", "pty", ID },
	{ "eventfd", "count", NUMBER },
	{ "eventfd", "id", NUMBER },
	{ "eventfd", "semaphore", "^[01]$" },
	{ "signalfd", "mask", "^[0-9a-f]{16}$" },
	{ "timerfd", "clock", NUMBER },
	{ "timerfd", "ticks", NUMBER },
	{ "timerfd", "flags", "^0[0-7]+$" },
	{ "timerfd", "value", SECONDS },
	{ "timerfd", "interval", SECONDS },
	{ "fanotify", "flags", "^0(x[0-9a-f]+)?$" },
	{ "fanotify", "event-flags", "^0(x[0-9a-f]+)?$" },
	{ NULL, "perhaps", "^[0-9a-f]{16}$" },
	{ ASKED, "state", "^(gone|busy)$" },
	{ ASKED, "more", "^yes$" },
};

static const struct fact *fact_of(const char *kind, const char *key)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(facts); i++)
		if (!strcmp(facts[i].key, key) &&
		    (!facts[i].kinds ||
		     fdmap_is_one_of(kind, facts[i].kinds)))
			return &facts[i];
	return NULL;
}

/* What a file may be too is another row. */
static bool check_perhaps(const struct fdmap_document *document,
			  const struct fdmap_detail *detail)
{
	uint64_t id;

	if (strcmp(detail->key.bytes, "perhaps"))
		return true;
	id = strtoull(detail->value.bytes, NULL, 16);
	return (id != detail->file && fdmap_file_of(document, id)) ||
	       fdmap_refuse("file %016" PRIx64 " is perhaps %016" PRIx64
			    ", which is no other file", detail->file, id);
}

static bool check_detail(const struct fdmap_document *document,
			 const struct fdmap_detail *detail)
{
	const struct fdmap_file *file = fdmap_file_of(document, detail->file);
	const struct fact *fact;

	if (!file)
		return fdmap_refuse("a detail of %016" PRIx64
				    ", which is no file", detail->file);
	fact = fact_of(file->kind, detail->key.bytes);
	if (!fact)
		return fdmap_refuse("no '%s' is said of a %s",
				    detail->key.bytes, file->kind);
	if (!fdmap_matches(detail->value.bytes, fact->value))
		return fdmap_refuse("bad %s '%s' of a %s", detail->key.bytes,
				    detail->value.bytes, file->kind);
	return check_perhaps(document, detail);
}

static int compare(const void *a, const void *b)
{
	const struct fdmap_detail *x = *(const struct fdmap_detail **)a;
	const struct fdmap_detail *y = *(const struct fdmap_detail **)b;

	return fdmap_compare_ids(&x->file, &y->file) ?:
	       strcmp(x->key.bytes, y->key.bytes);
}

/* Nothing is said twice of a file. */
static bool check_unique(const struct fdmap_document *document)
{
	size_t n = document->details.count, i;
	const struct fdmap_detail **sorted = calloc(n + 1, sizeof(*sorted));
	const struct fdmap_detail *rows = document->details.rows;
	bool good = true;

	for (i = 0; i < n; i++)
		sorted[i] = &rows[i];
	qsort(sorted, n, sizeof(*sorted), compare);
	for (i = 1; good && i < n; i++)
		if (!compare(&sorted[i - 1], &sorted[i]))
			good = fdmap_refuse("file %016" PRIx64 " has two '%s'",
					    sorted[i]->file,
					    sorted[i]->key.bytes);
	free(sorted);
	return good;
}

bool fdmap_check_details(const struct fdmap_document *document)
{
	const struct fdmap_detail *detail;

	FDMAP_EACH(detail, &document->details)
		if (!check_detail(document, detail))
			return false;
	return check_unique(document);
}
