/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Instructions that a program in user mode may not use: each is a SIGSEGV. */
#include "check.h"
#include <signal.h>
#include <sys/time.h>
#include <ucontext.h>

#if !defined(__x86_64__)
#error "These instructions are those of x86_64"
#endif

static volatile int caught, code, length;

static void skip(int signal, siginfo_t *info, void *context)
{
	caught = signal;
	code = info->si_code;
	((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP] += length;
}

static void tick(int signal)
{
	(void)signal;
}

static void say(const char *what)
{
	value(what, caught);
	value("  code", code);
	caught = code = 0;
}

int main(void)
{
	struct itimerval soon = {.it_value = {.tv_usec = 10000}}, off = {0};
	struct sigaction act = {.sa_flags = SA_SIGINFO};

	act.sa_sigaction = skip;
	sigemptyset(&act.sa_mask);
	sigaction(SIGSEGV, &act, NULL);
	signal(SIGALRM, tick);
	/* Where it is allowed, it is to end */
	setitimer(ITIMER_REAL, &soon, NULL);
	length = 1;
	__asm__ volatile("hlt");
	setitimer(ITIMER_REAL, &off, NULL);
	say("hlt");
	__asm__ volatile("cli");
	say("cli");
	__asm__ volatile("sti");
	say("sti");
	length = 2;
	__asm__ volatile("in $0x80, %%al" : : : "rax");
	say("a port");
	__asm__ volatile("int $0x20");
	say("an interrupt");
	return 0;
}
