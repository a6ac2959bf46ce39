/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The words of a book. Who learns from one finds its words in drawings: a book
 * is a table of what is said here and what the book says in its place.
 */
#ifndef FDMAP_BOOK_H
#define FDMAP_BOOK_H

#include <stddef.h>

/**
 * struct book_word - one thing that is said in other words
 * @usual: as it stands in the source, a format of printf(3)
 * @word: as the book says it, with the same conversions in the same order
 */
struct book_word {
	const char *usual;
	const char *word;
};

/** struct book - the words of a book */
struct book {
	const struct book_word *words;
	size_t n;
};

/** book_word() - how a book says it; NULL is no book, which says the usual */
const char *book_word(const struct book *book, const char *usual);

#endif
