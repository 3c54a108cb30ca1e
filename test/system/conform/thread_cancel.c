/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Cancellation: of what waits, of what does not, and what runs then. */
#include "check.h"
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <time.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static volatile int started, cleaned;
static volatile int go;
static sem_t semaphore;
static int ends[2];

static void clean(void *argument)
{
	cleaned = cleaned * 10 + (int)(long)argument;
}

static void *sleeps(void *argument)
{
	struct timespec long_time = {1000, 0};

	pthread_cleanup_push(clean, (void *)1);
	pthread_cleanup_push(clean, (void *)2);
	started = 1;
	nanosleep(&long_time, NULL);
	pthread_cleanup_pop(0);
	pthread_cleanup_pop(0);
	return argument;
}

static void *reads(void *argument)
{
	char byte;

	(void)argument;
	pthread_cleanup_push(clean, (void *)3);
	started = 1;
	while (read(ends[0], &byte, 1) != 0)
		;
	pthread_cleanup_pop(0);
	return NULL;
}

static void unlock(void *argument)
{
	cleaned = 4;
	pthread_mutex_unlock(argument);
}

static void *waits(void *argument)
{
	pthread_mutex_lock(&mutex);
	pthread_cleanup_push(unlock, &mutex);
	started = 1;
	while (!argument)
		pthread_cond_wait(&condition, &mutex);
	pthread_cleanup_pop(1);
	return argument;
}

static void *takes(void *argument)
{
	started = 1;
	while (sem_wait(&semaphore) == 0)
		;
	return argument;
}

static void *spins(void *argument)
{
	int old;

	pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, &old);
	started = 1;
	for (;;)
		go++;
	return argument;
}

static void *tests(void *argument)
{
	int old;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old);
	started = 1;
	while (!go)
		sched_yield();
	pthread_testcancel();
	cleaned = 5;
	pthread_setcancelstate(old, &old);
	pthread_testcancel();
	cleaned = 6;
	return argument;
}

static void cancel(const char *what, void *(*function)(void *))
{
	pthread_t thread;
	void *ret;

	started = cleaned = go = 0;
	if (pthread_create(&thread, NULL, function, NULL))
		abort();
	while (!started)
		sched_yield();
	usleep(5000);
	result(what, pthread_cancel(thread));
	go = 1;
	pthread_join(thread, &ret);
	value("  it was", ret == PTHREAD_CANCELED);
	value("  what was cleaned", cleaned);
}

int main(void)
{
	if (pipe(ends) || sem_init(&semaphore, 0, 0))
		abort();
	cancel("cancel a sleep", sleeps);
	cancel("cancel a read", reads);
	cancel("cancel a condition", waits);
	result("its mutex is free", pthread_mutex_trylock(&mutex));
	cancel("cancel a semaphore", takes);
	cancel("cancel at any time", spins);
	cancel("cancel what is not ready to be", tests);
	return 0;
}
