/* SPDX-License-Identifier: GPL-2.0-only */
/* One reading: the texts that were read, their documents, and the model. */
#ifndef FDMAP_MOMENT_H
#define FDMAP_MOMENT_H

#include "model/model.h"
#include "source/source.h"
#include "text/parse.h"

/**
 * struct moment - one reading; all zero at first
 * @texts: what was read; the documents point into it
 * @docs: all documents
 * @added: for each document, whether the model has it
 * @own_pid: this process, if its document was read
 * @model: the model, of which documents were added
 */
struct moment {
	struct text *texts;
	size_t n_texts, alloc_texts;
	struct docs docs;
	bool *added;
	char *own_pid;
	struct model model;
};

/**
 * moment_read_live() - read one of the module's files
 * @moment: to which its documents are added; not yet to the model
 * @name: a process ID or SOURCE_ALL
 *
 * Return: false after a report if something could not be read; the rest was.
 */
bool moment_read_live(struct moment *moment, const char *name);

/**
 * moment_read_own() - read the document of this process
 *
 * It is added to the model only with all others, or if it is named. Either way
 * the model knows which references are this process's own.
 *
 * Return: false after a report.
 */
bool moment_read_own(struct moment *moment);

/** moment_read_saved() - the same of a saved text, "-" for standard input */
bool moment_read_saved(struct moment *moment, const char *file);

/** moment_doc() - the first document of a process, or NULL */
const struct doc *moment_doc(const struct moment *moment, const char *pid);

/**
 * moment_add() - add documents to the model
 * @moment: to which nothing is read any more
 * @pid: the process whose documents they are, or NULL for all
 */
void moment_add(struct moment *moment, const char *pid);

/**
 * moment_finish() - tie together what was added to the model
 *
 * Return: false after a report if a process of the model could not be copied.
 */
bool moment_finish(struct moment *moment);

void moment_free(struct moment *moment);

#endif
