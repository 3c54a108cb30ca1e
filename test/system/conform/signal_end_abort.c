/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* abort(), although SIGABRT is ignored and blocked: 128 + SIGABRT. */
#include "check.h"
#include <signal.h>
#include <stdlib.h>

int main(void)
{
	sigset_t set;

	sigfillset(&set);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGABRT, SIG_IGN);
	text("abort", "cannot be held up");
	abort();
}
