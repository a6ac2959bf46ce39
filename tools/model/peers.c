// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who is at the other end of a socket. Of unix sockets the text says it. The
 * ends of an internet connection have each other's addresses; they are known in
 * one network namespace, as in several the same addresses may mean others.
 */
#include "base/buf.h"
#include "model/parts.h"

/* "[::ffff:A.B.C.D]:P", IPv4 in an IPv6 socket: RFC 4291, 2.5.5.2 */
#define MAPPED "[::ffff:"

/* FNV-1a, 64 bits; who is found by it is compared as well. */
#define FNV_BASIS 0xcbf29ce484222325u
#define FNV_PRIME 0x100000001b3u

static uint64_t hash_add(uint64_t hash, const char *word)
{
	for (; word && *word; word++)
		hash = (hash ^ (unsigned char)*word) * FNV_PRIME;
	return hash * FNV_PRIME;
}

/* "A.B.C.D:P" of a mapped address, so that both ends write it alike. */
static const char *plain_address(const char *address, struct buf *to)
{
	size_t len;

	if (strncmp(address, MAPPED, strlen(MAPPED)))
		return address;
	address += strlen(MAPPED);
	len = strcspn(address, "]");
	buf_clear(to);
	buf_add(to, address, len);
	buf_puts(to, address + len + (address[len] == ']'));
	return to->data;
}

static bool same_address(const char *a, const char *b)
{
	struct buf x = { 0 }, y = { 0 };
	bool same = !strcmp(plain_address(a, &x), plain_address(b, &y));

	buf_free(&x);
	buf_free(&y);
	return same;
}

static uint64_t hash_ends(const struct doc_socket *socket, const char *from,
			  const char *to)
{
	struct buf plain = { 0 };
	uint64_t hash = FNV_BASIS;

	hash = hash_add(hash, socket->netns);
	hash = hash_add(hash, socket->proto);
	hash = hash_add(hash, plain_address(from, &plain));
	hash = hash_add(hash, plain_address(to, &plain));
	buf_free(&plain);
	return hash;
}

static bool has_ends(const struct doc_socket *socket)
{
	return socket && socket->netns && socket->family && socket->proto &&
	       !strncmp(socket->family, "inet", 4) && socket->local &&
	       socket->remote;
}

static bool are_ends(const struct doc_socket *a, const struct doc_socket *b)
{
	return same_word(a->netns, b->netns) && same_word(a->proto, b->proto) &&
	       same_address(a->local, b->remote) &&
	       same_address(a->remote, b->local);
}

static void find_inet(struct model *model)
{
	struct idmap ends = { 0 };

	for (size_t i = 0; i < model->n_inodes; i++) {
		const struct doc_socket *socket = model->inodes[i].socket;

		if (has_ends(socket))
			idmap_add(&ends, hash_ends(socket, socket->local,
						   socket->remote), i);
	}
	for (size_t i = 0; i < model->n_inodes; i++) {
		const struct doc_socket *socket = model->inodes[i].socket;
		size_t peer;

		if (!has_ends(socket))
			continue;
		peer = idmap_get(&ends, hash_ends(socket, socket->remote,
						  socket->local));
		if (peer != IDMAP_NONE &&
		    are_ends(socket, model->inodes[peer].socket))
			model->inodes[i].peer = peer;
	}
	idmap_free(&ends);
}

/* The sockets that wait to be accepted, each mapped to where it does. */
static void map_embryos(const struct model *model, struct idmap *embryos)
{
	for (size_t i = 0; i < model->n_queues; i++) {
		const struct model_queue *queue = &model->queues[i];
		size_t at = idmap_get(&model->inode_ids, queue->socket);

		for (size_t j = queue->first; j != IDMAP_NONE;
		     j = model->queued[j].next)
			if (at != IDMAP_NONE && model->queued[j].row->embryo)
				idmap_add(embryos,
					  model->queued[j].row->embryo, at);
	}
}

static void find_unix(struct model *model)
{
	struct idmap embryos = { 0 };

	map_embryos(model, &embryos);
	for (size_t i = 0; i < model->n_inodes; i++) {
		struct model_inode *inode = &model->inodes[i];

		if (!inode->socket || !inode->socket->peer.id)
			continue;
		inode->peer = idmap_get(&model->inode_ids,
					inode->socket->peer.id);
		inode->listener = idmap_get(&embryos, inode->socket->peer.id);
	}
	idmap_free(&embryos);
}

void peers_find(struct model *model)
{
	const char *netns = NULL;

	for (size_t i = 0; i < model->n_inodes; i++) {
		struct model_inode *inode = &model->inodes[i];
		size_t fact = inode->facts.n ? inode->facts.first : IDMAP_NONE;

		for (; fact != IDMAP_NONE; fact = model->facts[fact].next)
			if (model->facts[fact].table == DOC_SOCKETS)
				inode->socket = model->facts[fact].row;
		if (!inode->socket || !inode->socket->netns)
			continue;
		model->many_netns |= netns &&
				     strcmp(netns, inode->socket->netns);
		netns = inode->socket->netns;
	}
	find_unix(model);
	find_inet(model);
}
