// SPDX-License-Identifier: GPL-2.0-only
/* [pipes] */
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/pipe_fs_i.h>

#include "fops.h"
#include "kinds.h"
#include "snapshot.h"

/* Buffers whose bytes are added up; only root makes pipes that have more. */
#define FDMAP_MAX_BUFFERS	1024

/* Bytes in a pipe whose mutex is held. */
static void fdmap_pipe_sum(const struct pipe_inode_info *pipe,
			   struct fdmap_pipe *copy)
{
	unsigned int i;

	if (copy->used > FDMAP_MAX_BUFFERS) {
		copy->bytes.word = "more";
		return;
	}
	for (i = 0; i < copy->used; i++)
		copy->bytes.value += pipe->bufs[(pipe->tail + i) &
						(pipe->ring_size - 1)].len;
}

/*
 * Slots in use without the mutex. They are emptied after they were filled, so
 * the tail is read first; the head may have gone round meanwhile.
 */
static u32 fdmap_pipe_used(const struct pipe_inode_info *pipe, u32 slots)
{
	unsigned int tail = READ_ONCE(pipe->tail);

	smp_rmb();	/* a head that is no older than the tail */
	return min_t(u32, pipe_occupancy(READ_ONCE(pipe->head), tail), slots);
}

/* What is in a pipe: bytes only if they can be had without waiting. */
static void fdmap_pipe_fill_use(struct fdmap_pipe *copy,
				struct pipe_inode_info *pipe)
{
	copy->bytes = (struct fdmap_count){};
	if (!mutex_trylock(&pipe->mutex)) {	/* holds the buffers still */
		copy->used = fdmap_pipe_used(pipe, copy->slots);
		copy->bytes.word = "busy";
		return;
	}
	copy->used = pipe_occupancy(pipe->head, pipe->tail);
	fdmap_pipe_sum(pipe, copy);
	mutex_unlock(&pipe->mutex);
}

static void fdmap_pipe_fill(struct fdmap_pipe *copy,
			    struct pipe_inode_info *pipe)
{
	copy->readers = READ_ONCE(pipe->readers);
	copy->writers = READ_ONCE(pipe->writers);
	copy->slots = READ_ONCE(pipe->max_usage);
	fdmap_pipe_fill_use(copy, pipe);
}

/**
 * fdmap_pipe_copy() - copy a pipe
 * @snap:	snapshot
 * @file:	one of its ends, not opened with O_PATH: so there is an i_pipe
 * @row:	that file's row
 *
 * Return: false: no room.
 * Context: any but interrupts.
 */
bool fdmap_pipe_copy(struct fdmap_snapshot *snap, struct file *file,
		     const struct fdmap_file *row)
{
	const struct inode *inode = file_inode(file);
	struct fdmap_pipe *copy;

	if (!fdmap_fops_are(file->f_op,
			    FDMAP_FOPS_PIPEFIFO | FDMAP_FOPS_PIPEANON))
		return true;
	copy = fdmap_snapshot_find(snap, FDMAP_PIPES, inode);
	if (copy && copy->inode == row->inode)
		return true;
	copy = fdmap_snapshot_add_key(snap, FDMAP_PIPES, inode);
	if (!copy)
		return false;
	copy->inode = row->inode;
	fdmap_pipe_fill(copy, inode->i_pipe);
	return true;
}
