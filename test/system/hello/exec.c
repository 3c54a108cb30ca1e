/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Replaces itself by /bin/hello, after it has failed to by something else. */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
	char *argv[] = {"hello", "from exec", NULL};
	char *envp[] = {"NEW=1", NULL};
	char *volatile bad = (char *)8;

	execve("/bin/nothing", argv, envp);
	printf("nothing: %s\n", errno == ENOENT ? "ENOENT" : "?");
	execve("/lib64", argv, envp);
	printf("folder: %s\n", errno == EACCES ? "EACCES" : "?");
	execve("/etc/text", argv, envp);
	printf("text: %s\n", errno == ENOEXEC ? "ENOEXEC" : "?");
	execve(bad, argv, envp);
	printf("bad pointer: %s\n", errno == EFAULT ? "EFAULT" : "?");
	fflush(stdout);
	execve("/bin/hello", argv, envp);
	return 1;
}
