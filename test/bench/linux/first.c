/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * first PROGRAM [ARGS...]: the first process of a Linux guest. It runs the
 * program to its end, says how that was on a line of its own, "end N" with
 * waitpid()'s status, and powers off.
 */
#include <stdio.h>
#include <sys/reboot.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	int status = -1;
	pid_t pid;

	if (argc < 2)
		return 1;
	/* The kernel gives its own: TERM, and HOME at the root */
	char *const environment[] = {"PATH=/usr/bin:/bin", "HOME=/root", NULL};

	pid = vfork();
	if (pid == 0) {
		execve(argv[1], argv + 1, environment);
		_exit(127);
	}
	if (pid > 0)
		waitpid(pid, &status, 0);
	printf("end %d\n", status);
	fflush(stdout);
	sync();
	reboot(RB_POWER_OFF);
	return 1;
}
