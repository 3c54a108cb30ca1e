/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Registers that only look like an interrupted call's: such a call is not made
 * again when a signal arrives, whatever the flags of its handler say.
 */
#include "check.h"
#include <pthread.h>
#include <signal.h>
#include <time.h>

static volatile int handled, second, returned;
static int ends[2];

static void note(int signal)
{
	handled = signal;
}

/** The second signal waits until the first one's handler returns. */
static void raise_second(int signal)
{
	handled = signal;
	raise(SIGUSR2);
}

static void note_second(int signal)
{
	second = signal;
}

static void set(int signal, void (*handler)(int), int flags)
{
	struct sigaction act = {.sa_handler = handler, .sa_flags = flags};

	sigfillset(&act.sa_mask);
	sigaction(signal, &act, NULL);
}

static void *send_soon(void *thread)
{
	static const struct timespec soon = {0, 20000000};

	/* Again, if it came before the call */
	do {
		nanosleep(&soon, NULL);
		pthread_kill(*(pthread_t *)thread, SIGUSR1);
	} while (!returned);
	return NULL;
}

/** A read() that ended with EINTR, when the next handler is about to run. */
static void returning(void)
{
	pthread_t self = pthread_self(), sender;
	char byte;

	set(SIGUSR1, raise_second, 0);
	set(SIGUSR2, note_second, SA_RESTART);
	pthread_create(&sender, NULL, send_soon, &self);
	result("read", read(ends[0], &byte, 1));
	returned = 1;
	pthread_join(sender, NULL);
	value("the first was handled", handled == SIGUSR1);
	value("the second was handled", second == SIGUSR2);
}

/** Counts with the registers of a read() that returned EINTR. */
static long count(void)
{
#if defined(__x86_64__)
	register long result __asm__("rax") = -EINTR;

	while (!handled)
		__asm__ __volatile__("pause" : "+r"(result) : : "memory");
#else
	register long result __asm__("x0") = -EINTR;
	register long number __asm__("x8") = SYS_read;

	while (!handled)
		__asm__ __volatile__("yield"
				     : "+r"(result), "+r"(number)
				     :
				     : "memory");
#endif
	return result;
}

static void computing(void)
{
	pthread_t self = pthread_self(), sender;

	handled = 0;
	set(SIGUSR1, note, SA_RESTART);
	pthread_create(&sender, NULL, send_soon, &self);
	value("what only looks like a result stays", count() == -EINTR);
	pthread_join(sender, NULL);
	value("it was handled", handled == SIGUSR1);
}

int main(void)
{
	if (pipe(ends))
		abort();
	returning();
	computing();
	return 0;
}
