// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "text/lines.h"

bool at_end(const struct parser *p)
{
	return p->next == p->end;
}

bool at_blank(const struct parser *p)
{
	return !at_end(p) && *p->next == '\n';
}

bool at_document(const struct parser *p)
{
	size_t len = strlen(MAGIC);

	return (size_t)(p->end - p->next) >= len &&
	       !memcmp(p->next, MAGIC, len);
}

static bool is_printable(unsigned char c)
{
	return c >= ' ' && c != 0x7f;
}

static bool is_word(unsigned char c)
{
	return c > ' ' && c != 0x7f;
}

/* Whether a line ends where what is printable does. */
static bool check_end(struct parser *p, const char *at)
{
	if (at == p->next - 1)
		return true;
	return fail(p, "expected printable characters, found the control "
		    "character \\%03o", (unsigned char)*at);
}

/* The next line, ended by a NUL, whatever it holds. */
static char *next_line(struct parser *p)
{
	char *line = p->next;
	char *end = memchr(line, '\n', p->end - line);

	p->line++;
	p->next = end ? end + 1 : p->end;
	if (!end) {
		fail(p, "text was cut: the last line does not end");
		return NULL;
	}
	*end = '\0';
	return line;
}

char *take_line(struct parser *p)
{
	char *line = next_line(p);
	const char *end = line;

	while (line && is_printable(*end))
		end++;
	return line && check_end(p, end) ? line : NULL;
}

bool take_words(struct parser *p, struct words *words)
{
	char *s = next_line(p);

	words->n = 0;
	while (s) {
		while (*s == ' ')
			s++;
		if (!is_printable(*s))
			return check_end(p, s);
		if (words->n < WORDS_MAX)
			words->word[words->n] = s;
		words->n++;
		while (is_word(*s))
			s++;
		if (*s == ' ')
			*s++ = '\0';
	}
	return false;
}

void skip_document(struct parser *p)
{
	while (!at_end(p) && !at_document(p)) {
		char *end = memchr(p->next, '\n', p->end - p->next);

		p->line++;
		p->next = end ? end + 1 : p->end;
	}
}

char *take_word(char **line)
{
	char *word = *line + strspn(*line, " ");
	char *end = word + strcspn(word, " ");

	if (end == word)
		return NULL;
	*line = *end ? end + 1 : end;
	*end = '\0';
	return word;
}
