// SPDX-License-Identifier: GPL-2.0-only
#include "model/parts.h"
#include "render/accounts/unexplained.h"
#include "words/holders.h"

/* Lines of each reason; of the others there is the number. */
#define SHOWN 8

/* What the rows of [inflight] say that list no file. */
static const struct {
	const char *state;
	const char *words;
} gaps[] = {
	{ "busy", "which was busy" },
	{ "more", "which holds more than are listed" },
	{ "deep", "which was nested too deeply" },
	{ "private", "which this kernel does not let fdmap list" },
};

/* What the rows of [maps] say that list no file. */
static const struct {
	const char *as;
	const char *words;
} map_gaps[] = {
	{ "busy", "was busy" },
	{ "torn", "was changed by exec or exit" },
	{ "more", "has more mappings than are listed" },
};

static const struct {
	const char *snapshot;
	const char *words;
} snapshots[] = {
	{ "error", "could not be read" },
	{ "chunked", "was not copied at one instant" },
	{ "torn", "was copied in part" },
};

/** struct listing - the lines about one reason */
struct listing {
	struct cells *row;
	size_t n;
};

/* What a line may say, unless there are enough of them; NULL then. */
static struct buf *begin(struct listing *list, struct buf *line)
{
	if (list->n++ >= SHOWN)
		return NULL;
	buf_clear(line);
	return line;
}

static void put_line(struct cells *row, const char *line)
{
	cells_blanks(row, 2);
	cells_text(row, STYLE_PLAIN, line);
	cells_print(row);
}

static void end(struct listing *list, struct buf *line, const char *what)
{
	if (list->n > SHOWN) {
		buf_clear(line);
		buf_printf(line, "likewise %zu more %s", list->n - SHOWN, what);
		put_line(list->row, line->data);
	}
	buf_free(line);
}

static void put_queues(struct cells *row, const struct model *model)
{
	struct listing list = { .row = row };
	struct buf line = { 0 };

	for (size_t i = 0; i < model->n_queues; i++) {
		const struct model_queue *queue = &model->queues[i];
		const char *state = NULL;
		const char *words = "which could not be listed";

		for (size_t j = queue->first; j != IDMAP_NONE;
		     j = model->queued[j].next)
			if (queued_is_gap(model->queued[j].row))
				state = model->queued[j].row->state;
		if (!state || !begin(&list, &line))
			continue;
		for (size_t j = 0; j < sizeof(gaps) / sizeof(*gaps); j++)
			if (!strcmp(gaps[j].state, state))
				words = gaps[j].words;
		buf_puts(&line, "in flight in the queue of ");
		holder_put_socket(&line, model, queue->socket,
				  row->term->symbols);
		buf_printf(&line, ", %s", words);
		put_line(row, line.data);
	}
	end(&list, &line, "queues");
}

static const char *map_gap(const struct doc_map *row)
{
	for (size_t i = 0; i < sizeof(map_gaps) / sizeof(*map_gaps); i++)
		if (!strcmp(map_gaps[i].as, row->as))
			return map_gaps[i].words;
	return "could not be listed";
}

static void put_mms(struct cells *row, const struct refs *refs)
{
	struct listing list = { .row = row };
	struct buf line = { 0 };

	for (size_t i = 0; i < refs->n_mms; i++) {
		const struct refs_mm *mm = &refs->mms[i];

		if (!mm->gap || !begin(&list, &line))
			continue;
		buf_puts(&line, "mapped by ");
		holder_put_process(&line, &mm->docs[0]->head,
				   row->term->symbols);
		buf_printf(&line, ", whose address space %s",
			   map_gap(mm->gap));
		put_line(row, line.data);
	}
	end(&list, &line, "address spaces");
}

static void put_tables(struct cells *row, const struct refs *refs)
{
	const struct model *model = refs->model;
	struct listing list = { .row = row };
	struct buf line = { 0 };

	for (size_t i = 0; i < model->n_tables; i++) {
		const struct doc_head *head = &model->tables[i].docs[0]->head;
		const char *words = NULL;

		for (size_t j = 0; j < sizeof(snapshots) / sizeof(*snapshots);
		     j++)
			if (same_word(head->snapshot, snapshots[j].snapshot))
				words = snapshots[j].words;
		if (!words || refs->old[i] || !begin(&list, &line))
			continue;
		buf_puts(&line, "descriptors of ");
		holder_put_process(&line, head, row->term->symbols);
		buf_printf(&line, ", whose table %s", words);
		put_line(row, line.data);
	}
	end(&list, &line, "tables");
}

void unexplained_print(struct cells *row, const struct refs *refs, bool saved)
{
	cells_text(row, STYLE_LABEL, "Unexplained references may be");
	cells_print(row);
	put_queues(row, refs->model);
	put_mms(row, refs);
	put_tables(row, refs);
	if (saved)
		put_line(row, "of processes that the text lacks");
	put_line(row, "of threads that have a table of their own");
	put_line(row, "of a system call under way, such as poll(2)");
	put_line(row, "of io_uring, a loop device, swap, or something else in "
		 "the kernel");
}
