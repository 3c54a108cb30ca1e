/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Waiting, where there are threads. */
#include <unistd.h>
#include <uk/plat/console.h>
#include <uk/sched.h>

#include "stdio_priv.h"
#include "wait_priv.h"

#define POLL_NSEC 10000000 /* the console does not tell when it has input */

size_t stdio_wait_input(char *buf, size_t size)
{
	int n;

	while ((n = ukplat_cink(buf, (unsigned int)size)) <= 0)
		uk_sched_thread_sleep(POLL_NSEC);
	return (size_t)n;
}

void wait_nsec(__nsec nsec)
{
	uk_sched_thread_sleep(nsec);
}
