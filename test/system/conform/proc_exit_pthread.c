/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* pthread_exit() of the main thread, and the others return: status 0. */
#include "check.h"
#include <pthread.h>
#include <stdlib.h>

static void at_exit(void)
{
	text("at exit", "handlers run when the last thread ends");
}

static void *outlive(void *argument)
{
	usleep(20000);
	text("the other thread", "returns");
	return argument;
}

int main(void)
{
	pthread_t thread;

	atexit(at_exit);
	if (pthread_create(&thread, NULL, outlive, NULL))
		abort();
	pthread_exit(NULL);
}
