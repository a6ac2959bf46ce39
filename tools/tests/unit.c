// SPDX-License-Identifier: GPL-2.0-only
/* Tests of what a command line cannot reach well; prints TAP lines. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

#include "source/source.h"
#include "unit.h"

FILE *tap;
bool failed;
struct text sample;

/* The file that standard error goes to. */
static int reports;

void clear_reports(void)
{
	check(!ftruncate(reports, 0) && !lseek(reports, 0, SEEK_SET));
}

/* Exactly one line was reported; the next report is looked for anew. */
void expect_report(const char *part)
{
	char line[512] = "";
	ssize_t n = pread(reports, line, sizeof(line) - 1, 0);
	bool one = n > 0 && strstr(line, part) &&
		   strchr(line, '\n') == line + n - 1;

	if (!one)
		fprintf(tap, "# not one line with '%s': %s\n", part, line);
	failed |= !one;
	clear_reports();
}

static const struct {
	const char *name;
	void (*run)(void);
} tests[] = {
	{ "escapes are checked", test_escape_valid },
	{ "names are shown safely", test_escape_show },
	{ "text is shortened by columns", test_shorten },
	{ "ids map to positions", test_idmap },
	{ "lanes never overlap and are few", test_lanes },
	{ "lanes are ordered to avoid crossings", test_lane_order },
	{ "missing debugfs, module and process are told apart", test_source },
	{ "labels last as long as what they name", test_labels },
	{ "references of who reads are known", test_reader },
	{ "a book says it in its words", test_book },
	{ "records hold every column of the page", test_page },
	{ "values are shown as they were read", test_shown },
	{ "every truncation is noticed", test_truncated },
	{ "flipped bits are survived", test_flipped },
	{ "shuffled text is survived", test_shuffled },
};

int main(int argc, char **argv)
{
	if (argc != 2 || !source_read_saved(&sample, argv[1])) {
		fprintf(stderr, "usage: unit SAMPLE\n");
		return 2;
	}
	setlocale(LC_CTYPE, "C.UTF-8");
	tap = fdopen(dup(STDOUT_FILENO), "w");
	reports = open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (!tap || reports < 0 || dup2(reports, STDERR_FILENO) < 0 ||
	    !freopen("/dev/null", "w", stdout))
		return 2;
	for (size_t i = 0; i < sizeof(tests) / sizeof(*tests); i++) {
		failed = false;
		tests[i].run();
		fprintf(tap, "%sok unit: %s\n", failed ? "not " : "",
			tests[i].name);
	}
	fclose(tap);
	close(reports);
	text_free(&sample);
	return 0;
}
