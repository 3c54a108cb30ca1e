/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Sleeping until the process has used the processor for some time. */
#include "check.h"
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <sys/time.h>
#include <time.h>

static volatile int stop;

static void *busy(void *unused)
{
	(void)unused;
	while (!stop)
		;
	return NULL;
}

static void handler(int signal)
{
	(void)signal;
}

static long by_cpu(int flags, const struct timespec *how_long,
		   struct timespec *left)
{
	return raw(SYS_clock_nanosleep, CLOCK_PROCESS_CPUTIME_ID, flags,
		   how_long, left);
}

int main(void)
{
	const struct itimerval soon = {.it_value = {.tv_usec = 50000}};
	struct timespec little = {0, 30000000}, one, two, left = {9, 9};
	struct sigaction action = {.sa_handler = handler};
	pthread_t thread;

	pthread_create(&thread, NULL, busy, NULL);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &one);
	result("while another thread works", by_cpu(0, &little, NULL));
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &two);
	value("it has worked for so long",
	      (int64_t)(two.tv_sec - one.tv_sec) * 1000000000 + two.tv_nsec -
			      one.tv_nsec >=
		      30000000);
	result("until what is past", by_cpu(TIMER_ABSTIME, &one, NULL));
	stop = 1;
	pthread_join(thread, NULL);

	/* Nobody works: only a signal ends that */
	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &soon, NULL);
	little.tv_sec = 3;
	result("nobody works", by_cpu(0, &little, &left));
	value("most is left", left.tv_sec >= 2 && left.tv_sec <= 3);
	return 0;
}
