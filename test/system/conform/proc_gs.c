/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The GS base: a thread's own, over system calls, faults, signals and execve.
 */
#include "check.h"
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <ucontext.h>

#if !defined(__x86_64__)
#error "The register is one of x86_64"
#endif

#define ARCH_SET_GS    0x1001
#define ARCH_GET_GS    0x1004
#define ARCH_SET_CPUID 0x1012
#define TURNS	       200

static uintptr_t blocks[8][2];

static long set(uintptr_t base)
{
	return raw(SYS_arch_prctl, ARCH_SET_GS, base);
}

static uintptr_t told(void)
{
	uintptr_t base = 1;

	raw(SYS_arch_prctl, ARCH_GET_GS, &base);
	return base;
}

static uintptr_t read_gs(void)
{
	uintptr_t word;

	__asm__ volatile("mov %%gs:8, %0" : "=r"(word));
	return word;
}

static long set_block(int i)
{
	blocks[i][1] = (uintptr_t)i + 100;
	return set((uintptr_t)&blocks[i]);
}

/* Threads from before there was a base: each waits in another way. */
static sem_t begun, go;
static volatile int spinning = 1;
static int ends[2];
static void *waits_semaphore(void *argument)
{
	sem_post(&begun);
	sem_wait(&go);
	return (void *)(told() + (uintptr_t)argument);
}

static void *waits_pipe(void *argument)
{
	char byte;

	sem_post(&begun);
	if (read(ends[0], &byte, 1) != 1)
		return NULL;
	return (void *)(told() + (uintptr_t)argument);
}

static void *waits_spinning(void *argument)
{
	sem_post(&begun);
	while (spinning)
		;
	return (void *)(told() + (uintptr_t)argument);
}

static void *waits_yielding(void *argument)
{
	sem_post(&begun);
	while (spinning)
		sched_yield();
	return (void *)(told() + (uintptr_t)argument);
}

static void before(void)
{
	static void *(*const all[])(void *) = {waits_semaphore, waits_pipe,
					       waits_spinning, waits_yielding};
	pthread_t threads[4];
	void *with;
	size_t i;

	sem_init(&begun, 0, 0);
	sem_init(&go, 0, 0);
	if (pipe(ends))
		abort();
	for (i = 0; i < 4; i++)
		pthread_create(&threads[i], NULL, all[i], (void *)(i + 1));
	for (i = 0; i < 4; i++)
		sem_wait(&begun);
	result("set", set_block(0));
	value("read", (long)read_gs());
	spinning = 0;
	sem_post(&go);
	if (write(ends[1], "x", 1) != 1)
		abort();
	for (i = 0; i < 4; i++) {
		pthread_join(threads[i], &with);
		value("a thread from before has none", (long)with);
	}
	value("still read", (long)read_gs());
}

/* Every thread its own, in whatever way it is switched. */
static void *turns(void *argument)
{
	int own = (int)(intptr_t)argument, i, wrong = 0;
	struct timespec little = {.tv_nsec = 10000};
	volatile char *page;

	wrong += read_gs() != 100;
	set_block(own);
	for (i = 0; i < TURNS; i++) {
		if (i % 3 == 0)
			sched_yield();
		else if (i % 7 == 0)
			nanosleep(&little, NULL);
		else if (i % 11 == 0)
			getppid();
		page = mmap(NULL, CHECK_PAGE, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		*page = 1;
		munmap((void *)page, CHECK_PAGE);
		wrong += read_gs() != (uintptr_t)own + 100;
	}
	wrong += told() != (uintptr_t)&blocks[own];
	return (void *)(intptr_t)wrong;
}

static void switched(void)
{
	pthread_t threads[4];
	void *wrong;
	int i;

	for (i = 0; i < 4; i++)
		pthread_create(&threads[i], NULL, turns,
			       (void *)(intptr_t)(i + 1));
	for (i = 0; i < 4; i++) {
		pthread_join(threads[i], &wrong);
		value("wrong in a thread that inherits and sets",
		      (long)(intptr_t)wrong);
	}
	value("the first has its own", (long)read_gs());
}

static volatile uintptr_t inside;
static volatile int handled;

static void handler(int signal)
{
	(void)signal;
	inside = read_gs();
	handled++;
}

static void handler_sets(int signal)
{
	(void)signal;
	set_block(7);
}

static void skip(int signal, siginfo_t *info, void *context)
{
	(void)signal;
	inside = (uintptr_t)info->si_addr;
	((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP] += 9;
}

static void signals(void)
{
	struct itimerval soon = {.it_value = {.tv_usec = 2000}};
	struct sigaction act = {.sa_flags = SA_SIGINFO};

	signal(SIGUSR1, handler);
	raise(SIGUSR1);
	value("in a handler", (long)inside);
	value("behind it", (long)read_gs());
	inside = 0;
	handled = 0;
	signal(SIGALRM, handler);
	setitimer(ITIMER_REAL, &soon, NULL);
	while (!handled)
		;
	value("in one that came at any time", (long)inside);
	signal(SIGUSR1, handler_sets);
	raise(SIGUSR1);
	value("one that sets it", (long)read_gs());

	act.sa_sigaction = skip;
	sigaction(SIGSEGV, &act, NULL);
	set(0x20000);
	/* Nine bytes */
	__asm__ volatile("movb $1, %gs:0x10");
	value("a fault by it", (long)inside);
	set(0);
	__asm__ volatile("movb $1, %gs:0x10");
	value("a fault without one", (long)inside);
	signal(SIGSEGV, SIG_DFL);
}

static void limits(void)
{
	result("the last address", set(0x7fffffffefff));
	value("told", told() == 0x7fffffffefff);
	result("the page behind", set(0x7ffffffff000));
	result("not canonical", set((uintptr_t)1 << 47));
	result("the kernel's", set(~(uintptr_t)0));
	value("none of them", told() == 0x7fffffffefff);
}

int main(int argc, char **argv)
{
	char again[] = "again", *const args[] = {again, again, NULL};

	(void)argv;
	if (argc > 1) {
		value("none behind execve", (long)told());
		result("set", set_block(1));
		value("read", (long)read_gs());
		return 0;
	}
	value("none", (long)told());
	result("set none", set(0));
	before();
	switched();
	signals();
	limits();
	set_block(5);
	execv("/proc/self/exe", args);
	return 1;
}
