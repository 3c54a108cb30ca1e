/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Threads that pass a counter round under a lock, and are joined. */
#include <pthread.h>
#include <stdio.h>

#define THREADS 8
#define ROUNDS	100

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int turn;

static void *run(void *arg)
{
	long self = (long)arg;

	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&lock);
		while (turn % THREADS != self)
			pthread_cond_wait(&changed, &lock);
		turn++;
		pthread_cond_broadcast(&changed);
		pthread_mutex_unlock(&lock);
	}
	return arg;
}

int main(void)
{
	pthread_t threads[THREADS];
	long sum = 0;
	void *result;

	for (long i = 0; i < THREADS; i++)
		if (pthread_create(&threads[i], NULL, run, (void *)i))
			return 1;
	for (int i = 0; i < THREADS; i++) {
		if (pthread_join(threads[i], &result))
			return 2;
		sum += (long)result;
	}
	printf("%d turns, sum %ld\n", turn, sum);
	return 0;
}
