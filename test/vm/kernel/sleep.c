/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* How late does one wake up? With -icount the answer is always the same. */
#include <stdio.h>
#include <uk/init.h>
#include <uk/plat/time.h>
#include <uk/sched.h>

static int measure(void)
{
	__nsec nsec, begin, took, early = 0, late = 0;

	for (nsec = 1000; nsec < 100000000; nsec *= 3) {
		begin = ukplat_monotonic_clock();
		uk_sched_thread_sleep(nsec);
		took = ukplat_monotonic_clock() - begin;
		if (took < nsec)
			early++;
		else if (took - nsec > late)
			late = took - nsec;
	}
	printf("early %u late %lu\n", (unsigned int)early, (unsigned long)late);
	return 0;
}

uk_late_initcall(measure);
