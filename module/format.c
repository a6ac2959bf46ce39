// SPDX-License-Identifier: GPL-2.0-only
/*
 * Snapshot to text. Knows no task and takes no lock.
 *
 * A document is addressed by line, so that a reader may begin anywhere: line 0
 * is the first line, then each table that has rows has one line for its name
 * and header row and one for each row. The blank lines that end things go with
 * the line before them.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/string.h>

#include "escape.h"
#include "format.h"
#include "ident.h"
#include "snapshot.h"

/* Between columns. */
#define FDMAP_GAP	2

static const char * const fdmap_copy_words[] = {
	[FDMAP_COPY_NONE] = "none",
	[FDMAP_COPY_WHOLE] = "whole",
	[FDMAP_COPY_CHUNKED] = "chunked",
	[FDMAP_COPY_TORN] = "torn",
	[FDMAP_COPY_ERROR] = "error",
};

/* Take the widths of the values of a row into account. */
static void fdmap_format_measure(const struct fdmap_layout *layout,
				 size_t *widths, const void *row)
{
	unsigned int i;

	for (i = 0; i + 1 < layout->nr_columns; i++) {
		const struct fdmap_column *column = &layout->columns[i];

		widths[i] = max(widths[i],
				column->type->width(row + column->offset));
	}
}

static void fdmap_format_init_table(struct fdmap_format *format, unsigned int t)
{
	const struct fdmap_layout *layout = &fdmap_layouts[t];
	const struct fdmap_vec *rows = fdmap_snapshot_rows(format->snap, t);
	size_t *widths = format->widths[t];
	size_t i;

	for (i = 0; i < layout->nr_columns; i++)
		widths[i] = strlen(layout->columns[i].name);
	for (i = 0; i < rows->nr; i++) {
		fdmap_format_measure(layout, widths, fdmap_vec_at(rows, i));
		cond_resched();
	}
}

/**
 * fdmap_format_init() - prepare a document
 * @format:	document
 * @snap:	what it says; it stays unchanged while @format is in use
 *
 * Context: may sleep.
 */
void fdmap_format_init(struct fdmap_format *format,
		       const struct fdmap_snapshot *snap)
{
	unsigned int t;

	format->snap = snap;
	for (t = 0; t < FDMAP_NR_TABLES; t++)
		fdmap_format_init_table(format, t);
}

/* Lines of a table: none, or its head and its rows. */
static u64 fdmap_format_table_lines(const struct fdmap_format *format,
				    unsigned int t)
{
	size_t nr = fdmap_snapshot_rows(format->snap, t)->nr;

	return nr ? 1 + (u64)nr : 0;
}

/**
 * fdmap_format_lines() - how many lines fdmap_format_put() knows
 * @format:	document
 *
 * Context: any.
 */
u64 fdmap_format_lines(const struct fdmap_format *format)
{
	u64 lines = 1;
	unsigned int t;

	for (t = 0; t < FDMAP_NR_TABLES; t++)
		lines += fdmap_format_table_lines(format, t);
	return lines;
}

/* What the copying of one process can fail with, and go on with the next. */
static const char *fdmap_format_error(int err)
{
	return err == -ENOMEM ? "ENOMEM" : "-";
}

static void fdmap_format_put_first(const struct fdmap_snapshot *snap,
				   struct seq_file *m)
{
	seq_printf(m, "fdmap 1 pid %d tgid %d comm ", snap->pid, snap->tgid);
	fdmap_escape_put(m, snap->comm, 0);
	seq_printf(m, " snapshot %s", fdmap_copy_words[snap->copy]);
	if (snap->via)
		seq_printf(m, " via %d", snap->via);
	if (snap->copy == FDMAP_COPY_ERROR)
		seq_printf(m, " error %s", fdmap_format_error(snap->error));
	if (fdmap_ident_is_address())
		seq_puts(m, " ids addresses");
	seq_puts(m, "\n\n");
}

static void fdmap_format_put_head(const struct fdmap_layout *layout,
				  const size_t *widths, struct seq_file *m)
{
	unsigned int last = layout->nr_columns - 1;
	unsigned int i;

	seq_printf(m, "[%s]\n", layout->name);
	for (i = 0; i < last; i++) {
		seq_setwidth(m, widths[i] + FDMAP_GAP);
		seq_puts(m, layout->columns[i].name);
		seq_pad(m, 0);
	}
	seq_puts(m, layout->columns[last].name);
	seq_putc(m, '\n');
}

static void fdmap_format_put_row(const struct fdmap_layout *layout,
				 const size_t *widths, struct seq_file *m,
				 const void *row)
{
	const struct fdmap_column *column = layout->columns;
	const struct fdmap_column *last = column + layout->nr_columns - 1;

	for (; column < last; column++, widths++) {
		seq_setwidth(m, *widths + FDMAP_GAP);
		column->type->put(m, row + column->offset);
		/* Whatever happens, columns do not touch. */
		seq_pad(m, m->count < m->pad_until ? 0 : ' ');
	}
	column->type->put(m, row + column->offset);
	seq_putc(m, '\n');
}

static void fdmap_format_put_table(const struct fdmap_format *format,
				   struct seq_file *m, unsigned int t, u64 line)
{
	const struct fdmap_layout *layout = &fdmap_layouts[t];
	const struct fdmap_vec *rows = fdmap_snapshot_rows(format->snap, t);

	if (!line) {
		fdmap_format_put_head(layout, format->widths[t], m);
		return;
	}
	fdmap_format_put_row(layout, format->widths[t], m,
			     fdmap_vec_at(rows, line - 1));
	if (line == rows->nr)
		seq_putc(m, '\n');
}

/**
 * fdmap_format_put() - write one line of a document
 * @format:	document
 * @m:		where to; if it overflows the line is to be written again
 * @line:	which one, below fdmap_format_lines()
 *
 * Context: that of @m.
 */
void fdmap_format_put(const struct fdmap_format *format, struct seq_file *m,
		      u64 line)
{
	unsigned int t;

	if (!line) {
		fdmap_format_put_first(format->snap, m);
		return;
	}
	line--;
	for (t = 0; t < FDMAP_NR_TABLES; t++) {
		u64 lines = fdmap_format_table_lines(format, t);

		if (line < lines) {
			fdmap_format_put_table(format, m, t, line);
			return;
		}
		line -= lines;
	}
}
