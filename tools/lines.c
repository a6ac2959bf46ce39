// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "lines.h"

bool at_end(const struct parser *p)
{
	return p->next == p->end;
}

bool at_document(const struct parser *p)
{
	size_t len = strlen(MAGIC);

	return (size_t)(p->end - p->next) >= len &&
	       !memcmp(p->next, MAGIC, len);
}

static bool is_printable(struct parser *p, const char *line, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = line[i];

		if (c < ' ' || c == 0x7f)
			return fail(p, "expected printable characters, found "
				    "the control character \\%03o", c);
	}
	return true;
}

char *take_line(struct parser *p)
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
	return is_printable(p, line, end - line) ? line : NULL;
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

size_t count_words(const char *line)
{
	size_t n = 0;

	for (line += strspn(line, " "); *line; n++) {
		line += strcspn(line, " ");
		line += strspn(line, " ");
	}
	return n;
}
