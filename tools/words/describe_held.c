// SPDX-License-Identifier: GPL-2.0-only
/* What is said of anonymous files, watches, locks and signals. */
#include <stdlib.h>

#include "words/describe_facts.h"

/* Details that a drawing leaves to the text; NULL stands for any value. */
static const struct {
	const char *key;
	const char *value;
} silent_details[] = {
	{ "api", NULL },
	{ "event-flags", NULL },
	{ "flags", NULL },
	{ "id", NULL },
	{ "interval", "0.000000000" },
	{ "pty", NULL },
	{ "semaphore", "0" },
	{ "ticks", "0" },
};

static bool is_silent(const struct doc_detail *detail)
{
	for (size_t i = 0;
	     i < sizeof(silent_details) / sizeof(*silent_details); i++)
		if (!strcmp(detail->key, silent_details[i].key) &&
		    (!silent_details[i].value ||
		     !strcmp(detail->value, silent_details[i].value)))
			return strcmp(detail->value, "gone") &&
			       strcmp(detail->value, "busy");
	return false;
}

/* Number of the open file that an edge leads to. */
static size_t file_label(const struct model *model, size_t edge)
{
	return model->files[model->edges[edge].to.at].label;
}

/* The open file that an edge leads to. */
static void add_other(struct phrases *to, const struct model *model,
		      size_t edge)
{
	phrase_word(to, STYLE_LABEL, "F%zu", file_label(model, edge));
	phrase_names(to, SORT_FILE, model->edges[edge].to.at);
}

/* What the table that an edge leads to is known by. */
static const char *table_name(const struct model *model, size_t edge)
{
	size_t table = model->edges[edge].to.at;

	return model->tables[table].docs[0]->head.pid;
}

/* Why there are no details of a file, or not all. */
static const struct {
	const char *key;
	const char *value;
	const char *words;
} detail_states[] = {
	{ "state", "busy", "busy: not asked for more" },
	{ "state", "gone", "closed before it was asked for more" },
	{ "more", "yes", "and more than is listed" },
};

static bool describe_state(struct phrases *to, const struct doc_detail *detail)
{
	size_t n = sizeof(detail_states) / sizeof(*detail_states);
	size_t first = to->n;

	for (size_t i = 0; i < n; i++) {
		if (strcmp(detail->key, detail_states[i].key) ||
		    strcmp(detail->value, detail_states[i].value))
			continue;
		phrase_words(to, STYLE_ALERT, "%s",
			     phrase_usual(to, detail_states[i].words));
		to->phrase[first].new_line = true;
		return true;
	}
	return false;
}

/* Two rows of a table that was copied in chunks may be of one open file. */
static bool describe_perhaps(struct phrases *to, const struct model *model,
			     const struct model_fact *fact)
{
	const struct doc_detail *detail = fact->row;
	size_t first = to->n;
	uint64_t id;

	if (!detail_other(detail, &id))
		return false;
	phrase_words(to, STYLE_ALERT, "perhaps the same open file as");
	if (fact->edge != IDMAP_NONE)
		add_other(to, model, fact->edge);
	else
		phrase_word(to, STYLE_PLAIN, "%s", detail->value);
	to->phrase[first].new_line = true;
	return true;
}

void describe_detail(struct phrases *to, const struct model *model,
		     const struct model_fact *fact,
		     const struct symbols *symbols)
{
	const struct doc_detail *detail = fact->row;

	if (!is_silent(detail) && !describe_state(to, detail) &&
	    !describe_perhaps(to, model, fact))
		add_pair(to, STYLE_PLAIN, detail->key, detail->value, symbols);
}

/* Bits of epoll_event.events, linux/eventpoll.h; ERR and HUP are always set. */
static const struct {
	unsigned long bit;
	const char *word;
} epoll_events[] = {
	{ 0x1, "in" },
	{ 0x2, "pri" },
	{ 0x4, "out" },
	{ 0x2000, "rdhup" },
	{ 1ul << 28, "exclusive" },
	{ 1ul << 29, "wakeup" },
	{ 1ul << 30, "oneshot" },
	{ 1ul << 31, "edge" },
};

/* What is no mask is a word, and shown as it is. */
static void add_events(struct phrases *to, const char *events,
		       const struct symbols *symbols)
{
	unsigned long mask = strtoul(events, NULL, 16);

	if (events[strspn(events, "0123456789abcdef")]) {
		add_word(to, STYLE_PLAIN, events, symbols);
		return;
	}
	for (size_t i = 0; i < sizeof(epoll_events) / sizeof(*epoll_events);
	     i++)
		if (mask & epoll_events[i].bit)
			phrase_word(to, STYLE_PLAIN, "%s",
				    epoll_events[i].word);
}

void describe_epoll(struct phrases *to, const struct model *model,
		    const struct model_fact *fact,
		    const struct symbols *symbols)
{
	const struct doc_epoll *epoll = fact->row;
	size_t first = to->n;

	phrase_words(to, STYLE_PLAIN, "watches");
	if (fact->edge != IDMAP_NONE)
		add_other(to, model, fact->edge);
	else
		phrase_word(to, STYLE_PLAIN, "descriptor %s",
			    epoll->tfd ? epoll->tfd : "unknown");
	if (epoll->events)
		add_events(to, epoll->events, symbols);
	to->phrase[first].new_line = true;
}

void describe_watch(struct phrases *to, const struct model *model,
		    const struct model_fact *fact,
		    const struct symbols *symbols)
{
	const struct doc_watch *watch = fact->row;
	size_t first = to->n;

	(void)model;
	phrase_words(to, STYLE_PLAIN, "watches");
	if (watch->on)
		add_word(to, STYLE_PLAIN, watch->on, symbols);
	if (watch->dev)
		phrase_word(to, STYLE_FAINT, "dev %s", watch->dev);
	if (watch->ino)
		phrase_word(to, STYLE_FAINT, "%s %s",
			    watch->dev ? "ino" : "id", watch->ino);
	to->phrase[first].new_line = true;
}

/* How each kind of lock calls its modes, and who owns it. */
static const struct {
	const char *kind;
	const char *reader;
	const char *writer;
	bool by_table;
} lock_kinds[] = {
	{ "posix", "read", "write", true },
	{ "ofd", "read", "write", false },
	{ "flock", "shared", "exclusive", false },
	{ "lease", "read", "write", false },
	{ "deleg", "read", "write", false },
};

static void add_mode(struct phrases *to, const struct doc_lock *lock, size_t i)
{
	if (lock->mode && !strcmp(lock->mode, "r"))
		phrase_word(to, STYLE_PLAIN, "%s",
			    phrase_usual(to, lock_kinds[i].reader));
	else if (lock->mode && !strcmp(lock->mode, "w"))
		phrase_word(to, STYLE_PLAIN, "%s",
			    phrase_usual(to, lock_kinds[i].writer));
	else
		phrase_word(to, STYLE_PLAIN, "ending");
}

/* The whole file goes without saying. */
static void add_range(struct phrases *to, const struct doc_lock *lock,
		      const struct symbols *symbols)
{
	if (!lock->start || !lock->end ||
	    (!strcmp(lock->start, "0") && !strcmp(lock->end, "eof")))
		return;
	phrase_word(to, STYLE_PLAIN, "%s", lock->start);
	if (!strcmp(lock->start, lock->end))
		return;
	phrase_word(to, STYLE_PLAIN, "%s", symbols->dash);
	add_word(to, STYLE_PLAIN, lock->end, symbols);
	for (int i = 1; i <= 2; i++)
		to->phrase[to->n - i].gap = 0;
}

static void add_lock_owner(struct phrases *to, const struct model *model,
			   const struct model_fact *fact, bool by_table)
{
	const struct doc_lock *lock = fact->row;
	size_t first = to->n;

	if (fact->edge != IDMAP_NONE && !by_table)
		phrase_words(to, STYLE_LABEL, "by F%zu",
			     file_label(model, fact->edge));
	else if (fact->edge != IDMAP_NONE)
		phrase_words(to, STYLE_LABEL, "by process %s",
			     table_name(model, fact->edge));
	if (fact->edge != IDMAP_NONE)
		phrase_names(to, model->edges[fact->edge].to.sort,
			     model->edges[fact->edge].to.at);
	else if (by_table && lock->pid)
		phrase_words(to, STYLE_PLAIN, "by process %s", lock->pid);
	else
		phrase_words(to, STYLE_PLAIN, "by another %s",
			     by_table ? "process" : "open file");
	to->phrase[first].gap = 1;
}

void describe_lock(struct phrases *to, const struct model *model,
		   const struct model_fact *fact,
		   const struct symbols *symbols)
{
	const struct doc_lock *lock = fact->row;
	size_t first = to->n;

	if (!strcmp(lock->kind, "more"))
		phrase_words(to, STYLE_ALERT, "more locks than are listed");
	else if (!strcmp(lock->kind, "busy"))
		phrase_words(to, STYLE_ALERT, "locks busy");
	else
		add_escaped(to, STYLE_NAME, lock->kind, symbols);
	for (size_t i = 0; i < sizeof(lock_kinds) / sizeof(*lock_kinds); i++) {
		if (strcmp(lock->kind, lock_kinds[i].kind))
			continue;
		add_mode(to, lock, i);
		add_range(to, lock, symbols);
		add_lock_owner(to, model, fact, lock_kinds[i].by_table);
	}
	if (lock->waited && !strcmp(lock->waited, "yes"))
		phrase_words(to, STYLE_ALERT, "somebody waits");
	to->phrase[first].new_line = true;
}

/* Whom F_SETOWN and F_SETOWN_EX name; fcntl(2). */
static const struct {
	const char *type;
	const char *words;
} owner_types[] = {
	{ "tid", "thread" },
	{ "pid", "process" },
	{ "pgrp", "process group" },
};

void describe_owner(struct phrases *to, const struct model *model,
		    const struct model_fact *fact,
		    const struct symbols *symbols)
{
	const struct doc_owner *owner = fact->row;
	const char *words = "process";

	(void)model;
	(void)symbols;
	if (same_word(owner->pid, "busy")) {
		phrase_words(to, STYLE_ALERT, "owner busy");
		return;
	}
	for (size_t i = 0; i < sizeof(owner_types) / sizeof(*owner_types); i++)
		if (same_word(owner->type, owner_types[i].type))
			words = owner_types[i].words;
	if (owner->signal && strcmp(owner->signal, "0"))
		phrase_words(to, STYLE_PLAIN, "signal %s", owner->signal);
	else
		phrase_words(to, STYLE_PLAIN, "SIGIO");
	phrase_word(to, STYLE_PLAIN, "to");
	phrase_word(to, STYLE_PLAIN, "%s", phrase_usual(to, words));
	if (same_word(owner->pid, "gone"))
		phrase_word(to, STYLE_ALERT, "%s", "(gone)");
	else
		phrase_word(to, STYLE_PLAIN, "%s", owner->pid ? owner->pid :
							      "unknown");
}
