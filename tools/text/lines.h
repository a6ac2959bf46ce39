/* SPDX-License-Identifier: GPL-2.0-only */
/* Taking a text apart into lines and words. */
#ifndef FDMAP_LINES_H
#define FDMAP_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/report.h"

/* What the first line of each document begins with. */
#define MAGIC "fdmap "

/**
 * struct parser - where in the text we are
 * @source: name of the text
 * @next: the next line
 * @end: the text's end
 * @line: number of the line that was taken last
 */
struct parser {
	const char *source;
	char *next;
	char *end;
	unsigned long line;
};

/* No table has as many columns, and none may. */
#define WORDS_MAX 64

/**
 * struct words - the words of a line
 * @n: their number, which may be more than there is room for
 * @word: the words, each ended by a NUL
 */
struct words {
	size_t n;
	char *word[WORDS_MAX];
};

/* Report what is wrong in the line that was taken last; the value is false. */
#define fail(parser, ...)                                             \
	({                                                            \
		report_at((parser)->source, (parser)->line, __VA_ARGS__); \
		false;                                                \
	})

/** at_end() - whether no line is left */
bool at_end(const struct parser *p);

/** at_blank() - whether the next line is empty */
bool at_blank(const struct parser *p);

/** at_document() - whether the next line begins as a first line does */
bool at_document(const struct parser *p);

/**
 * take_line() - the next line
 *
 * Return: the line, ended by a NUL; NULL after a report if it does not end or
 * holds control characters.
 */
char *take_line(struct parser *p);

/**
 * take_words() - the words of the next line
 *
 * Return: false after a report as by take_line().
 */
bool take_words(struct parser *p, struct words *words);

/** skip_document() - skip lines, of any form, up to the next document */
void skip_document(struct parser *p);

/**
 * take_word() - the next word
 * @line: the rest of a line, moved past the word
 *
 * Return: the word, ended by a NUL, or NULL if there is none.
 */
char *take_word(char **line);

#endif
