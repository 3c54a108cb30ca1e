/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A handler's context: leaving it by a jump, and what changes to it do. */
#include "check.h"
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <ucontext.h>

#define PAGE 4096

static sigjmp_buf back;
static volatile int code, blocked_inside;
static void *volatile address;
static char *area;

static int is_blocked(int signal)
{
	sigset_t set;

	pthread_sigmask(SIG_SETMASK, NULL, &set);
	return sigismember(&set, signal);
}

static void leave(int signal, siginfo_t *info, void *context)
{
	(void)context;
	code = info->si_code;
	address = info->si_addr;
	blocked_inside = is_blocked(signal);
	siglongjmp(back, signal);
}

static void repair(int signal, siginfo_t *info, void *context)
{
	(void)signal;
	(void)context;
	address = info->si_addr;
	mprotect(area, PAGE, PROT_READ | PROT_WRITE);
}

static void block_later(int signal, siginfo_t *info, void *context)
{
	ucontext_t *at = context;

	(void)signal;
	(void)info;
	sigaddset(&at->uc_sigmask, SIGUSR2);
	sigaddset(&at->uc_sigmask, SIGKILL);
}

static void set(int signal, void (*handler)(int, siginfo_t *, void *))
{
	struct sigaction act = {.sa_flags = SA_SIGINFO};

	act.sa_sigaction = handler;
	sigemptyset(&act.sa_mask);
	sigaction(signal, &act, NULL);
}

static void jumping(void)
{
	volatile int round;
	int with;

	set(SIGSEGV, leave);
	for (round = 0; round < 3; round++) {
		with = sigsetjmp(back, 1);
		if (with == 0)
			*(volatile char *)area = 1;
		value("out of the handler", with);
		value("blocked in it", blocked_inside);
		value("blocked behind it", is_blocked(SIGSEGV));
		value("a fault of access", code == SEGV_ACCERR);
		value("its address", (char *)address == area);
	}
	set(SIGUSR1, leave);
	with = sigsetjmp(back, 0);
	if (with == 0)
		raise(SIGUSR1);
	value("out of it without the mask", with);
	value("still blocked", is_blocked(SIGUSR1));
}

static void repairing(void)
{
	set(SIGSEGV, repair);
	area[9] = 'r';
	value("a store that the handler made possible", area[9]);
	value("at its address", (char *)address == area + 9);
}

static void masking(void)
{
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	set(SIGUSR1, block_later);
	raise(SIGUSR1);
	value("blocked by the handler", is_blocked(SIGUSR2));
	value("never KILL", is_blocked(SIGKILL));
	value("nor itself", is_blocked(SIGUSR1));
}

static volatile double sum;

static void calculate(int signal)
{
	double x = 1;
	int i;

	(void)signal;
	for (i = 0; i < 100; i++)
		x = x * 1.5 + 0.25;
	sum = x;
	errno = EDOM;
}

static void registers(void)
{
	double here = 0;
	int i;

	signal(SIGUSR2, SIG_DFL);
	signal(SIGALRM, calculate);
	for (i = 1; i <= 1000; i++) {
		here += 1.0 / i;
		if (i % 10 == 0)
			raise(SIGALRM);
	}
	value("floating point survives a handler", (long)(here * 1e9));
	value("which used it", sum > 1e17);
}

int main(void)
{
	area = mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	jumping();
	repairing();
	masking();
	registers();
	return 0;
}
