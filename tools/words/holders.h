/* SPDX-License-Identifier: GPL-2.0-only */
/* How holders of references are put into words. */
#ifndef FDMAP_HOLDERS_H
#define FDMAP_HOLDERS_H

#include "base/buf.h"
#include "base/symbols.h"
#include "model/refs.h"

/**
 * struct holder_words - what is said of a holder
 * @pid: a process of it, "-" if none is known
 * @comm: its command, as the text has it
 * @fds: its descriptors; of what is in flight, those of the socket
 * @in: the socket that carries the reference, "" for other holders
 * @more: who else shares the reference, or the socket; may be ""
 */
struct holder_words {
	const char *pid;
	const char *comm;
	struct buf fds;
	struct buf in;
	struct buf more;
};

/**
 * holder_describe() - put a holder into words
 * @words: filled in, all zero at first; its memory is used again
 * @refs: all references
 * @holder: the holder
 * @symbols: as in struct term
 */
void holder_describe(struct holder_words *words, const struct refs *refs,
		     const struct refs_holder *holder,
		     const struct symbols *symbols);

void holder_words_free(struct holder_words *words);

/** holder_put_fds() - append descriptors as "3-5,9" */
void holder_put_fds(struct buf *to, const struct refs *refs,
		    const struct refs_holder *holder,
		    const struct symbols *symbols);

/** holder_put_socket() - append the name of a socket and what it is bound to */
void holder_put_socket(struct buf *to, const struct model *model,
		       uint64_t inode, const struct symbols *symbols);

/** holder_put_process() - append "PID COMM" of a first line */
void holder_put_process(struct buf *to, const struct doc_head *head,
			const struct symbols *symbols);

#endif
