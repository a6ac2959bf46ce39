/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A strict reader of the text of fdmap/PID and fdmap/all, made for the tests.
 *
 * It holds the text to every rule of Documentation/ABI/text-format.md: a text
 * that breaks one is refused as a whole, with the rule in fdmap_error.  Tables,
 * columns and keys that the page does not name (yet) are checked for their
 * shape and skipped, as the page asks of every reader.
 */
#ifndef FDMAP_READER_H
#define FDMAP_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "fdmap_rows.h"

enum fdmap_snapshot {
	FDMAP_WHOLE,
	FDMAP_CHUNKED,
	FDMAP_TORN,
	FDMAP_NONE,
	FDMAP_ERROR,
};

/*
 * struct fdmap_document - a document
 * @via: 0 where there is none
 * @error: name of the error, NULL where there is none
 *
 * Files and inodes, and the pipes and sockets of these, are sorted by their id,
 * all other rows are in the order of the text.
 */
struct fdmap_document {
	int64_t pid, tgid, via;
	struct fdmap_name comm;
	enum fdmap_snapshot snapshot;
	char *error;
	bool addresses;
	struct fdmap_rows table, descriptors, files, inodes, pipes, sockets,
			  details, epoll, watches, locks, owners, inflight,
			  maps, tasks, paths;
};

/*
 * FDMAP_EACH - go over the rows of a table
 *
 * FDMAP_EACH(lock, &document->locks)
 *	puts(lock->kind);
 */
#define FDMAP_EACH(row, table)                                              \
	for (row = (table)->rows;                                           \
	     row < (typeof(row))(table)->rows + (table)->count; row++)

/* What was wrong with the last text that was refused: "line N: ...". */
extern char fdmap_error[512];

/*
 * struct fdmap_text - bytes to read documents from, one after another
 * @at: next byte to read; readers move it
 * @end: the byte after the last one
 * @line: number of the line at @at, for messages
 *
 * The bytes are changed by reading, and documents point into them.
 */
struct fdmap_text {
	char *at, *end;
	unsigned long line;
};

/*
 * fdmap_text_init() - take a text and check its bytes
 *
 * Return: 0, or -1 if the text is not valid UTF-8 or holds a control character
 * or a byte that has to be escaped, or if its last line has no end.
 */
int fdmap_text_init(struct fdmap_text *text, char *bytes, size_t length);

/*
 * fdmap_next() - read one document
 *
 * Return: the document, to be given to fdmap_free(), or NULL with the reason in
 * fdmap_error, which is empty if there was no further document.
 */
struct fdmap_document *fdmap_next(struct fdmap_text *text);

/* fdmap_parse() - read a text that holds one document and nothing else */
struct fdmap_document *fdmap_parse(char *bytes, size_t length);

/* fdmap_keeps_rules() - whether each document of a text can be read */
bool fdmap_keeps_rules(char *bytes, size_t length);

void fdmap_free(struct fdmap_document *document);

#include "fdmap_find.h"

#endif
