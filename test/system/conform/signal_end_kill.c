/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* SIGKILL with all signals blocked: 128 + SIGKILL. */
#include "check.h"
#include <signal.h>

int main(void)
{
	sigset_t set;

	sigfillset(&set);
	sigprocmask(SIG_BLOCK, &set, NULL);
	text("kill", "oneself");
	kill(getpid(), SIGKILL);
	text("it", "went on");
	return 0;
}
