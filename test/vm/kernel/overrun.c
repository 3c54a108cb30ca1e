/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <uk/init.h>
#include <uk/sched.h>

static unsigned long deeper(unsigned long n)
{
	volatile char frame[256];

	frame[0] = (char)n;
	return deeper(n + 1) + (unsigned long)frame[0];
}

static void overrun(void *arg)
{
	*(volatile unsigned long *)arg = deeper(0);
}

static int start(void)
{
	static unsigned long result;

	uk_sched_thread_create(uk_sched_current(), overrun, &result, "greedy");
	uk_sched_yield();
	return 0;
}

uk_late_initcall(start);
