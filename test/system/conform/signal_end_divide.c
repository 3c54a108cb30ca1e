/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A division by zero, with no handler: 128 + SIGFPE. */
#include "check.h"

#if !defined(__x86_64__)
#error "Only x86_64 divides so"
#endif

int main(void)
{
	int quotient = 1;

	text("divide", "by zero");
	__asm__ volatile("cltd\n\tidivl %1" : "+a"(quotient) : "r"(0) : "edx");
	value("it went on", quotient);
	return 0;
}
