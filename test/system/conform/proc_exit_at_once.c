/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* _exit(): no handler runs, and what other threads do does not matter. */
#include "check.h"
#include <pthread.h>
#include <stdlib.h>

static void never(void)
{
	text("registered", "but it must not run");
}

static volatile int count;

static void *spin(void *argument)
{
	for (;;)
		count++;
	return argument;
}

int main(void)
{
	pthread_t thread;

	atexit(never);
	if (pthread_create(&thread, NULL, spin, NULL))
		abort();
	while (count == 0)
		;
	text("_exit with", "9");
	_exit(9);
}
