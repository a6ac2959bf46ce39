// SPDX-License-Identifier: GPL-2.0-only
/* Each row of the textbook situation, as the program textbook makes it. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "truth.h"

/* The descriptors that textbook.c documents. */
enum { NOTES = 3, NOTES_DUP, NOTES_AGAIN, SCRATCH, LOG, PIPE_READ, PIPE_WRITE };

FIXTURE(textbook) {
	pid_t program;
	int input;
	int parent_pid, child_pid;
	struct fdmap_document *parent, *child;
};

FIXTURE_SETUP(textbook)
{
	const char *path = fixture_path("textbook");
	char line[64] = "";
	int in[2], out[2], fields;

	ASSERT_EQ(0, pipe2(in, O_CLOEXEC));
	ASSERT_EQ(0, pipe2(out, O_CLOEXEC));
	self->program = fork();
	if (!self->program) {
		dup2(in[0], 0);
		dup2(out[1], 1);
		execl(path, "textbook", NULL);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	self->input = in[1];
	ASSERT_LT(0, read(out[0], line, sizeof(line) - 1));
	fields = sscanf(line, "%d %d\n", &self->parent_pid, &self->child_pid);
	ASSERT_EQ(2, fields);
	close(out[0]);
	self->parent = READ_TRUE(self->parent_pid);
	self->child = READ_TRUE(self->child_pid);
}

FIXTURE_TEARDOWN(textbook)
{
	if (self->program <= 0)
		return;
	kill(self->program, SIGTERM);
	waitpid(self->program, NULL, 0);
}

TEST_F(textbook, has_the_documented_descriptors)
{
	static const int in_parent[] = {
		0, 1, 2, NOTES, NOTES_DUP, NOTES_AGAIN, SCRATCH, LOG, PIPE_WRITE
	};
	size_t i;

	EXPECT_EQ(self->program, self->parent_pid);
	ASSERT_EQ(ARRAY_SIZE(in_parent), self->parent->descriptors.count);
	for (i = 0; i < ARRAY_SIZE(in_parent); i++)
		EXPECT_NE(NULL, fdmap_descriptor(self->parent, in_parent[i]));
	EXPECT_EQ(ARRAY_SIZE(in_parent), self->child->descriptors.count);
	EXPECT_NE(NULL, fdmap_descriptor(self->child, PIPE_READ));
	EXPECT_EQ(NULL, fdmap_descriptor(self->child, PIPE_WRITE));
}

TEST_F(textbook, dup_shares_the_open_file)
{
	EXPECT_EQ(fdmap_descriptor(self->parent, NOTES)->file,
		  fdmap_descriptor(self->parent, NOTES_DUP)->file);
}

TEST_F(textbook, opened_twice_shares_only_the_inode)
{
	EXPECT_NE(fdmap_descriptor(self->parent, NOTES)->file,
		  fdmap_descriptor(self->parent, NOTES_AGAIN)->file);
	EXPECT_EQ(fdmap_file(self->parent, NOTES)->inode,
		  fdmap_file(self->parent, NOTES_AGAIN)->inode);
	EXPECT_EQ(5, fdmap_file(self->parent, NOTES_AGAIN)->pos);
}

TEST_F(textbook, fork_shares_the_offset)
{
	EXPECT_NE(fdmap_table(self->parent)->id, fdmap_table(self->child)->id);
	EXPECT_EQ(fdmap_descriptor(self->parent, NOTES)->file,
		  fdmap_descriptor(self->child, NOTES)->file);
	EXPECT_EQ(27, fdmap_file(self->parent, NOTES)->pos);
	EXPECT_EQ(27, fdmap_file(self->child, NOTES)->pos);
	/* 3 and 4, in both processes */
	EXPECT_EQ(4, fdmap_file(self->parent, NOTES)->refs);
}

TEST_F(textbook, the_pipe_has_two_ends)
{
	const struct fdmap_file *reads = fdmap_file(self->child, PIPE_READ);
	const struct fdmap_file *writes = fdmap_file(self->parent, PIPE_WRITE);

	EXPECT_NE(reads->id, writes->id);
	EXPECT_EQ(reads->inode, writes->inode);
	EXPECT_STREQ("r", reads->mode);
	EXPECT_STREQ("w", writes->mode);
	EXPECT_EQ(1, reads->refs);
	EXPECT_EQ(1, writes->refs);
	EXPECT_STREQ("fifo", fdmap_inode(self->child, PIPE_READ)->type);
}

TEST_F(textbook, the_unlinked_file_has_no_name_left)
{
	const char *name = fdmap_file(self->parent, SCRATCH)->name.bytes;

	EXPECT_EQ(0, fdmap_inode(self->parent, SCRATCH)->nlink);
	EXPECT_EQ(15, fdmap_inode(self->parent, SCRATCH)->size);
	EXPECT_STREQ("/tmp/textbook/scratch.txt (deleted)", name);
}

TEST_F(textbook, one_descriptor_closes_on_exec)
{
	size_t i;

	for (i = 0; i < self->parent->descriptors.count; i++)
		EXPECT_EQ(fdmap_descriptor_row(self->parent, i)->fd == LOG,
			  fdmap_descriptor_row(self->parent, i)->cloexec);
}

TEST_F(textbook, ends_with_its_input_and_leaves_nothing)
{
	int status;

	close(self->input);
	ASSERT_EQ(self->program, waitpid(self->program, &status, 0));
	self->program = 0;
	EXPECT_EQ(0, status);
	EXPECT_EQ(-1, kill(self->child_pid, 0));
	EXPECT_EQ(-1, access("/tmp/textbook", F_OK));
}

FDMAP_TEST_MAIN
