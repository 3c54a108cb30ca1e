/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A thread ends the process while the main one waits for it. */
#include "check.h"
#include <pthread.h>
#include <stdlib.h>

static void *end(void *argument)
{
	(void)argument;
	text("the thread exits with", "3");
	exit(3);
}

int main(void)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, end, NULL))
		abort();
	pthread_join(thread, NULL);
	text("joined", "which must not be");
	return 1;
}
