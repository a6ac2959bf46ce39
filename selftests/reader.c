// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tests' own reader: a text that keeps the rules is read, and a text that
 * breaks one of them is refused.  Needs neither root nor the module.
 */
#define _GNU_SOURCE
#include <string.h>

#include "fdmap_reader.h"
#include "kselftest_harness.h"
#include "texts.h"

static const char good[] =
	"fdmap 1 pid 812 tgid 812 comm b\\040sh snapshot whole\n"
	"\n"
	"[table]\n"
	"TABLE             USERS  OPEN  MAX  NEXT  LIMIT\n"
	"9f0c51d2a77e13b4  1      3     256  2     1024:unlimited\n"
	"\n"
	"[descriptors]\n"
	"FD   FLAGS    FILE\n"
	"0    -        5d1be0943c7a2f18\n"
	"1    -        5d1be0943c7a2f18\n"
	"255  cloexec  c02a9e61f4887d35\n"
	"\n"
	"[files]\n"
	"FILE              INODE             REFS  KIND  MODE  FLAGS  POS  "
	"OPS  NAME\n"
	"5d1be0943c7a2f18  71c3f80b15de6a92  12  tty  rw  O_RDWR  0  t_fops  "
	"/a\\134\n"
	"c02a9e61f4887d35  71c3f80b15de6a92  1  chr  r  O_APPEND|0x1000000  -5  "
	"x[y]  !ENAMETOOLONG\n"
	"\n"
	"[inodes]\n"
	"INODE             FS      DEV   INO  TYPE  MODE  NLINK  UID   GID  "
	"SIZE  REFS  RDEV\n"
	"71c3f80b15de6a92  devpts  0:24  3    chr   0620  1      1000  5    "
	"0     1     136:0\n"
	"\n";

TEST(reads_every_column)
{
	struct fdmap_document *document = text_parse(good, strlen(good));
	const struct fdmap_file *file;

	ASSERT_NE(NULL, document) TH_LOG("%s", fdmap_error);
	EXPECT_EQ(812, document->pid);
	EXPECT_STREQ("b sh", document->comm.bytes);
	EXPECT_EQ(FDMAP_WHOLE, document->snapshot);
	EXPECT_EQ(0x9f0c51d2a77e13b4, fdmap_table(document)->id);
	EXPECT_EQ(~0ULL, fdmap_table(document)->limit.hard);
	EXPECT_EQ(true, fdmap_descriptor(document, 255)->cloexec);
	EXPECT_EQ(NULL, fdmap_descriptor(document, 2));
	file = fdmap_file(document, 255);
	EXPECT_EQ(02000 | 0x1000000, file->flags);
	EXPECT_EQ(-5, file->pos);
	EXPECT_STREQ("ENAMETOOLONG", file->name.error);
	EXPECT_STREQ("/a\\", fdmap_file(document, 0)->name.bytes);
	EXPECT_EQ(136, fdmap_inode(document, 1)->rdev.major);
	fdmap_free(document);
}

TEST(reads_why_there_is_no_snapshot)
{
	static const char failed[] =
		"fdmap 1 pid 1 tgid 1 comm x error ENOMEM snapshot error\n\n";
	struct fdmap_document *document = text_parse(failed, strlen(failed));

	ASSERT_NE(NULL, document) TH_LOG("%s", fdmap_error);
	EXPECT_EQ(FDMAP_ERROR, document->snapshot);
	EXPECT_STREQ("ENOMEM", document->error);
	fdmap_free(document);
}

TEST(skips_what_it_does_not_know)
{
	EXPECT_NE(NULL, text_parse_changed(good, "[table]",
					   "[new]\nA B\n1 2\n\n[table]"));
	EXPECT_NE(NULL, text_parse_changed(good, " snapshot",
					   " new 1 snapshot"));
	EXPECT_NE(NULL, text_parse_changed(good,
					   "FD   FLAGS    FILE\n"
					   "0    -        5d1be0943c7a2f18\n"
					   "1    -        5d1be0943c7a2f18\n"
					   "255  cloexec",
					   "FD N FLAGS FILE\n"
					   "0 1 - 5d1be0943c7a2f18\n"
					   "1 - - 5d1be0943c7a2f18\n"
					   "255 x cloexec"));
}

TEST(reads_documents_one_after_another)
{
	char two[2 * sizeof(good)];
	struct fdmap_text text;

	strcat(strcpy(two, good), good);
	EXPECT_EQ(NULL, text_parse(two, strlen(two)));
	ASSERT_EQ(0, fdmap_text_init(&text, two, strlen(two)));
	EXPECT_NE(NULL, fdmap_next(&text));
	EXPECT_NE(NULL, fdmap_next(&text));
	EXPECT_EQ(NULL, fdmap_next(&text));
	EXPECT_STREQ("", fdmap_error);
}

/* Wherever it is cut, the rest is not a whole document. */
TEST(refuses_every_cut)
{
	size_t n;

	for (n = 0; n < strlen(good); n++)
		EXPECT_EQ(NULL, text_parse(good, n)) TH_LOG("cut at %zu", n);
}

static const struct change changes[] = {
	{ "fdmap 1", "fdmap 2", "not 'fdmap 1'" },
	{ " comm b\\040sh", "", "'comm' is missing" },
	{ "tgid", "pid", "'pid' is there twice" },
	{ "whole\n\n", "whole\n", "no blank line" },
	{ "whole", "half", "bad snapshot" },
	{ "whole", "whole ids names", "bad ids" },
	{ "whole", "none", "tables after" },
	{ "whole", "error error ENOMEM", "tables after" },
	{ "whole", "whole error ENOMEM", "alone" },
	{ "whole", "error", "alone" },
	{ "whole", "error error memory", "bad error" },
	{ "[table]", "[table", "no table's name" },
	{ "[files]", "[table]", "a second [table]" },
	{ "9f0c51d2a77e13b4  1      3     256  2     1024:unlimited\n", "",
	  "the table is empty" },
	{ "REFS  KIND", "REFS  REFS", "'REFS' is there twice" },
	{ "  OPS", "", "'OPS' is missing" },
	{ "1      3 ", "0      3 ", "nobody uses" },
	{ "1      3 ", "1      4 ", "OPEN" },
	{ "256", "255", "beyond MAX" },
	{ "256  2", "256  257", "NEXT beyond MAX" },
	{ "1024:", "1024", "bad LIMIT" },
	{ "9f0c51d2a77e13b4", "9f0c51d2a77e13b", "bad TABLE" },
	{ "9f0c51d2a77e13b4", "9F0C51D2A77E13B4", "bad TABLE" },
	{ "1    -  ", "0    -  ", "do not ascend" },
	{ "1    -  ", "01   -  ", "bad FD" },
	{ "1    -  ", "-1   -  ", "bad FD" },
	{ "255  cloexec", "255  close", "bad FLAGS" },
	{ "255  cloexec", "255", "not 3 values" },
	{ "255  cloexec  c02a9e61f4887d35", "255 - c02a9e61f4887d36",
	  "has no file" },
	{ "255  cloexec  c02a9e61f4887d35", "255 - 5d1be0943c7a2f18",
	  "has no descriptor" },
	{ "c02a9e61f4887d35  71c3", "5d1be0943c7a2f18  71c3",
	  "there twice" },
	{ "12  tty", "1  tty", "1 references but 2 descriptors" },
	{ "tty  rw", "tty  wr", "bad MODE" },
	{ "tty  rw", "pts  rw", "bad KIND" },
	{ "O_RDWR", "O_RDWR|O_CLOEXEC", "bad FLAGS" },
	{ "O_RDWR", "O_RDWR|O_RDWR", "bad FLAGS" },
	{ "O_RDWR", "0x2|O_APPEND", "bad FLAGS" },
	{ "O_RDWR", "O_RDWR|", "bad FLAGS" },
	{ "-5", "-0", "bad POS" },
	{ "x[y]", "x[y", "bad OPS" },
	{ "t_fops", "t+fops", "bad OPS" },
	{ "/a\\134", "/a\\", "bad NAME" },
	{ "/a\\134", "/a\\141", "bad NAME" },
	{ "/a\\134", "/a\\400", "bad NAME" },
	{ "/a\\134", "/a\\000", "bad NAME" },
	{ "/a\\134", "/a b", "not 9 values" },
	{ "/a\\134", "!/a", "bad NAME" },
	{ "/a\\134", "/a\t", "not escaped" },
	{ "/a\\134", "/a\177", "not escaped" },
	{ "/a\\134", "/a\303", "not escaped" },
	{ "/a\\134", "/a\302\205", "not escaped" },
	{ "/a\\134", "/a\342\200\256", "not escaped" },
	{ "/a\\134", "/a\340\200\200", "not escaped" },
	{ "/a\\134", "/a\355\240\200", "not escaped" },
	{ "71c3f80b15de6a92  12", "71c3f80b15de6a93  12", "has no inode" },
	{ "71c3f80b15de6a92  devpts", "71c3f80b15de6a93  devpts",
	  "has no inode" },
	{ "3    chr ", "3    reg ", "RDEV" },
	{ "3    chr ", "3    tty ", "bad TYPE" },
	{ "136:0", "-", "RDEV" },
	{ "0:24", "24", "bad DEV" },
	{ "0620", "0680", "bad MODE" },
	{ "0     1     136", "-1    1     136", "bad SIZE" },
};

TEST(refuses_every_broken_rule)
{
	const char *accepted = text_accepts(good, changes, ARRAY_SIZE(changes));

	EXPECT_EQ(NULL, accepted) TH_LOG("%s", accepted);
}

TEST_HARNESS_MAIN
