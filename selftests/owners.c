// SPDX-License-Identifier: GPL-2.0-only
/* [owners] against F_GETOWN_EX and F_GETSIG. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"

TEST(who_gets_the_signals)
{
	static const struct {
		struct f_owner_ex owner;
		const char *type;
	} kinds[] = {
		{ { F_OWNER_TID, 0 }, "tid" },
		{ { F_OWNER_PID, 0 }, "pid" },
		{ { F_OWNER_PGRP, 0 }, "pgrp" },
	};
	const struct fdmap_document *document;
	const struct fdmap_owner *row;
	struct f_owner_ex owner, is;
	int ends[2];
	size_t i;

	ASSERT_EQ(0, pipe(ends));
	EXPECT_EQ(0, READ_PID(getpid())->owners.count);
	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		owner = kinds[i].owner;
		owner.pid = owner.type == F_OWNER_PGRP ? getpgrp() : getpid();
		ASSERT_EQ(0, fcntl(ends[0], F_SETOWN_EX, &owner));
		ASSERT_EQ(0, fcntl(ends[0], F_SETSIG, i ? SIGRTMIN + i : 0));
		ASSERT_EQ(0, fcntl(ends[0], F_GETOWN_EX, &is));
		document = READ_PID(getpid());
		ASSERT_EQ(1, document->owners.count);
		row = document->owners.rows;
		EXPECT_EQ(fdmap_file(document, ends[0])->id, row->file);
		EXPECT_STREQ(kinds[i].type, row->type);
		EXPECT_EQ(is.pid, row->pid.value);
		EXPECT_EQ(fcntl(ends[0], F_GETSIG), row->signal);
	}
	ASSERT_EQ(0, fcntl(ends[0], F_SETFL, O_ASYNC));
	document = READ_PID(getpid());
	EXPECT_TRUE(fdmap_file(document, ends[0])->flags & O_ASYNC);
	ASSERT_EQ(0, fcntl(ends[0], F_SETOWN, 0));
	EXPECT_EQ(0, READ_PID(getpid())->owners.count);
}

FDMAP_TEST_MAIN
