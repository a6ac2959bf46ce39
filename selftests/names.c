// SPDX-License-Identifier: GPL-2.0-only
/* Names of files and processes that are hard to print, and how they look. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "fixture.h"
#include "kselftest_harness.h"
#include "truth.h"

#define A 3

/* A name, and the form that the ABI page gives it. */
static const struct name {
	const char *bytes, *text;
} names[] = {
	{ "plain", "plain" },
	{ "with blank", "with\\040blank" },
	{ " ", "\\040" },
	{ "new\nline", "new\\012line" },
	{ "tab\tcr\r", "tab\\011cr\\015" },
	{ "back\\slash", "back\\134slash" },
	{ "\\040", "\\134040" },
	{ "\001\033[31mred\177", "\\001\\033[31mred\\177" },
	{ "gr\303\274\303\237e", "gr\303\274\303\237e" },
	{ "\346\227\245\346\234\254", "\346\227\245\346\234\254" },
	{ "\360\237\220\247", "\360\237\220\247" },
	{ "\377\376", "\\377\\376" },
	{ "cut\342\202", "cut\\342\\202" },
	{ "\342\202x", "\\342\\202x" },
	{ "long\300\257", "long\\300\\257" },
	{ "\355\240\200", "\\355\\240\\200" },
	{ "\364\220\200\200", "\\364\\220\\200\\200" },
	{ "\302\205next", "\\302\\205next" },
	{ "\302\240", "\\302\\240" },
	{ "\342\200\203\343\200\200\357\273\277",
	  "\\342\\200\\203\\343\\200\\200\\357\\273\\277" },
	{ "\331\205\342\200\214\331\207", "\331\205\342\200\214\331\207" },
	{ "rtl\342\200\256txt", "rtl\\342\\200\\256txt" },
	{ "\342\200\250\342\201\246\330\234",
	  "\\342\\200\\250\\342\\201\\246\\330\\234" },
	{ "!bang", "!bang" },
	{ "-", "-" },
	{ "[files]", "[files]" },
	{ "(deleted)", "(deleted)" },
};

static void open_names(struct child *child, void *unused)
{
	size_t i;

	(void)child;
	(void)unused;
	for (i = 0; i < ARRAY_SIZE(names); i++)
		make_file(names[i].bytes, O_RDWR);
}

/* The text of a process as it is, ended by a 0 byte. */
static char *text_of(pid_t pid)
{
	int fd = open_pid(pid);
	char *text;
	size_t n;

	text = fd < 0 ? NULL : slurp(fd, 1 << 16, &n);
	close(fd);
	return text;
}

TEST(files)
{
	struct fdmap_document *document;
	char want[256], *text;
	struct child child;
	size_t i;

	temp_dir();
	START_CHILD(&child, open_names, NULL);
	document = READ_TRUE(child.pid);
	text = text_of(child.pid);
	ASSERT_NE(NULL, text);
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		snprintf(want, sizeof(want), "/%s\n", names[i].text);
		EXPECT_NE(NULL, strstr(text, want))
			TH_LOG("'%s' is not there", names[i].text);
		EXPECT_STREQ(names[i].bytes, strrchr(
			fdmap_file(document, A + i)->name.bytes, '/') + 1);
	}
	child_end(&child);
}

static const struct name comms[] = {
	{ "plain", "comm plain " },
	{ "two words", "comm two\\040words " },
	{ "", "comm - " },
	{ "-", "comm \\055 " },
	{ "--", "comm -- " },
	{ "!bang", "comm !bang " },
	{ "snapshot none", "comm snapshot\\040none " },
	{ "new\nline", "comm new\\012line " },
	{ "x) R 1 (y", "comm x)\\040R\\0401\\040(y " },
	{ "\303\251t\303\251", "comm \303\251t\303\251 " },
	{ "\377", "comm \\377 " },
	{ "fifteen bytes..", "comm fifteen\\040bytes.. " },
	/* The kernel cuts at 15 bytes, here inside the last character. */
	{ "12345678901234\303\251", "comm 12345678901234\\303 " },
};

static void take_names(struct child *child, void *unused)
{
	size_t i;

	(void)unused;
	for (i = 0; i < ARRAY_SIZE(comms); i++) {
		prctl(PR_SET_NAME, comms[i].bytes);
		child_ready(child);
	}
}

TEST(processes)
{
	struct child child;
	char *text;
	size_t i;

	START_CHILD(&child, take_names, NULL);
	for (i = 0; i < ARRAY_SIZE(comms); i++) {
		READ_TRUE(child.pid);
		text = text_of(child.pid);
		ASSERT_NE(NULL, text);
		EXPECT_NE(NULL, strstr(text, comms[i].text))
			TH_LOG("no '%s' in %.80s", comms[i].text, text);
		ASSERT_TRUE(child_go(&child));
	}
	child_end(&child);
}

FDMAP_TEST_MAIN
