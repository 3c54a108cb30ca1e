/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Numbers of processes, groups and sessions, and whose they are. */
#include "check.h"
#include <signal.h>
#include <sys/syscall.h>

#define NOBODY 0x3fffffff

int main(void)
{
	value("a process", getpid() > 0);
	value("by the call", raw(SYS_getpid) == getpid());
	value("the main thread", raw(SYS_gettid) == getpid());
	value("a parent, or none", getppid() >= 0 && getppid() != getpid());
	value("a group", getpgrp() >= 0);
	value("by its number", getpgid(getpid()) == getpgid(0));
	value("the old call", getpgrp() == getpgid(0));
	value("a session", getsid(0) == getsid(getpid()));
	result("nobody's group", getpgid(NOBODY));
	result("the group of process -1", getpgid(-1));
	result("nobody's session", getsid(NOBODY));
	result("the session of process -1", getsid(-1));
	result("a group of nobody", setpgid(NOBODY, 0));
	result("a group of process -1", setpgid(-1, 0));
	result("group -1", setpgid(0, -1));
	result("a group that is none", setpgid(0, NOBODY));
	result("a signal of none to the own group", kill(0, 0));
	return 0;
}
