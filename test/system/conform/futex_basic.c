/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* futex(): waiting and waking, what it refuses, and its times. */
#include "check.h"
#include "futex.h"
#include <pthread.h>
#include <sys/mman.h>

#define PRIVATE FUTEX_PRIVATE_FLAG
#define PAGE	4096

static unsigned int word;
static volatile int woken;

static void arguments(void)
{
	char *area = mmap(NULL, PAGE, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	result("unknown operation", futex(&word, 99, 0, NULL, NULL, 0));
	result("wake, nobody waits",
	       futex(&word, FUTEX_WAKE, 1, NULL, NULL, 0));
	result("wake privately, nobody waits",
	       futex(&word, FUTEX_WAKE | PRIVATE, 1, NULL, NULL, 0));
	result("wake none", futex(&word, FUTEX_WAKE, 0, NULL, NULL, 0));
	result("wake, not aligned",
	       futex(area + 1, FUTEX_WAKE, 1, NULL, NULL, 0));
	result("wait, not aligned",
	       futex(area + 2, FUTEX_WAIT, 0, NULL, NULL, 0));
	result("wake, unmapped",
	       futex(bad_unmapped(), FUTEX_WAKE, 1, NULL, NULL, 0));
	result("wake privately, unmapped",
	       futex(bad_unmapped(), FUTEX_WAKE | PRIVATE, 1, NULL, NULL, 0));
	result("wait, unmapped",
	       futex(bad_unmapped(), FUTEX_WAIT, 0, NULL, NULL, 0));
	result("wait privately, unmapped",
	       futex(bad_unmapped(), FUTEX_WAIT | PRIVATE, 0, NULL, NULL, 0));
	result("wait, another value",
	       futex(&word, FUTEX_WAIT, 5, NULL, NULL, 0));
	result("wait privately, another value",
	       futex(&word, FUTEX_WAIT | PRIVATE, 5, NULL, NULL, 0));
	result("wait, read only, another value",
	       futex(bad_readonly(), FUTEX_WAIT | PRIVATE, 5, NULL, NULL, 0));
	result("clock of a wake",
	       futex(&word, FUTEX_WAKE | FUTEX_CLOCK_REALTIME, 1, NULL, NULL,
		     0));
	munmap(area, PAGE);
}

static void times(void)
{
	struct timespec at_once = {0, 0}, soon = {0, 20000000};
	struct timespec wrong = {0, 1000000000}, negative = {-1, 0};
	struct timespec past = {1, 0}, before, after;
	long took;

	result("no time", futex(&word, FUTEX_WAIT, 0, &at_once, NULL, 0));
	clock_gettime(CLOCK_MONOTONIC, &before);
	result("a short time", futex(&word, FUTEX_WAIT, 0, &soon, NULL, 0));
	clock_gettime(CLOCK_MONOTONIC, &after);
	took = (after.tv_sec - before.tv_sec) * 1000000000 + after.tv_nsec -
	       before.tv_nsec;
	value("not less", took >= soon.tv_nsec);
	result("a wrong time", futex(&word, FUTEX_WAIT, 0, &wrong, NULL, 0));
	result("a negative time",
	       futex(&word, FUTEX_WAIT, 0, &negative, NULL, 0));
	result("a wrong time, another value",
	       futex(&word, FUTEX_WAIT, 5, &wrong, NULL, 0));
	result("time unmapped",
	       futex(&word, FUTEX_WAIT, 0, bad_unmapped(), NULL, 0));
	result("time partly mapped",
	       futex(&word, FUTEX_WAIT, 0, bad_partly(8), NULL, 0));
	result("until the past",
	       futex(&word, FUTEX_WAIT_BITSET, 0, &past, NULL, ~0U));
	result("until the past of the real time",
	       futex(&word, FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME, 0, &past,
		     NULL, ~0U));
	clock_gettime(CLOCK_REALTIME, &after);
	after.tv_nsec += 1000000;
	if (after.tv_nsec >= 1000000000) {
		after.tv_nsec -= 1000000000;
		after.tv_sec++;
	}
	result("until soon of the real time",
	       futex(&word, FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME, 0, &after,
		     NULL, ~0U));
	result("wait for no bits",
	       futex(&word, FUTEX_WAIT_BITSET, 0, NULL, NULL, 0));
	result("wake no bits",
	       futex(&word, FUTEX_WAKE_BITSET, 1, NULL, NULL, 0));
	result("wake a bit, nobody waits",
	       futex(&word, FUTEX_WAKE_BITSET, 1, NULL, NULL, 1));
}

struct waiter {
	unsigned int *at;
	unsigned int bits;
	int operation;
	long ret;
	volatile int done;
	pthread_t thread;
};

static void *wait_for_it(void *argument)
{
	struct waiter *me = argument;

	me->ret = futex(me->at, me->operation, 0, NULL, NULL, me->bits);
	me->done = 1;
	__atomic_add_fetch(&woken, 1, __ATOMIC_SEQ_CST);
	return NULL;
}

/** Starts one that waits, beside some others; returns when it does. */
static void wait_start(struct waiter *of, unsigned int *at, int operation,
		       unsigned int bits, int others)
{
	memset(of, 0, sizeof(*of));
	of->at = at;
	of->operation = operation;
	of->bits = bits;
	if (pthread_create(&of->thread, NULL, wait_for_it, of))
		abort();
	futex_await(at, operation & PRIVATE, others + 1);
}

static void wait_end(struct waiter *of)
{
	pthread_join(of->thread, NULL);
	value("  the waiter's result", of->ret);
}

static void waking(void)
{
	struct waiter one, two, three;

	wait_start(&one, &word, FUTEX_WAIT, 0, 0);
	result("wake one", futex(&word, FUTEX_WAKE, 1, NULL, NULL, 0));
	wait_end(&one);
	wait_start(&one, &word, FUTEX_WAIT | PRIVATE, 0, 0);
	result("wake the private one",
	       futex(&word, FUTEX_WAKE | PRIVATE, 9, NULL, NULL, 0));
	wait_end(&one);
	wait_start(&one, &word, FUTEX_WAIT, 0, 0);
	wait_start(&two, &word, FUTEX_WAIT, 0, 1);
	wait_start(&three, &word, FUTEX_WAIT, 0, 2);
	woken = 0;
	result("wake two of three", futex(&word, FUTEX_WAKE, 2, NULL, NULL, 0));
	pthread_join(one.thread, NULL);
	pthread_join(two.thread, NULL);
	value("two woke", woken);
	value("the first that came", one.done && two.done);
	value("not the last", three.done);
	result("wake the rest",
	       futex(&word, FUTEX_WAKE, 0x7fffffff, NULL, NULL, 0));
	wait_end(&three);
}

static void bits(void)
{
	struct waiter one, two;

	wait_start(&one, &word, FUTEX_WAIT_BITSET, 1, 0);
	wait_start(&two, &word, FUTEX_WAIT_BITSET, 6, 1);
	result("wake a bit that none has",
	       futex(&word, FUTEX_WAKE_BITSET, 9, NULL, NULL, 8));
	result("wake the second's bit",
	       futex(&word, FUTEX_WAKE_BITSET, 9, NULL, NULL, 4));
	wait_end(&two);
	value("the first waits", one.done);
	result("wake all bits",
	       futex(&word, FUTEX_WAKE_BITSET, 9, NULL, NULL, ~0U));
	wait_end(&one);
	wait_start(&one, &word, FUTEX_WAIT_BITSET, 2, 0);
	result("a plain wake ignores bits",
	       futex(&word, FUTEX_WAKE, 9, NULL, NULL, 0));
	wait_end(&one);
}

static void sharing(void)
{
	char *first = mmap(NULL, PAGE, PROT_READ | PROT_WRITE,
			   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	char *second = mremap(first, 0, PAGE, MREMAP_MAYMOVE);
	struct waiter one;

	wait_start(&one, (unsigned int *)first, FUTEX_WAIT, 0, 0);
	result("wake at the same memory's other address",
	       futex(second, FUTEX_WAKE, 9, NULL, NULL, 0));
	wait_end(&one);
	wait_start(&one, (unsigned int *)first, FUTEX_WAIT | PRIVATE, 0, 0);
	result("privately it is another",
	       futex(second, FUTEX_WAKE | PRIVATE, 9, NULL, NULL, 0));
	result("and the same here",
	       futex(first, FUTEX_WAKE | PRIVATE, 9, NULL, NULL, 0));
	wait_end(&one);
}

int main(void)
{
	arguments();
	times();
	waking();
	bits();
	sharing();
	return 0;
}
