/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* In a thread that has a name. */
#include <uk/sched.h>
#include "vmem.h"

static void run(void *arg)
{
	const struct way *way = arg;

	way->run();
}

void vmem_run(const struct way *way)
{
	/* the thread does not write to it */
	uk_sched_thread_create(uk_sched_current(), run, (void *)(uintptr_t)way,
			       "careless");
	uk_sched_yield();
}
