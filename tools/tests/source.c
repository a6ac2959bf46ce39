// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "source/source.h"
#include "unit.h"

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	check(fd >= 0);
	check(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
}

void test_source(void)
{
	char dir[] = "/tmp/fdmap-unit-XXXXXX";
	char mounts[64], path[64], line[128];
	struct text text;

	check(mkdtemp(dir));
	snprintf(mounts, sizeof(mounts), "%s/mounts", dir);
	check(!source_read_live(&text, mounts, "1"));
	expect_report("mount /proc");
	write_file(mounts, "proc /proc proc rw 0 0\n");
	check(!source_read_live(&text, mounts, "1"));
	expect_report("debugfs is not mounted: ");
	snprintf(line, sizeof(line), "none %s debugfs rw 0 0\n", dir);
	write_file(mounts, line);
	check(!source_read_live(&text, mounts, "1"));
	expect_report("fdmap is not loaded: ");
	snprintf(path, sizeof(path), "%s/fdmap", dir);
	check(!mkdir(path, 0700));
	check(!source_read_live(&text, mounts, "1"));
	expect_report("no process '1'");
	snprintf(path, sizeof(path), "%s/fdmap/1", dir);
	write_file(path, "some text\n");
	check(source_read_live(&text, mounts, "1"));
	check(text.len == 10 && !memcmp(text.data, "some text\n", 10));
	check(!strcmp(text.name, path));
	text_free(&text);
	unlink(path);
	check(!mkdir(path, 0700));
	check(!source_read_live(&text, mounts, "1"));
	expect_report("Is a directory");
	rmdir(path);
	snprintf(path, sizeof(path), "%s/fdmap", dir);
	rmdir(path);
	unlink(mounts);
	rmdir(dir);
}
