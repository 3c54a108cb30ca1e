/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A store to read-only memory, with no handler: 128 + SIGSEGV. */
#include "check.h"

int main(void)
{
	text("store", "to memory that can only be read");
	*(volatile char *)bad_readonly() = 1;
	text("it", "went on");
	return 0;
}
