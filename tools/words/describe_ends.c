// SPDX-License-Identifier: GPL-2.0-only
/* What is said of pipes and sockets. */
#include <ctype.h>

#include "base/escape.h"
#include "words/describe_facts.h"

static void add_count(struct phrases *to, enum style style, const char *what,
		      const char *value)
{
	if (value)
		phrase_add(to, style, "%s %s", phrase_usual(to, what), value);
}

static bool is_zero(const char *value)
{
	return !value || !strcmp(value, "0");
}

/* Where one side has gone for good, that is why the other one sees it. */
void describe_pipe(struct phrases *to, const struct model *model,
		   const struct model_fact *fact,
		   const struct symbols *symbols)
{
	const struct doc_pipe *pipe = fact->row;

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

/* Protocols that go without saying that they are of this type. */
static const struct {
	const char *proto;
	const char *type;
} usual_types[] = {
	{ "tcp", "stream" },
	{ "mptcp", "stream" },
	{ "udp", "dgram" },
	{ "udplite", "dgram" },
};

static bool is_usual(const struct doc_socket *socket)
{
	for (size_t i = 0; i < sizeof(usual_types) / sizeof(*usual_types); i++)
		if (same_word(socket->proto, usual_types[i].proto))
			return same_word(socket->type, usual_types[i].type);
	return false;
}

/* "inet tcp", "inet raw tcp", "unix stream", "packet raw 0x0003" */
static void add_protocol(struct phrases *to, const struct doc_socket *socket,
			 const struct symbols *symbols)
{
	if (socket->family)
		add_escaped(to, STYLE_PLAIN, socket->family, symbols);
	if (socket->type && !is_usual(socket))
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
	size_t other = inode->peer != IDMAP_NONE ? inode->peer :
						   inode->listener;

	if (inode->peer == i)
		phrase_words(to, STYLE_LABEL, "%s itself", symbols->both);
	else if (inode->peer != IDMAP_NONE)
		phrase_add(to, STYLE_LABEL, "%s I%zu", symbols->both,
			   model->inodes[inode->peer].label);
	else if (inode->listener != IDMAP_NONE)
		phrase_words(to, STYLE_LABEL, "%s waits at I%zu",
			     symbols->both,
			     model->inodes[inode->listener].label);
	else if (socket->peer.gone)
		phrase_add(to, STYLE_ALERT, "peer gone");
	else if (socket->peer.busy)
		phrase_add(to, STYLE_ALERT, "peer busy");
	else if (socket->peer.id)
		phrase_words(to, STYLE_PLAIN, "%s not drawn", symbols->both);
	if (other != IDMAP_NONE && other != i)
		phrase_names(to, SORT_INODE, other);
}

/*
 * What stands after an address is a port only where the protocol has ports: raw
 * sockets have their protocol there, and those of ping(8) an id.
 */
enum suffix {
	SUFFIX_PORT,
	SUFFIX_PROTOCOL,
	SUFFIX_ID
};

static enum suffix suffix_of(const struct doc_socket *socket)
{
	if (!socket->family || strncmp(socket->family, "inet", 4))
		return SUFFIX_PORT;
	if (same_word(socket->type, "raw"))
		return SUFFIX_PROTOCOL;
	if (same_word(socket->proto, "icmp") ||
	    same_word(socket->proto, "icmpv6"))
		return SUFFIX_ID;
	return SUFFIX_PORT;
}

/* An address in one piece with the arrow that leads to it. */
static void add_address(struct phrases *to, const char *arrow,
			const char *address, enum suffix suffix,
			const struct symbols *symbols)
{
	const char *colon = strrchr(address, ':');
	struct buf *text = phrase_begin(to, STYLE_NAME);
	struct buf shown = { 0 };

	if (arrow)
		buf_printf(text, "%s ", arrow);
	buf_puts(&shown, address);
	if (suffix != SUFFIX_PORT && colon && colon > address) {
		shown.len = colon - address;
		shown.data[shown.len] = '\0';
	}
	escape_show(text, shown.data, symbols->ascii);
	phrase_end(to);
	to->phrase[to->n - 1].may_cut = true;
	to->phrase[to->n - 1].gap = arrow ? 1 : PHRASE_GAP;
	if (suffix == SUFFIX_ID && colon && strcmp(colon, ":0"))
		add_pair(to, STYLE_PLAIN, "id", colon + 1, symbols);
	buf_free(&shown);
}

static void add_addresses(struct phrases *to, const struct doc_socket *socket,
			  const struct symbols *symbols)
{
	enum suffix suffix = suffix_of(socket);
	size_t first = to->n;

	if (socket->local && same_word(socket->family, "packet"))
		add_pair(to, STYLE_PLAIN, "interface", socket->local, symbols);
	else if (socket->local)
		add_address(to, NULL, socket->local, suffix, symbols);
	if (socket->remote)
		add_address(to, symbols->refer, socket->remote, suffix,
			    symbols);
	if (to->n > first)
		to->phrase[first].new_line = true;
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
		     const struct model_fact *fact,
		     const struct symbols *symbols)
{
	const struct doc_socket *socket = fact->row;

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
