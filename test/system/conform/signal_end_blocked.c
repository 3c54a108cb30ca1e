/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A fault whose signal is blocked and handled ends the process all the same. */
#include "check.h"
#include <signal.h>

static void never(int signal)
{
	value("handled", signal);
	_exit(1);
}

int main(void)
{
	sigset_t set;

	signal(SIGSEGV, never);
	sigfillset(&set);
	sigprocmask(SIG_BLOCK, &set, NULL);
	text("store", "to nothing, SIGSEGV blocked");
	*(volatile char *)bad_unmapped() = 1;
	text("it", "went on");
	return 0;
}
