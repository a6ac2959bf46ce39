/* SPDX-License-Identifier: GPL-2.0-only */
/* Accounts of files' references: how they are printed. */
#ifndef FDMAP_ACCOUNTS_H
#define FDMAP_ACCOUNTS_H

#include "base/sheet.h"
#include "render/cells.h"
#include "words/holders.h"

/**
 * struct account - one file that was asked for
 * @doc: a process that was asked for
 * @holder: its descriptors of the file
 * @file: the file, in model.files
 */
struct account {
	const struct doc *doc;
	const struct refs_holder *holder;
	size_t file;
};

/**
 * struct accounts - what is printed
 * @refs: all references
 * @format: one of the formats of the command refs
 * @saved: the documents come from a saved text, which may lack processes
 * @row: to print text with
 * @sheet: to print a table with
 * @words: memory for what is said of a holder
 * @n: files so far
 * @unexplained: there were references that nothing explains
 */
struct accounts {
	const struct refs *refs;
	const char *format;
	bool saved;
	struct cells row;
	struct sheet sheet;
	struct holder_words words;
	size_t n;
	bool unexplained;
};

/**
 * accounts_begin() - begin to print accounts
 * @accounts: filled in, ended by accounts_end()
 * @refs: all references
 * @format: "text", "table" or "json"
 * @term: what to print on
 * @saved: as in struct accounts
 * @out: what to print to
 */
void accounts_begin(struct accounts *accounts, const struct refs *refs,
		    const char *format, const struct term *term, bool saved,
		    FILE *out);

/* How accounts can be printed; ended by one without a name. */
extern const struct format accounts_formats[];

void accounts_add(struct accounts *accounts, const struct account *account);

/** accounts_end() - print what is left to be */
void accounts_end(struct accounts *accounts);

/** account_print_text() - the sum in a line, and then a line for each holder */
void account_print_text(struct accounts *accounts,
			const struct account *account,
			const struct refs_sum *sum);

/** accounts_help() - append what each column of the table says */
void accounts_help(struct buf *to);

/** accounts_begin_sheet() - begin the table */
void accounts_begin_sheet(struct accounts *accounts);

/** account_fill_sheet() - a row for each holder */
void account_fill_sheet(struct accounts *accounts,
			const struct account *account,
			const struct refs_sum *sum);

#endif
