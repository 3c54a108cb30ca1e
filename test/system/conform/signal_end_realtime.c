/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A real-time signal's default action ends the process: 128 + 37. */
#include "check.h"
#include <signal.h>
#include <sys/syscall.h>

int main(void)
{
	text("signal", "37");
	raw(SYS_tgkill, getpid(), raw(SYS_gettid), 37);
	text("it", "went on");
	return 0;
}
