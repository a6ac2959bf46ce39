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

enum fdmap_snapshot {
	FDMAP_WHOLE,
	FDMAP_CHUNKED,
	FDMAP_TORN,
	FDMAP_NONE,
};

/*
 * struct fdmap_name - a value that the kernel took from elsewhere
 * @bytes: unescaped; "" where the text says "-"
 * @error: for "!ENAMETOOLONG" and its like the name of the error, else NULL
 */
struct fdmap_name {
	char *bytes;
	char *error;
};

/* struct fdmap_device - MAJOR:MINOR, both 0 where the text says "-" */
struct fdmap_device {
	uint64_t major, minor;
	bool none;
};

/* struct fdmap_limit - SOFT:HARD, RLIM_INFINITY where it says "unlimited" */
struct fdmap_limit {
	uint64_t soft, hard;
};

struct fdmap_table {
	uint64_t id, users, open, max, next;
	struct fdmap_limit limit;
};

struct fdmap_descriptor {
	uint64_t fd;
	bool cloexec;
	uint64_t file;
};

/* @mode and @ops as in the text, @flags as open(2)'s bits */
struct fdmap_file {
	uint64_t id, inode, refs;
	char *mode;
	uint64_t flags;
	int64_t pos;
	char *ops;
	struct fdmap_name name;
};

/* @fs and @type as in the text */
struct fdmap_inode {
	uint64_t id;
	struct fdmap_name fs;
	struct fdmap_device dev;
	uint64_t ino;
	char *type;
	uint64_t mode, nlink, uid, gid, size, refs;
	struct fdmap_device rdev;
};

/* The rows of one table; files and inodes are kept sorted by their id. */
struct fdmap_rows {
	void *rows;
	size_t count;
};

struct fdmap_document {
	int64_t pid, tgid, via;		/* via: 0 where there is none */
	struct fdmap_name comm;
	enum fdmap_snapshot snapshot;
	bool addresses;
	struct fdmap_rows table, descriptors, files, inodes;
};

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

void fdmap_free(struct fdmap_document *document);

/* The only row of [table], NULL if there is none. */
const struct fdmap_table *fdmap_table(const struct fdmap_document *document);

/* The row of descriptor @fd, NULL if it is not open. */
const struct fdmap_descriptor *
fdmap_descriptor(const struct fdmap_document *document, int fd);

/* The open file that descriptor @fd refers to, NULL if it is not open. */
const struct fdmap_file *fdmap_file(const struct fdmap_document *document,
				    int fd);

/* The inode of that open file, NULL if @fd is not open. */
const struct fdmap_inode *fdmap_inode(const struct fdmap_document *document,
				      int fd);

/* Row @i of [descriptors], [files] or [inodes]. */
const struct fdmap_descriptor *
fdmap_descriptor_row(const struct fdmap_document *document, size_t i);
const struct fdmap_file *
fdmap_file_row(const struct fdmap_document *document, size_t i);

#endif
