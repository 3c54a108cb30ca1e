/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* exit(): handlers in reverse order, buffers, the low byte of the status. */
#include "check.h"
#include <stdlib.h>

static void first(void)
{
	text("registered", "first");
}

static void second(void)
{
	text("registered", "second");
}

int main(void)
{
	atexit(first);
	atexit(second);
	text("exit with", "0x1234");
	exit(0x1234);
}
