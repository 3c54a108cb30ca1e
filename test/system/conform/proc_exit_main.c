/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The main thread ends first; the process does with the last, whose status it
 * is. */
#include "check.h"
#include <pthread.h>
#include <sys/syscall.h>

/* Cleared by the kernel when the main thread ends */
static volatile int main_is_there = 1;

static void *outlive(void *argument)
{
	(void)argument;
	while (main_is_there)
		usleep(1000);
	text("the other thread", "lives on");
	raw(SYS_exit, 6);
	return NULL;
}

int main(void)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, outlive, NULL))
		abort();
	text("the status is", "that of the last thread");
	raw(SYS_set_tid_address, &main_is_there);
	raw(SYS_exit, 5);
	return 1;
}
