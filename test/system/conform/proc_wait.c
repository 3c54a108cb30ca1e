/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Waiting for children where there are none, and what is refused. */
#include "check.h"
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

int main(void)
{
	siginfo_t info;
	int status = 77;

	result("wait", wait(&status));
	value("the status is not written", status);
	result("waitpid any", waitpid(-1, &status, 0));
	result("waitpid any, at once", waitpid(-1, &status, WNOHANG));
	result("waitpid of a group", waitpid(0, &status, 0));
	result("waitpid of nobody", waitpid(0x3fffffff, &status, 0));
	result("waitpid of itself", waitpid(getpid(), &status, 0));
	result("waitpid of the smallest",
	       raw(SYS_wait4, -0x80000000L, &status, 0, NULL));
	result("wait4, unknown option",
	       raw(SYS_wait4, -1, &status, 0x100, NULL));
	result("wait4, unmapped",
	       raw(SYS_wait4, -1, bad_unmapped(), 0, bad_unmapped()));
	result("waitid any", waitid(P_ALL, 0, &info, WEXITED));
	result("waitid any, at once",
	       waitid(P_ALL, 0, &info, WEXITED | WNOHANG));
	result("waitid, nothing to wait for", waitid(P_ALL, 0, &info, 0));
	result("waitid, only at once", waitid(P_ALL, 0, &info, WNOHANG));
	result("waitid, unknown option",
	       raw(SYS_waitid, P_ALL, 0, &info, WEXITED | 0x100, NULL));
	result("waitid, unknown kind",
	       raw(SYS_waitid, 9, 0, &info, WEXITED, NULL));
	result("waitid of process 0",
	       raw(SYS_waitid, P_PID, 0, &info, WEXITED, NULL));
	result("waitid of nobody",
	       raw(SYS_waitid, P_PID, 0x3fffffff, &info, WEXITED, NULL));
	result("waitid of a negative group",
	       raw(SYS_waitid, P_PGID, -1, &info, WEXITED, NULL));
	result("waitid of a descriptor that is none",
	       raw(SYS_waitid, 3, 9999, &info, WEXITED, NULL));
	return 0;
}
