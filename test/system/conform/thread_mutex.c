/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Mutexes of all types, robust and inheriting ones, with their errors. */
#include "check.h"
#include <pthread.h>
#include <sched.h>
#include <time.h>

#define THREADS 8
#define ROUNDS	5000

static pthread_mutex_t mutex;
static long sum;
static volatile int step;

/** The name of what a pthread function returned. */
static void returned(const char *what, int error)
{
	if (error)
		errno = error;
	result(what, error ? -1 : 0);
}

static void make(int type, int robust, int protocol)
{
	pthread_mutexattr_t attributes;

	pthread_mutexattr_init(&attributes);
	pthread_mutexattr_settype(&attributes, type);
	pthread_mutexattr_setrobust(&attributes, robust);
	pthread_mutexattr_setprotocol(&attributes, protocol);
	returned("init", pthread_mutex_init(&mutex, &attributes));
}

static void *try(void *argument)
{
	struct timespec past = {1, 0};

	(void)argument;
	returned("  try in another thread", pthread_mutex_trylock(&mutex));
	returned("  lock until the past",
		 pthread_mutex_timedlock(&mutex, &past));
	return NULL;
}

static void *unlock(void *argument)
{
	(void)argument;
	returned("  unlock in another thread", pthread_mutex_unlock(&mutex));
	return NULL;
}

static void in_thread(void *(*function)(void *))
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, function, NULL))
		abort();
	pthread_join(thread, NULL);
}

static void *add(void *argument)
{
	int i;

	(void)argument;
	for (i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&mutex);
		sum++;
		if (i % 500 == 0)
			sched_yield();
		pthread_mutex_unlock(&mutex);
	}
	return NULL;
}

static void exclusion(void)
{
	pthread_t threads[THREADS];
	int i;

	sum = 0;
	for (i = 0; i < THREADS; i++)
		if (pthread_create(&threads[i], NULL, add, NULL))
			abort();
	for (i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	value("  a sum that all made", sum);
}

static void type(const char *name, int type, int robust, int protocol)
{
	text("mutex", name);
	make(type, robust, protocol);
	returned("  lock", pthread_mutex_lock(&mutex));
	if (type != PTHREAD_MUTEX_NORMAL) {
		returned("  lock again", pthread_mutex_lock(&mutex));
		returned("  unlock", pthread_mutex_unlock(&mutex));
	} else {
		returned("  try again", pthread_mutex_trylock(&mutex));
	}
	if (type == PTHREAD_MUTEX_RECURSIVE) {
		in_thread(try);
		returned("  unlock", pthread_mutex_unlock(&mutex));
	}
	if (type != PTHREAD_MUTEX_NORMAL)
		returned("  unlock once more", pthread_mutex_unlock(&mutex));
	else
		pthread_mutex_unlock(&mutex);
	pthread_mutex_lock(&mutex);
	in_thread(try);
	if (type != PTHREAD_MUTEX_NORMAL)
		in_thread(unlock);
	pthread_mutex_unlock(&mutex);
	exclusion();
	returned("  destroy", pthread_mutex_destroy(&mutex));
}

static void *die_with_it(void *argument)
{
	(void)argument;
	pthread_mutex_lock(&mutex);
	return NULL;
}

static void robust(const char *name, int protocol)
{
	text("owner dies", name);
	make(PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_ROBUST, protocol);
	in_thread(die_with_it);
	returned("  lock", pthread_mutex_lock(&mutex));
	returned("  repair", pthread_mutex_consistent(&mutex));
	returned("  repair again", pthread_mutex_consistent(&mutex));
	returned("  unlock", pthread_mutex_unlock(&mutex));
	returned("  lock", pthread_mutex_lock(&mutex));
	returned("  unlock", pthread_mutex_unlock(&mutex));
	in_thread(die_with_it);
	returned("  try", pthread_mutex_trylock(&mutex));
	returned("  unlock without a repair", pthread_mutex_unlock(&mutex));
	returned("  lock", pthread_mutex_lock(&mutex));
	returned("  try", pthread_mutex_trylock(&mutex));
	pthread_mutex_destroy(&mutex);
}

static void *die_later(void *argument)
{
	struct timespec soon = {0, 30000000};

	(void)argument;
	pthread_mutex_lock(&mutex);
	step = 1;
	nanosleep(&soon, NULL);
	return NULL;
}

static void robust_waiter(void)
{
	pthread_t thread;

	make(PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_ROBUST, PTHREAD_PRIO_NONE);
	if (pthread_create(&thread, NULL, die_later, NULL))
		abort();
	while (step == 0)
		sched_yield();
	returned("one that waits when the owner dies",
		 pthread_mutex_lock(&mutex));
	pthread_mutex_consistent(&mutex);
	returned("unlock", pthread_mutex_unlock(&mutex));
	pthread_join(thread, NULL);
}

int main(void)
{
	type("normal", PTHREAD_MUTEX_NORMAL, 0, PTHREAD_PRIO_NONE);
	type("recursive", PTHREAD_MUTEX_RECURSIVE, 0, PTHREAD_PRIO_NONE);
	type("error checking", PTHREAD_MUTEX_ERRORCHECK, 0, PTHREAD_PRIO_NONE);
	type("inheriting", PTHREAD_MUTEX_NORMAL, 0, PTHREAD_PRIO_INHERIT);
	type("recursive, inheriting", PTHREAD_MUTEX_RECURSIVE, 0,
	     PTHREAD_PRIO_INHERIT);
	type("error checking, inheriting", PTHREAD_MUTEX_ERRORCHECK, 0,
	     PTHREAD_PRIO_INHERIT);
	robust("plain", PTHREAD_PRIO_NONE);
	robust("inheriting", PTHREAD_PRIO_INHERIT);
	robust_waiter();
	return 0;
}
