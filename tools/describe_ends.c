// SPDX-License-Identifier: GPL-2.0-only
/* What is said of pipes and sockets. */
#include <ctype.h>

#include "describe_facts.h"

static void add_count(struct phrases *to, enum style style, const char *what,
		      const char *value)
{
	if (value)
		phrase_add(to, style, "%s %s", what, value);
}

static bool is_zero(const char *value)
{
	return !value || !strcmp(value, "0");
}

/* Where one side has gone for good, that is why the other one sees it. */
void describe_pipe(struct phrases *to, const struct model *model,
		   const void *row, const struct symbols *symbols)
{
	const struct doc_pipe *pipe = row;

	(void)model;
	add_count(to, is_zero(pipe->readers) ? STYLE_ALERT : STYLE_PLAIN,
		  "readers", pipe->readers);
	add_count(to, is_zero(pipe->writers) ? STYLE_ALERT : STYLE_PLAIN,
		  "writers", pipe->writers);
	if (pipe->bytes)
		add_pair(to, STYLE_PLAIN, "bytes", pipe->bytes, symbols);
	if (!is_zero(pipe->used) && pipe->slots)
		phrase_add(to, STYLE_PLAIN, "slots %s of %s", pipe->used,
			   pipe->slots);
}

/* "inet tcp", "unix stream", "packet raw 0x0003" */
static void add_protocol(struct phrases *to, const struct doc_socket *socket,
			 const struct symbols *symbols)
{
	bool named = socket->proto && isalpha((unsigned char)*socket->proto);

	if (socket->family)
		add_escaped(to, STYLE_PLAIN, socket->family, symbols);
	if (socket->type && !named)
		add_word(to, STYLE_PLAIN, socket->type, symbols);
	if (socket->proto)
		add_word(to, STYLE_PLAIN, socket->proto, symbols);
}

/* Both ends in the drawing are known by each other's label. */
static void add_peer(struct phrases *to, const struct model *model,
		     const struct doc_socket *socket,
		     const struct symbols *symbols)
{
	size_t i = idmap_get(&model->inode_ids, socket->inode.id);
	const struct model_inode *inode = &model->inodes[i];

	if (inode->peer == i)
		phrase_words(to, STYLE_LABEL, "%s itself", symbols->both);
	else if (inode->peer != IDMAP_NONE)
		phrase_add(to, STYLE_LABEL, "%s I%zu", symbols->both,
			   inode->peer + 1);
	else if (inode->listener != IDMAP_NONE)
		phrase_words(to, STYLE_LABEL, "%s waits at I%zu",
			     symbols->both, inode->listener + 1);
	else if (socket->peer.gone)
		phrase_add(to, STYLE_ALERT, "peer gone");
	else if (socket->peer.busy)
		phrase_add(to, STYLE_ALERT, "peer busy");
	else if (socket->peer.id)
		phrase_words(to, STYLE_PLAIN, "%s not drawn", symbols->both);
}

static void add_addresses(struct phrases *to, const struct doc_socket *socket,
			  const struct symbols *symbols)
{
	size_t first = to->n;

	if (socket->local)
		add_escaped(to, STYLE_NAME, socket->local, symbols);
	if (socket->remote) {
		phrase_add(to, STYLE_PLAIN, "%s", symbols->refer);
		add_word(to, STYLE_NAME, socket->remote, symbols);
	}
	if (to->n > first)
		to->phrase[first].new_line = true;
	if (socket->local && socket->remote && to->n > first + 1)
		to->phrase[first + 1].gap = 1;
}

static void add_backlog(struct phrases *to, const char *backlog)
{
	const char *colon = strchr(backlog, ':');

	if (colon)
		phrase_add(to, STYLE_PLAIN, "backlog %.*s of %s",
			   (int)(colon - backlog), backlog, colon + 1);
}

/* Bytes and files that are under way, and directions that are shut. */
static void add_traffic(struct phrases *to, const struct doc_socket *socket,
			const struct symbols *symbols)
{
	if (socket->shut)
		add_pair(to, STYLE_ALERT, "shut", socket->shut, symbols);
	if (same_word(socket->recvq, "more"))
		phrase_words(to, STYLE_PLAIN, "recv-q too long to count");
	else if (!is_zero(socket->recvq))
		add_count(to, STYLE_PLAIN, "recv-q", socket->recvq);
	if (!is_zero(socket->sendq))
		add_count(to, STYLE_PLAIN, "send-q", socket->sendq);
	if (!is_zero(socket->fds))
		phrase_words(to, STYLE_ALERT, "carries %s file%s", socket->fds,
			     strcmp(socket->fds, "1") ? "s" : "");
}

void describe_socket(struct phrases *to, const struct model *model,
		     const void *row, const struct symbols *symbols)
{
	const struct doc_socket *socket = row;

	add_protocol(to, socket, symbols);
	if (socket->state && isdigit((unsigned char)*socket->state))
		add_pair(to, STYLE_PLAIN, "state", socket->state, symbols);
	else if (socket->state)
		add_escaped(to, STYLE_PLAIN, socket->state, symbols);
	add_peer(to, model, socket, symbols);
	if (socket->backlog)
		add_backlog(to, socket->backlog);
	add_traffic(to, socket, symbols);
	if (model->many_netns)
		add_count(to, STYLE_FAINT, "netns", socket->netns);
	add_addresses(to, socket, symbols);
}
