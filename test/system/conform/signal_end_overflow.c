/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The stack runs over, and the handler has no stack: 128 + SIGSEGV. */
#include "check.h"
#include <signal.h>

static void never(int signal)
{
	value("handled", signal);
	_exit(1);
}

#pragma GCC diagnostic ignored "-Winfinite-recursion"
__attribute__((noinline)) static int recurse(volatile char *caller)
{
	volatile char frame[4096];

	frame[0] = caller[0];
	return recurse(frame) + frame[0];
}

int main(void)
{
	volatile char top = 1;

	signal(SIGSEGV, never);
	text("recurse", "until the stack runs over");
	return recurse(&top);
}
