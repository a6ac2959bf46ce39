// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "render/accounts/accounts.h"
#include "render/accounts/unexplained.h"

const struct format accounts_formats[] = {
	{ "text", "for eyes" },
	{ "table", "rows of columns" },
	{ "json", "an array of objects" },
	{ 0 }
};

static bool is_text(const struct accounts *accounts)
{
	return !strcmp(accounts->format, "text");
}

void accounts_begin(struct accounts *accounts, const struct refs *refs,
		    const char *format, const struct term *term, bool saved,
		    FILE *out)
{
	*accounts = (struct accounts){
		.refs = refs,
		.format = format,
		.saved = saved,
		.row = { .term = term, .out = out },
	};
	if (!is_text(accounts))
		accounts_begin_sheet(accounts);
}

void accounts_add(struct accounts *accounts, const struct account *account)
{
	const struct refs_sum sum = refs_add_up(accounts->refs, account->file);

	if (is_text(accounts))
		account_print_text(accounts, account, &sum);
	else
		account_fill_sheet(accounts, account, &sum);
	accounts->unexplained |= sum.rest > 0;
	accounts->n++;
}

void accounts_end(struct accounts *accounts)
{
	if (!is_text(accounts)) {
		sheet_print(&accounts->sheet);
	} else if (accounts->unexplained) {
		cells_print(&accounts->row);
		unexplained_print(&accounts->row, accounts->refs,
				  accounts->saved);
	}
	holder_words_free(&accounts->words);
	cells_free(&accounts->row);
}
