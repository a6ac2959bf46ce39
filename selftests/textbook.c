// SPDX-License-Identifier: GPL-2.0-only
/*
 * The situation that every textbook on Unix draws (Bach 1986, p. 94; TLPI,
 * figure 5-2), made for real and held still to be looked at:
 *
 *	parent			open file			inode
 *	3, 4 (dup of 3)		notes.txt, offset 27		notes.txt
 *	5			notes.txt, offset 5		notes.txt
 *	6			scratch.txt (deleted)		scratch.txt
 *	7 close-on-exec		log.txt				log.txt
 *	9			write end of the pipe		pipe
 *
 * The child, made by fork(2), has the same 3 to 7, and 8, the read end of the
 * pipe.  It wrote the second half of notes.txt: the parent's offset moved too.
 *
 * usage: textbook [DIR]
 *
 * When all is ready one line, "PARENT_PID CHILD_PID", is written to standard
 * output.  At the end of standard input, or at SIGTERM, SIGINT or SIGHUP, both
 * processes end and DIR (default: /tmp/textbook), which must not exist before,
 * is gone again.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *dir = "/tmp/textbook";
static bool made_dir;
static volatile sig_atomic_t told_to_end;

static const char *const files[] = { "notes.txt", "scratch.txt", "log.txt" };

/* Leave no debris; what was not made yet, or is gone already, is no error. */
static void remove_files(void)
{
	size_t i;

	if (!made_dir)
		return;
	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		unlink(files[i]);
	if (rmdir(dir))
		fprintf(stderr, "textbook: cannot remove directory '%s': %s\n",
			dir, strerror(errno));
}

static void __attribute__((noreturn)) die(const char *what, const char *object)
{
	fprintf(stderr, "textbook: cannot %s '%s': %s\n", what, object,
		strerror(errno));
	remove_files();
	exit(EXIT_FAILURE);
}

static void on_signal(int sig)
{
	(void)sig;
	told_to_end = 1;
}

/* Only ppoll() in wait_for_end() lets these in, so none is ever missed. */
static void block_signals(sigset_t *unblocked)
{
	static const int signals[] = { SIGTERM, SIGINT, SIGHUP };
	struct sigaction action = { .sa_handler = on_signal };
	sigset_t blocked;
	size_t i;

	sigemptyset(&blocked);
	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		sigaction(signals[i], &action, NULL);
		sigaddset(&blocked, signals[i]);
	}
	sigprocmask(SIG_BLOCK, &blocked, unblocked);
	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		sigdelset(unblocked, signals[i]);
}

/* The same numbers whatever the caller left open: 0 to 2, then from 3 on. */
static void start_at_descriptor_3(void)
{
	int fd;

	for (fd = 0; fd < 3; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			die("go on without an open", "standard descriptor");
	if (close_range(3, ~0U, 0))
		die("close descriptors from", "3");
}

/* Every file is made in here by its plain name: nothing else is touched. */
static void enter_new_directory(void)
{
	if (mkdir(dir, 0755))
		die("make directory", dir);
	dir = realpath(dir, NULL);
	if (!dir || chdir(dir))
		die("enter", "directory");
	made_dir = true;
}

static int open_file(const char *name, int flags)
{
	int fd = open(name, flags, 0644);

	if (fd < 0)
		die("open", name);
	return fd;
}

static void write_text(int fd, const char *text, const char *name)
{
	size_t len = strlen(text);

	if (write(fd, text, len) != (ssize_t)len)
		die("write to", name);
}

/* Descriptors 3 to 9, in this order. */
static void make_descriptors(int pipefd[2])
{
	char word[5];
	int fd;

	fd = open_file("notes.txt", O_RDWR | O_CREAT | O_EXCL);
	write_text(fd, "The parent, ", "notes.txt");
	if (dup(fd) < 0)
		die("duplicate a descriptor of", "notes.txt");
	fd = open_file("notes.txt", O_RDONLY);
	if (read(fd, word, sizeof(word)) != sizeof(word))
		die("read from", "notes.txt");
	fd = open_file("scratch.txt", O_RDWR | O_CREAT | O_EXCL);
	write_text(fd, "gone, yet here\n", "scratch.txt");
	if (unlink("scratch.txt"))
		die("unlink", "scratch.txt");
	open_file("log.txt",
		  O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC);
	if (pipe(pipefd))
		die("make", "pipe");
}

/* Moves the shared offset, says so, and lives until the parent is gone. */
static void __attribute__((noreturn)) child(int pipefd[2], int ready[2])
{
	char byte;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	close(ready[0]);
	close(pipefd[1]);
	made_dir = false;	/* the parent's to remove */
	write_text(3, "then the child\n", "notes.txt");
	write_text(ready[1], "r", "pipe");
	close(ready[1]);
	while (read(pipefd[0], &byte, 1) > 0)
		;
	_exit(EXIT_SUCCESS);
}

static pid_t start_child(int pipefd[2])
{
	int ready[2];
	char byte;
	pid_t pid;

	if (pipe(ready))
		die("make", "pipe");
	pid = fork();
	if (pid < 0)
		die("fork", "child");
	if (pid == 0)
		child(pipefd, ready);
	close(pipefd[0]);
	close(ready[1]);
	/* Read to the end: the child's copy of the write end is closed too. */
	if (read(ready[0], &byte, 1) != 1 || read(ready[0], &byte, 1) != 0)
		die("start", "child");
	close(ready[0]);
	return pid;
}

static void wait_for_end(const sigset_t *unblocked)
{
	struct pollfd in = { .fd = 0, .events = POLLIN };
	char bytes[512];

	while (!told_to_end) {
		if (ppoll(&in, 1, NULL, unblocked) < 0)
			continue;
		if (read(0, bytes, sizeof(bytes)) <= 0)
			break;
	}
}

int main(int argc, char **argv)
{
	sigset_t unblocked;
	int pipefd[2];
	pid_t pid;

	if (argc > 2) {
		fputs("usage: textbook [DIR]\n", stderr);
		return 2;
	}
	if (argc == 2)
		dir = argv[1];
	block_signals(&unblocked);
	start_at_descriptor_3();
	enter_new_directory();
	make_descriptors(pipefd);
	pid = start_child(pipefd);
	printf("%d %d\n", getpid(), pid);
	if (fflush(stdout))
		die("write to", "standard output");
	wait_for_end(&unblocked);
	close(pipefd[1]);
	waitpid(pid, NULL, 0);
	remove_files();
	return EXIT_SUCCESS;
}
