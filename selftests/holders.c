// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fixture.h"
#include "holders.h"

/* struct seen - ids of what has been counted */
struct seen {
	uint64_t *ids;
	size_t count;
};

static bool is_seen(const struct seen *seen, uint64_t id)
{
	size_t i;

	for (i = 0; i < seen->count; i++)
		if (seen->ids[i] == id)
			return true;
	return false;
}

/* Whether it is new; it is not from now on. */
static bool see(struct seen *seen, uint64_t id)
{
	if (is_seen(seen, id))
		return false;
	seen->ids = reallocarray(seen->ids, seen->count + 1, sizeof(id));
	seen->ids[seen->count++] = id;
	return true;
}

/* What was counted, in the documents before. */
struct counted {
	struct seen tables, spaces, sockets;
};

static void count_descriptors(const struct fdmap_document *document,
			      uint64_t file, struct counted *counted,
			      struct holders *holders)
{
	const struct fdmap_descriptor *descriptor;

	if (!see(&counted->tables, fdmap_table(document)->id))
		return;
	FDMAP_EACH(descriptor, &document->descriptors)
		holders->descriptors += descriptor->file == file;
}

static void count_maps(const struct fdmap_document *document, uint64_t file,
		       struct counted *counted, struct holders *holders)
{
	const struct fdmap_map *map = document->maps.rows;

	if (!document->maps.count || !see(&counted->spaces, map->mm.value))
		return;
	FDMAP_EACH(map, &document->maps) {
		holders->unsure |= !strcmp(map->as, "busy");
		if (map->file.word || map->file.value != file)
			continue;
		if (!strcmp(map->as, "exe"))
			holders->exe++;
		else
			holders->maps += map->count;
	}
}

/* A socket's rows are all in each document that has the socket. */
static void count_inflight(const struct fdmap_document *document, uint64_t file,
			   struct counted *counted, struct holders *holders)
{
	const struct fdmap_inflight *inflight;
	struct seen here = { 0 };

	FDMAP_EACH(inflight, &document->inflight) {
		if (is_seen(&counted->sockets, inflight->socket))
			continue;
		see(&here, inflight->socket);
		holders->inflight += !inflight->file.word &&
				     inflight->file.value == file;
		holders->unsure |= inflight->file.word &&
				   strcmp(inflight->state, "waiting");
	}
	while (here.count)
		see(&counted->sockets, here.ids[--here.count]);
	free(here.ids);
}

static void count_document(const struct fdmap_document *document, uint64_t file,
			   struct counted *counted, struct holders *holders)
{
	const struct fdmap_file *row = fdmap_file_of(document, file);

	if (document->snapshot == FDMAP_NONE)
		return;
	if (row)
		holders->refs = row->refs;
	count_descriptors(document, file, counted, holders);
	count_maps(document, file, counted, holders);
	count_inflight(document, file, counted, holders);
}

static bool count_all(char *bytes, size_t length, uint64_t file,
		      struct counted *counted, struct holders *holders)
{
	struct fdmap_document *document;
	struct fdmap_text text;

	if (fdmap_text_init(&text, bytes, length))
		return false;
	while ((document = fdmap_next(&text))) {
		count_document(document, file, counted, holders);
		fdmap_free(document);
	}
	return !*fdmap_error;
}

bool holders_find(uint64_t file, struct holders *holders)
{
	int fd = open(FDMAP_DIR "/all", O_RDONLY | O_CLOEXEC);
	struct counted counted = { 0 };
	size_t length;
	char *bytes;
	bool good;

	*holders = (struct holders){ 0 };
	bytes = slurp(fd, 1 << 16, &length);
	close(fd);
	good = bytes && count_all(bytes, length, file, &counted, holders);
	free(bytes);
	free(counted.tables.ids);
	free(counted.spaces.ids);
	free(counted.sockets.ids);
	return good;
}

int64_t holders_rest(const struct holders *holders)
{
	return holders->refs - holders->descriptors - holders->maps -
	       holders->exe - holders->inflight;
}
