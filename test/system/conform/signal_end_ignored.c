/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A fault whose signal is ignored ends the process all the same. */
#include "check.h"
#include <signal.h>

int main(void)
{
	signal(SIGSEGV, SIG_IGN);
	raise(SIGSEGV);
	text("raised", "and ignored");
	*(volatile char *)bad_unmapped() = 1;
	text("it", "went on");
	return 0;
}
