/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Threads that wait for signals, timers that start threads, own stacks. */
#include "check.h"
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/syscall.h>
#include <time.h>

static sem_t done;
static volatile int handled;

static void note(int signal)
{
	handled = signal;
}

/** Prints the signals of the process that it waits for, until SIGTERM. */
static void *wait_for_signals(void *set)
{
	int signal = 0;

	while (signal != SIGTERM) {
		if (sigwait(set, &signal))
			abort();
		value("a thread waited for", signal);
		sem_post(&done);
	}
	return NULL;
}

static void waiting(void)
{
	static const int sent[] = {SIGUSR1, SIGHUP, SIGUSR1, SIGTERM};
	pthread_t thread;
	sigset_t set;
	size_t i;

	sigfillset(&set);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	if (pthread_create(&thread, NULL, wait_for_signals, &set))
		abort();
	for (i = 0; i < sizeof(sent) / sizeof(*sent); i++) {
		kill(getpid(), sent[i]);
		sem_wait(&done);
	}
	pthread_join(thread, NULL);
	sigemptyset(&set);
	pthread_sigmask(SIG_SETMASK, &set, NULL);
}

static void tick(union sigval with)
{
	handled = with.sival_int;
	sem_post(&done);
}

static void timers(void)
{
	struct sigevent event = {.sigev_notify = SIGEV_THREAD};
	struct itimerspec soon = {{0, 0}, {0, 1000000}};
	timer_t timer;

	event.sigev_notify_function = tick;
	event.sigev_value.sival_int = 4711;
	result("a timer that starts a thread",
	       timer_create(CLOCK_MONOTONIC, &event, &timer));
	result("set it", timer_settime(timer, 0, &soon, NULL));
	sem_wait(&done);
	value("its value", handled);
	result("delete it", timer_delete(timer));
}

static void *stacks(void *argument)
{
	static char stack[65536];
	stack_t new = {.ss_sp = stack, .ss_size = sizeof(stack)}, old;

	(void)argument;
	sigaltstack(NULL, &old);
	value("a thread starts without one", old.ss_flags == SS_DISABLE);
	result("its own", sigaltstack(&new, NULL));
	return NULL;
}

static void alternate(void)
{
	static char stack[65536];
	stack_t new = {.ss_sp = stack, .ss_size = sizeof(stack)}, old;
	pthread_t thread;

	result("an alternate stack", sigaltstack(&new, NULL));
	pthread_create(&thread, NULL, stacks, NULL);
	pthread_join(thread, NULL);
	sigaltstack(NULL, &old);
	value("ours stays", old.ss_sp == stack);
}

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void *lock(void *argument)
{
	(void)argument;
	handled = 0;
	sem_post(&done);
	pthread_mutex_lock(&mutex);
	value("a handler ran while it waited", handled == SIGUSR1);
	pthread_mutex_unlock(&mutex);
	return NULL;
}

/* A mutex is not given up for a signal, whatever its flags say. */
static void locking(void)
{
	struct sigaction act = {.sa_handler = note};
	pthread_t thread;

	sigemptyset(&act.sa_mask);
	sigaction(SIGUSR1, &act, NULL);
	pthread_mutex_lock(&mutex);
	pthread_create(&thread, NULL, lock, NULL);
	sem_wait(&done);
	usleep(10000);
	pthread_kill(thread, SIGUSR1);
	while (handled == 0)
		usleep(1000);
	usleep(10000);
	text("the mutex", "is unlocked");
	pthread_mutex_unlock(&mutex);
	pthread_join(thread, NULL);
}

static void *take(void *argument)
{
	(void)argument;
	handled = 0;
	result("sem_wait", sem_wait(&done));
	return NULL;
}

static void semaphore(void)
{
	pthread_t thread;

	handled = -1;
	pthread_create(&thread, NULL, take, NULL);
	while (handled != 0)
		usleep(1000);
	usleep(20000);
	pthread_kill(thread, SIGUSR1);
	pthread_join(thread, NULL);
	value("handled", handled);
}

int main(void)
{
	sem_init(&done, 0, 0);
	waiting();
	timers();
	alternate();
	locking();
	semaphore();
	return 0;
}
