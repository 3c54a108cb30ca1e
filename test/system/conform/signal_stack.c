/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* sigaltstack(): what it refuses, and handlers that run there. */
#include "check.h"
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#define SIZE 65536

static char stack[SIZE], other[SIZE];
static sigjmp_buf back;
static volatile long inside, flags, change, code;

static int is_on_stack(void)
{
	char here;

	return (uintptr_t)&here - (uintptr_t)stack < SIZE;
}

static void note(int signal)
{
	stack_t now, new = {.ss_sp = other, .ss_size = SIZE};

	(void)signal;
	inside = is_on_stack();
	sigaltstack(NULL, &now);
	flags = now.ss_flags;
	change = raw(SYS_sigaltstack, &new, NULL) == -1 ? errno : 0;
}

static void leave(int signal, siginfo_t *info, void *context)
{
	(void)context;
	inside = is_on_stack();
	code = info->si_code;
	siglongjmp(back, signal);
}

static long set(void *at, size_t size, int with)
{
	stack_t new;

	memset(&new, 0, sizeof(new));
	new.ss_sp = at;
	new.ss_size = size;
	new.ss_flags = with;
	return raw(SYS_sigaltstack, &new, NULL);
}

static void arguments(void)
{
	stack_t old;

	result("read", sigaltstack(NULL, &old));
	value("none at first", old.ss_flags == SS_DISABLE);
	result("too small", set(stack, 1024, 0));
	result("unknown flags", set(stack, SIZE, 8));
	result("new unmapped", raw(SYS_sigaltstack, bad_unmapped(), NULL));
	result("new partly mapped", raw(SYS_sigaltstack, bad_partly(12), NULL));
	result("old unmapped", raw(SYS_sigaltstack, NULL, bad_unmapped()));
	result("old read only", raw(SYS_sigaltstack, NULL, bad_readonly()));
	result("set", set(stack, SIZE, 0));
	result("read", sigaltstack(NULL, &old));
	value("its address", old.ss_sp == stack);
	value("its size", (long)old.ss_size);
	value("its flags", old.ss_flags);
	result("ONSTACK is accepted", set(stack, SIZE, SS_ONSTACK));
	result("off, size and address do not count", set(NULL, 0, SS_DISABLE));
	result("read", sigaltstack(NULL, &old));
	value("off", old.ss_flags == SS_DISABLE);
}

static void handling(void)
{
	struct sigaction act = {.sa_handler = note};
	stack_t old;

	sigemptyset(&act.sa_mask);
	set(stack, SIZE, 0);
	sigaction(SIGUSR1, &act, NULL);
	raise(SIGUSR1);
	value("without the flag on the alternate stack", inside);
	value("flags there", flags);
	value("changing it there", change);
	set(stack, SIZE, 0);
	act.sa_flags = SA_ONSTACK;
	sigaction(SIGUSR1, &act, NULL);
	raise(SIGUSR1);
	value("with the flag on the alternate stack", inside);
	value("flags there", flags == SS_ONSTACK);
	value("it cannot be changed there", change == EPERM);
	sigaltstack(NULL, &old);
	value("flags behind", old.ss_flags);
	value("its address behind", old.ss_sp == stack);
	set(stack, SIZE, (int)(1U << 31));
	raise(SIGUSR1);
	value("disarmed there", flags == SS_DISABLE);
	value("it can be changed there", change);
	sigaltstack(NULL, &old);
	value("armed again behind", old.ss_sp == stack);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winfinite-recursion"
__attribute__((noinline)) static int recurse(volatile char *caller)
{
	volatile char frame[4096];

	frame[0] = caller[0];
	return recurse(frame) + frame[0];
}
#pragma GCC diagnostic pop

static void overflow(void)
{
	struct sigaction act = {.sa_flags = SA_ONSTACK | SA_SIGINFO};
	struct rlimit limit;
	volatile char top = 1;
	int with;

	getrlimit(RLIMIT_STACK, &limit);
	value("a limit of the stack", limit.rlim_cur >= 65536);
	set(stack, SIZE, 0);
	act.sa_sigaction = leave;
	sigemptyset(&act.sa_mask);
	sigaction(SIGSEGV, &act, NULL);
	inside = 0;
	with = sigsetjmp(back, 1);
	if (with == 0)
		recurse(&top);
	value("the stack ran over", with);
	value("handled on the alternate stack", inside);
	value("the code", code == SEGV_MAPERR || code == SEGV_ACCERR);
	with = sigsetjmp(back, 1);
	if (with == 0)
		recurse(&top);
	value("and again", with);
}

int main(void)
{
	arguments();
	handling();
	overflow();
	return 0;
}
