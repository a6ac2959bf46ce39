// SPDX-License-Identifier: GPL-2.0-only
/*
 * usage: waiter FD
 *
 * What the tests exec: writes one byte to descriptor FD, which says that exec
 * is over, and waits to be killed.
 */
#include <stdlib.h>
#include <sys/prctl.h>
#include <signal.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (argc != 2 || write(atoi(argv[1]), "", 1) != 1)
		return EXIT_FAILURE;
	for (;;)
		pause();
}
