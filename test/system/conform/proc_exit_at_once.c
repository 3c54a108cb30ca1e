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

static void *spin(void *argument)
{
	for (;;)
		*(volatile int *)argument += 1;
	return NULL;
}

int main(void)
{
	static volatile int count;
	pthread_t thread;

	atexit(never);
	if (pthread_create(&thread, NULL, spin, (void *)&count))
		abort();
	while (count == 0)
		;
	text("_exit with", "9");
	_exit(9);
}
