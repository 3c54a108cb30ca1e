/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Conditions, barriers, read-write locks, semaphores, once. */
#include "check.h"
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <time.h>

#define THREADS 6

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_barrier_t barrier;
static sem_t semaphore;
static int tickets, waiting, through, serial, ran;

static void returned(const char *what, int error)
{
	if (error)
		errno = error;
	result(what, error ? -1 : 0);
}

static void run(void *(*function)(void *), pthread_t *threads)
{
	int i;

	for (i = 0; i < THREADS; i++)
		if (pthread_create(&threads[i], NULL, function, NULL))
			abort();
}

static void join(pthread_t *threads)
{
	int i;

	for (i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
}

static void *take_ticket(void *argument)
{
	pthread_mutex_lock(&mutex);
	waiting++;
	while (tickets == 0)
		pthread_cond_wait(&condition, &mutex);
	tickets--;
	through++;
	pthread_mutex_unlock(&mutex);
	return argument;
}

static void give(int count, int (*wake)(pthread_cond_t *))
{
	pthread_mutex_lock(&mutex);
	tickets += count;
	wake(&condition);
	pthread_mutex_unlock(&mutex);
}

static void conditions(void)
{
	struct timespec past = {1, 0}, soon;
	pthread_condattr_t attributes;
	pthread_cond_t monotonic;
	pthread_t threads[THREADS];
	int seen = 0;

	run(take_ticket, threads);
	while (seen < THREADS) {
		pthread_mutex_lock(&mutex);
		seen = waiting;
		pthread_mutex_unlock(&mutex);
	}
	give(1, pthread_cond_signal);
	while (seen) {
		pthread_mutex_lock(&mutex);
		seen = tickets;
		pthread_mutex_unlock(&mutex);
	}
	value("a signal lets one through", through);
	give(THREADS - 1, pthread_cond_broadcast);
	join(threads);
	value("a broadcast lets all", through);
	pthread_mutex_lock(&mutex);
	returned("wait until the past",
		 pthread_cond_timedwait(&condition, &mutex, &past));
	clock_gettime(CLOCK_REALTIME, &soon);
	soon.tv_nsec = soon.tv_nsec / 1000 * 1000 + 999999;
	if (soon.tv_nsec >= 1000000000)
		soon.tv_nsec = 999999999;
	returned("wait until soon",
		 pthread_cond_timedwait(&condition, &mutex, &soon));
	soon.tv_nsec = 1000000000;
	returned("wait until a wrong time",
		 pthread_cond_timedwait(&condition, &mutex, &soon));
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	returned("one of the monotonic clock",
		 pthread_cond_init(&monotonic, &attributes));
	clock_gettime(CLOCK_MONOTONIC, &soon);
	soon.tv_sec++;
	returned("wait for a second",
		 pthread_cond_timedwait(&monotonic, &mutex, &soon));
	clock_gettime(CLOCK_MONOTONIC, &past);
	value("not too early",
	      past.tv_sec > soon.tv_sec || (past.tv_sec == soon.tv_sec &&
					    past.tv_nsec >= soon.tv_nsec));
	returned("destroy", pthread_cond_destroy(&monotonic));
	pthread_mutex_unlock(&mutex);
}

static void *pass_barrier(void *argument)
{
	int i;

	for (i = 0; i < 50; i++)
		if (pthread_barrier_wait(&barrier) ==
		    PTHREAD_BARRIER_SERIAL_THREAD)
			__atomic_add_fetch(&serial, 1, __ATOMIC_SEQ_CST);
	return argument;
}

static void barriers(void)
{
	pthread_t threads[THREADS];

	returned("a barrier of none", pthread_barrier_init(&barrier, NULL, 0));
	returned("a barrier", pthread_barrier_init(&barrier, NULL, THREADS));
	run(pass_barrier, threads);
	join(threads);
	value("one is told each time", serial);
	returned("destroy", pthread_barrier_destroy(&barrier));
}

static void *try_both(void *argument)
{
	struct timespec past = {1, 0};
	int read = pthread_rwlock_tryrdlock(&rwlock);

	returned("  try to read", read);
	returned("  try to write", pthread_rwlock_trywrlock(&rwlock));
	returned("  write until the past",
		 pthread_rwlock_timedwrlock(&rwlock, &past));
	if (read == 0)
		pthread_rwlock_unlock(&rwlock);
	return argument;
}

static int readers, writers, wrong;

static void *use_both(void *argument)
{
	int i;

	for (i = 0; i < 500; i++) {
		if (i % 5) {
			pthread_rwlock_rdlock(&rwlock);
			__atomic_add_fetch(&readers, 1, __ATOMIC_SEQ_CST);
			if (__atomic_load_n(&writers, __ATOMIC_SEQ_CST))
				wrong = 1;
			if (i % 50 == 1)
				sched_yield();
			__atomic_sub_fetch(&readers, 1, __ATOMIC_SEQ_CST);
		} else {
			pthread_rwlock_wrlock(&rwlock);
			writers++;
			if (writers != 1 ||
			    __atomic_load_n(&readers, __ATOMIC_SEQ_CST))
				wrong = 1;
			if (i % 50 == 0)
				sched_yield();
			writers--;
		}
		pthread_rwlock_unlock(&rwlock);
	}
	return argument;
}

static void rwlocks(void)
{
	pthread_t threads[THREADS], thread;

	pthread_rwlock_rdlock(&rwlock);
	text("while one reads", "another thread");
	pthread_create(&thread, NULL, try_both, NULL);
	pthread_join(thread, NULL);
	pthread_rwlock_unlock(&rwlock);
	returned("try to write", pthread_rwlock_trywrlock(&rwlock));
	pthread_rwlock_unlock(&rwlock);
	returned("write", pthread_rwlock_wrlock(&rwlock));
	text("while one writes", "another thread");
	pthread_create(&thread, NULL, try_both, NULL);
	pthread_join(thread, NULL);
	pthread_rwlock_unlock(&rwlock);
	run(use_both, threads);
	join(threads);
	value("readers with a writer", wrong);
}

static void *post(void *argument)
{
	int i;

	for (i = 0; i < 100; i++)
		sem_post(&semaphore);
	return argument;
}

static void semaphores(void)
{
	struct timespec past = {1, 0}, bad = {0, 1000000000};
	pthread_t threads[THREADS];
	int i, now;

	result("semaphore", sem_init(&semaphore, 0, 1));
	result("wait", sem_wait(&semaphore));
	result("try", sem_trywait(&semaphore));
	result("wait until the past", sem_timedwait(&semaphore, &past));
	result("wait until a wrong time", sem_timedwait(&semaphore, &bad));
	run(post, threads);
	for (i = 0; i < THREADS * 100; i++)
		sem_wait(&semaphore);
	join(threads);
	sem_getvalue(&semaphore, &now);
	value("all that was posted was taken", now);
	sem_destroy(&semaphore);
	result("larger than there is", sem_init(&semaphore, 0, 0x80000000U));
	sem_init(&semaphore, 0, 0x7fffffff);
	result("post to the largest", sem_post(&semaphore));
}

static void at_once(void)
{
	sched_yield();
	ran++;
}

static void *do_once(void *argument)
{
	pthread_once(&once, at_once);
	return argument;
}

int main(void)
{
	pthread_t threads[THREADS];

	conditions();
	barriers();
	rwlocks();
	semaphores();
	run(do_once, threads);
	join(threads);
	value("once", ran);
	return 0;
}
