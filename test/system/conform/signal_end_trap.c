/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What the compiler makes of what cannot be: 128 + SIGILL or SIGTRAP. */
#include "check.h"

int main(void)
{
	text("trap", "an instruction that is none");
	__builtin_trap();
}
