/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Signals of a timer at every moment: while threads begin and end, wait at
 * words, change their masks, or do nothing that enters the kernel. */
#include "check.h"
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/time.h>
#include <time.h>

#define ROUNDS 150

static volatile unsigned long alarms, calls;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int allowed;
static sem_t done;

static void note(int signal)
{
	if (signal == SIGALRM)
		alarms++;
	else
		calls++;
}

static void every(suseconds_t first, suseconds_t interval)
{
	struct itimerval timer = {.it_value = {0, first},
				  .it_interval = {0, interval}};

	setitimer(ITIMER_REAL, &timer, NULL);
}

static void *nothing(void *argument)
{
	return argument;
}

static void *wait_until_allowed(void *argument)
{
	pthread_mutex_lock(&lock);
	while (!allowed)
		pthread_cond_wait(&changed, &lock);
	allowed--;
	pthread_mutex_unlock(&lock);
	sem_post(&done);
	return argument;
}

static void *call(void *whom)
{
	for (int i = 0; i < 20; i++)
		pthread_kill(*(pthread_t *)whom, SIGUSR1);
	return NULL;
}

static void done_wait(void)
{
	while (sem_wait(&done))
		if (errno != EINTR)
			abort();
}

/** With the alarm unblocked only here. */
static void suspend(void)
{
	sigset_t alarm, old;

	sigemptyset(&alarm);
	sigaddset(&alarm, SIGALRM);
	pthread_sigmask(SIG_BLOCK, &alarm, &old);
	sigsuspend(&old);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
}

static void wait_somehow(int how)
{
	struct timespec moment = {0, 100000};
	unsigned long before = alarms;

	switch (how) {
	case 0:
		nanosleep(&moment, NULL);
		break;
	case 1:
		poll(NULL, 0, 1);
		break;
	case 2:
		suspend();
		break;
	default:
		while (alarms == before)
			;
	}
}

/** Threads come and go under a timer of 0.1 ms. */
static void threads(void)
{
	void *(*functions[])(void *) = {nothing, wait_until_allowed, call};
	pthread_t self = pthread_self(), thread[3];
	int ended = 0;

	every(100, 100);
	for (int i = 0; i < ROUNDS; i++) {
		for (int t = 0; t < 3; t++)
			if (pthread_create(&thread[t], NULL, functions[t],
					   &self))
				abort();
		pthread_mutex_lock(&lock);
		allowed++;
		pthread_cond_signal(&changed);
		pthread_mutex_unlock(&lock);
		done_wait();
		for (int t = 0; t < 3; t++)
			ended += !pthread_join(thread[t], NULL);
		wait_somehow(i % 4);
	}
	every(0, 0);
	value("threads that ended", ended);
	value("the timer's signals came", alarms > 0);
	value("and the threads'", calls > 0);
}

/** Takes the alarm, without the kernel's help. */
static void *take_alarms(void *argument)
{
	for (unsigned long i = 1; i <= ROUNDS; i++) {
		while (alarms < i)
			;
		sem_post(&done);
	}
	return argument;
}

/** A thread that is about to block the alarm may have been chosen to take it.
 */
static void passed_on(void)
{
	pthread_t thread;
	sigset_t alarm;

	sigemptyset(&alarm);
	sigaddset(&alarm, SIGALRM);
	alarms = 0;
	if (pthread_create(&thread, NULL, take_alarms, NULL))
		abort();
	for (int i = 0; i < ROUNDS; i++) {
		every(1 + i % 30, 0);
		pthread_sigmask(SIG_BLOCK, &alarm, NULL);
		done_wait();
		pthread_sigmask(SIG_UNBLOCK, &alarm, NULL);
	}
	pthread_join(thread, NULL);
	value("alarms for a mask that changes", (long)alarms);
}

int main(void)
{
	struct sigaction action = {.sa_handler = note};

	sem_init(&done, 0, 0);
	sigaction(SIGALRM, &action, NULL);
	sigaction(SIGUSR1, &action, NULL);
	threads();
	passed_on();
	return 0;
}
