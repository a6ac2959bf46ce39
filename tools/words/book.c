// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "words/book.h"

const char *book_word(const struct book *book, const char *usual)
{
	for (size_t i = 0; book && i < book->n; i++)
		if (!strcmp(book->words[i].usual, usual))
			return book->words[i].word;
	return usual;
}
