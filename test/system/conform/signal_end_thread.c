/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A fault in a thread ends the whole process: 128 + SIGSEGV. */
#include "check.h"
#include <pthread.h>

static void *fault(void *argument)
{
	(void)argument;
	text("store", "in a thread");
	*(volatile char *)bad_unmapped() = 1;
	return NULL;
}

int main(void)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, fault, NULL))
		abort();
	pthread_join(thread, NULL);
	text("joined", "which must not be");
	return 0;
}
