/* SPDX-License-Identifier: GPL-2.0-only */
/* What goes to standard error: one line each, the problem first. */
#ifndef FDMAP_REPORT_H
#define FDMAP_REPORT_H

/** report() - print "fdmap: " and a message as one line on standard error */
__attribute__((format(printf, 1, 2)))
void report(const char *format, ...);

/**
 * report_at() - report something about one line of a text
 * @source: the text's name
 * @line: line number, from 1
 */
__attribute__((format(printf, 3, 4)))
void report_at(const char *source, unsigned long line, const char *format, ...);

/**
 * report_word() - a word from outside, fit to be printed in a message
 * @word: anything
 *
 * Return: @word in quotes, shortened if it is long, as printable ASCII, with
 * other bytes as octal escapes. The memory is static and is used again by the
 * second call after this one.
 */
const char *report_word(const char *word);

#endif
