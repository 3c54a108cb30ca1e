/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A store to nothing, with no handler: 128 + SIGSEGV. */
#include "check.h"

int main(void)
{
	text("store", "to an address that is not mapped");
	*(volatile char *)bad_unmapped() = 1;
	text("it", "went on");
	return 0;
}
