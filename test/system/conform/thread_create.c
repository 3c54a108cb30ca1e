/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Threads: creation, what they have of their own, how they end. */
#include "check.h"
#include <limits.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#define MANY  200
#define STACK 131072

static __thread int local = 17;
static __thread int zero[100];
static __thread char aligned __attribute__((aligned(256)));
static volatile int counter;
static sem_t done;

static void *give_back(void *argument)
{
	return argument;
}

static void *count(void *argument)
{
	(void)argument;
	__atomic_add_fetch(&counter, 1, __ATOMIC_SEQ_CST);
	return NULL;
}

static void *count_and_post(void *argument)
{
	count(argument);
	sem_post(&done);
	return NULL;
}

static void *exits(void *argument)
{
	pthread_exit(argument);
}

static void joining(void)
{
	pthread_t thread, threads[MANY];
	void *ret;
	int i;

	result("create", pthread_create(&thread, NULL, give_back, (void *)42));
	result("join", pthread_join(thread, &ret));
	value("what it returned", (long)ret);
	pthread_create(&thread, NULL, exits, (void *)43);
	pthread_join(thread, &ret);
	value("what it exited with", (long)ret);
	for (i = 0; i < MANY; i++) {
		pthread_create(&thread, NULL, count, NULL);
		pthread_join(thread, NULL);
	}
	value("one after the other", counter);
	counter = 0;
	for (i = 0; i < MANY; i++)
		if (pthread_create(&threads[i], NULL, count, NULL))
			abort();
	for (i = 0; i < MANY; i++)
		pthread_join(threads[i], NULL);
	value("at the same time", counter);
}

static void detaching(void)
{
	pthread_attr_t attributes;
	pthread_t thread;

	sem_init(&done, 0, 0);
	counter = 0;
	pthread_attr_init(&attributes);
	result("set detached", pthread_attr_setdetachstate(
				       &attributes, PTHREAD_CREATE_DETACHED));
	result("create detached",
	       pthread_create(&thread, &attributes, count_and_post, NULL));
	sem_wait(&done);
	value("it ran", counter);
	result("create", pthread_create(&thread, NULL, count_and_post, NULL));
	result("detach", pthread_detach(thread));
	sem_wait(&done);
	value("it ran", counter);
}

static void *locals(void *argument)
{
	(void)argument;
	value("initial value in a thread", local);
	value("zero in a thread", zero[99]);
	value("aligned", ((uintptr_t)&aligned & 255) == 0);
	local = 99;
	return &local;
}

static void thread_storage(void)
{
	pthread_t thread;
	void *theirs;

	local = 18;
	zero[99] = 5;
	pthread_create(&thread, NULL, locals, NULL);
	pthread_join(thread, &theirs);
	value("elsewhere than ours", theirs != &local);
	value("ours stays", local);
	pthread_create(&thread, NULL, locals, NULL);
	pthread_join(thread, NULL);
}

static pthread_key_t key;
static volatile int destroyed;

static void destroy(void *with)
{
	if (++destroyed < 3)
		pthread_setspecific(key, with);
}

static void *specific(void *argument)
{
	value("nothing at first", pthread_getspecific(key) == NULL);
	pthread_setspecific(key, argument);
	value("what was set", (long)pthread_getspecific(key));
	return NULL;
}

static void specifics(void)
{
	pthread_t thread;

	result("create a key", pthread_key_create(&key, destroy));
	pthread_create(&thread, NULL, specific, (void *)7);
	pthread_join(thread, NULL);
	value("destroyed until it stays empty", destroyed);
	result("delete the key", pthread_key_delete(key));
}

static void *look_around(void *argument)
{
	char here;

	value("on its stack", (uintptr_t)&here - (uintptr_t)argument < STACK);
	value("the same process", raw(SYS_getpid) == getpid());
	value("another thread", raw(SYS_gettid) != getpid());
	return (void *)raw(SYS_gettid);
}

static void attributes(void)
{
	pthread_attr_t attributes;
	pthread_t thread;
	size_t size;
	void *stack = mmap(NULL, STACK, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	pthread_attr_init(&attributes);
	value("a stack too small",
	      pthread_attr_setstacksize(&attributes, 16) == EINVAL);
	result("its size", pthread_attr_setstacksize(&attributes, STACK));
	pthread_attr_getstacksize(&attributes, &size);
	value("size", (long)size);
	result("a stack of ours",
	       pthread_attr_setstack(&attributes, stack, STACK));
	result("create",
	       pthread_create(&thread, &attributes, look_around, stack));
	pthread_join(thread, NULL);
	value("the main thread's number is the process'",
	      raw(SYS_gettid) == getpid());
	munmap(stack, STACK);
}

int main(void)
{
	joining();
	detaching();
	thread_storage();
	specifics();
	attributes();
	return 0;
}
