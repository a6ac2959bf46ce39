// SPDX-License-Identifier: GPL-2.0-only
#include "base/escape.h"
#include "words/holders.h"

/* Who shares a table is named up to here, then counted. */
#define NAMED 8

void holder_put_fds(struct buf *to, const struct refs *refs,
		    const struct refs_holder *holder,
		    const struct symbols *symbols)
{
	const struct model_fd *fds = refs->model->fds;

	for (size_t i = holder->first_fd, end; i != IDMAP_NONE; i = end) {
		size_t last = i;

		for (end = refs->next_fd[i];
		     end != IDMAP_NONE && fds[end].row->fd ==
						  fds[last].row->fd + 1;
		     end = refs->next_fd[end])
			last = end;
		buf_printf(to, "%s%u", i == holder->first_fd ? "" : ",",
			   fds[i].row->fd);
		if (last != i)
			buf_printf(to, "%s%u", symbols->dash,
				   fds[last].row->fd);
	}
}

static void put_task(struct buf *to, const char *pid, const char *comm,
		     const struct symbols *symbols)
{
	buf_puts(to, pid);
	if (!comm)
		return;
	buf_puts(to, " ");
	escape_show(to, comm, symbols->ascii);
}

void holder_put_process(struct buf *to, const struct doc_head *head,
			const struct symbols *symbols)
{
	put_task(to, head->pid, head->comm, symbols);
}

void holder_put_socket(struct buf *to, const struct model *model,
		       uint64_t inode, const struct symbols *symbols)
{
	size_t i = idmap_get(&model->inode_ids, inode);
	const struct doc_socket *socket;

	if (i == IDMAP_NONE) {
		buf_puts(to, "a socket");
		return;
	}
	socket = model->inodes[i].socket;
	buf_printf(to, "socket:[%s]", model->inodes[i].row->ino ?
					      model->inodes[i].row->ino : "?");
	if (!socket || !socket->local)
		return;
	buf_puts(to, " ");
	escape_show(to, socket->local, symbols->ascii);
}

/* One more of those who share; the first few are named. */
static void put_sharer(struct buf *to, size_t *n, const char *pid,
		       const char *comm, const struct symbols *symbols)
{
	if ((*n)++ >= NAMED)
		return;
	buf_puts(to, *n == 1 ? "shared with " : ", ");
	put_task(to, pid, comm, symbols);
}

static void put_counts(struct buf *to, size_t n, size_t threads)
{
	if (n > NAMED)
		buf_printf(to, " and %zu more", n - NAMED);
	if (threads)
		buf_printf(to, "%s %zu thread%s", n ? " and" : "shared by",
			   threads + !n, threads + !n > 1 ? "s" : "");
}

/* [tasks] names threads too, which have no documents of their own. */
static void put_tasks(struct buf *to, const struct doc *doc,
		      const struct symbols *symbols)
{
	const struct doc_task *tasks = DOC_ROWS(doc, TASKS, doc_task);
	size_t n = 0, threads = 0;

	for (size_t i = 0; i < DOC_N(doc, TASKS); i++) {
		if (!strcmp(tasks[i].tid, doc->head.pid))
			continue;
		if (same_word(tasks[i].tid, tasks[i].tgid))
			put_sharer(to, &n, tasks[i].tid, tasks[i].comm,
				   symbols);
		else
			threads++;
	}
	put_counts(to, n, threads);
}

static void put_docs(struct buf *to, const struct doc *const *docs, size_t n,
		     const struct symbols *symbols)
{
	size_t sharers = 0;

	for (size_t i = 1; i < n; i++)
		if (strcmp(docs[i]->head.pid, docs[0]->head.pid))
			put_sharer(to, &sharers, docs[i]->head.pid,
				   docs[i]->head.comm, symbols);
	put_counts(to, sharers, 0);
}

static void describe_table(struct holder_words *words, const struct refs *refs,
			   const struct refs_holder *holder,
			   const struct symbols *symbols)
{
	const struct model_table *table = &refs->model->tables[holder->at];

	words->pid = table->docs[0]->head.pid;
	words->comm = table->docs[0]->head.comm;
	holder_put_fds(&words->fds, refs, holder, symbols);
	if (table->docs[0] == refs->model->own)
		buf_puts(&words->more, "fdmap itself");
	else if (DOC_N(table->docs[0], TASKS))
		put_tasks(&words->more, table->docs[0], symbols);
	else
		put_docs(&words->more, table->docs, table->n_docs, symbols);
}

static void describe_mm(struct holder_words *words, const struct refs *refs,
			const struct refs_holder *holder,
			const struct symbols *symbols)
{
	const struct refs_mm *mm = &refs->mms[holder->at];

	words->pid = mm->docs[0]->head.pid;
	words->comm = mm->docs[0]->head.comm;
	put_docs(&words->more, mm->docs, mm->n_docs, symbols);
}

/* The first process that can take the file out of the queue. */
static void describe_carrier(struct holder_words *words,
			     const struct refs *refs, size_t inode,
			     const struct symbols *symbols)
{
	size_t others = 0;

	for (size_t file = refs->inode_file[inode]; file != IDMAP_NONE;
	     file = refs->files[file].next_of_inode) {
		for (size_t i = refs->files[file].first; i != IDMAP_NONE;
		     i = refs->holders[i].next) {
			const struct refs_holder *holder = &refs->holders[i];
			const struct doc *doc;

			if (holder->hold != HOLD_DESCRIPTOR || others++)
				continue;
			doc = refs->model->tables[holder->at].docs[0];
			words->pid = doc->head.pid;
			words->comm = doc->head.comm;
			holder_put_fds(&words->fds, refs, holder, symbols);
		}
	}
	if (!others)
		buf_puts(&words->more, "itself in flight");
	else if (others > 1)
		buf_printf(&words->more, "and of %zu more tables", others - 1);
}

static void describe_queue(struct holder_words *words, const struct refs *refs,
			   const struct refs_holder *holder,
			   const struct symbols *symbols)
{
	const struct model *model = refs->model;
	const struct model_queued *queued = &model->queued[holder->at];
	size_t inode = model->queues[queued->queue].inode;

	if (queued->row->embryo)
		buf_puts(&words->in, "a connection to ");
	holder_put_socket(&words->in, model, queued->row->socket.id, symbols);
	if (inode != IDMAP_NONE)
		describe_carrier(words, refs, inode, symbols);
}

typedef void holder_describer(struct holder_words *words,
			      const struct refs *refs,
			      const struct refs_holder *holder,
			      const struct symbols *symbols);

void holder_describe(struct holder_words *words, const struct refs *refs,
		     const struct refs_holder *holder,
		     const struct symbols *symbols)
{
	static holder_describer *const describers[HOLDS] = {
		[HOLD_DESCRIPTOR] = describe_table,
		[HOLD_MAPPING] = describe_mm,
		[HOLD_EXECUTABLE] = describe_mm,
		[HOLD_INFLIGHT] = describe_queue,
	};

	words->pid = words->comm = "-";
	buf_clear(&words->fds);
	buf_clear(&words->in);
	buf_clear(&words->more);
	describers[holder->hold](words, refs, holder, symbols);
}

void holder_words_free(struct holder_words *words)
{
	buf_free(&words->fds);
	buf_free(&words->in);
	buf_free(&words->more);
}
