/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Waiting, where there are no threads: the machine sleeps. */
#include <unistd.h>
#include <uk/plat/console.h>
#include <uk/plat/lcpu.h>
#include <uk/plat/time.h>

#include "stdio_priv.h"
#include "wait_priv.h"

#define POLL_NSEC 10000000 /* the console does not tell when it has input */

size_t stdio_wait_input(char *buf, size_t size)
{
	int n;

	while ((n = ukplat_cink(buf, (unsigned int)size)) <= 0)
		wait_nsec(POLL_NSEC);
	return (size_t)n;
}

void wait_nsec(__nsec nsec)
{
	__nsec until = ukplat_monotonic_clock() + nsec;
	unsigned long flags = ukplat_lcpu_save_irqf();

	while (ukplat_monotonic_clock() < until)
		ukplat_lcpu_halt_to(until);
	ukplat_lcpu_restore_irqf(flags);
}
