// SPDX-License-Identifier: GPL-2.0-only
/* reread FILE...: open, read and close files over and over, until killed. */
#include <err.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static void read_file(const char *path)
{
	static char buffer[128 << 10];
	int fd = open(path, O_RDONLY);
	ssize_t length;

	if (fd < 0)
		err(EXIT_FAILURE, "cannot open '%s'", path);
	do {
		length = read(fd, buffer, sizeof(buffer));
	} while (length > 0);
	if (length < 0)
		err(EXIT_FAILURE, "cannot read '%s'", path);
	close(fd);
}

int main(int argc, char **argv)
{
	int i;

	if (argc < 2)
		errx(2, "usage: reread FILE...");
	for (;;)
		for (i = 1; i < argc; i++)
			read_file(argv[i]);
}
