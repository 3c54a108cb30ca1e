/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Words in shared memory, by two addresses, and after the memory is gone. */
#include "check.h"
#include "futex.h"
#include <pthread.h>
#include <time.h>

#define RW     (PROT_READ | PROT_WRITE)
#define SHARED (MAP_SHARED | MAP_ANONYMOUS)
#define WAITS  0 /* FUTEX_WAIT, _WAKE: not private */
#define WAKES  1

static volatile int *map_word(void)
{
	return mmap(NULL, CHECK_PAGE, RW, SHARED, -1, 0);
}

static void *waiter(void *word)
{
	struct timespec limit = {0, 300000000};

	errno = 0;
	if (raw(SYS_futex, word, WAITS, 0, &limit, NULL, 0))
		return (void *)(long)errno;
	return NULL;
}

static void settle(void)
{
	struct timespec t = {0, 50000000};

	nanosleep(&t, NULL);
}

static void finish(pthread_t thread)
{
	void *error;

	pthread_join(thread, &error);
	value("the waiter's error", (long)error == ETIMEDOUT ? 1 : (long)error);
}

int main(void)
{
	volatile int *word = map_word(), *other;
	pthread_t thread;
	long woken = 0;
	int i;

	other = mremap((void *)word, 0, CHECK_PAGE, MREMAP_MAYMOVE);
	if (other == MAP_FAILED ||
	    pthread_create(&thread, NULL, waiter, (void *)word))
		abort();
	settle();
	result("wake by another address", raw(SYS_futex, other, WAKES, 1));
	finish(thread);
	munmap((void *)other, CHECK_PAGE);

	if (pthread_create(&thread, NULL, waiter, (void *)word))
		abort();
	settle();
	result("unmap it while somebody waits",
	       munmap((void *)word, CHECK_PAGE));
	/* what is mapped now is something else, wherever it is kept */
	for (i = 0; i < 20; i++) {
		word = map_word();
		woken += raw(SYS_futex, word, WAKES, 1);
		if (i % 2)
			munmap((void *)word, CHECK_PAGE);
	}
	value("woken by other memory", woken);
	finish(thread);
	return 0;
}
