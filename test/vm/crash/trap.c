/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Crashes inside the handler of a trap. This is kernel code. */

#include <stdint.h>
#include <uk/arch/traps.h>
#include <uk/essentials.h>
#include <uk/event.h>
#include "crash.h"

volatile int trap_crash;

static int __noinline trap_recurse(int depth)
{
	volatile char frame[256];

	frame[0] = (char)depth;
	return trap_recurse(depth + 1) + frame[0];
}

static void __noinline trap_fault(void)
{
	*(volatile int *)(uintptr_t)0x223456789000 = 1;
}

static int trap_handler(void *data __unused)
{
	if (trap_crash == TRAP_CRASH_STACK)
		trap_recurse(0);
	if (trap_crash == TRAP_CRASH_FAULT)
		trap_fault();
	return UK_EVENT_NOT_HANDLED;
}

UK_EVENT_HANDLER_PRIO(UKARCH_TRAP_DEBUG, trap_handler, 0);
