/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What a handler's context says of a fault: x86_64's trap number, error code
 * and address, from which compilers at run time and emulators tell a store from
 * a load.
 */
#include "check.h"
#include "probe.h"
#include <signal.h>
#include <ucontext.h>

#define RW   (PROT_READ | PROT_WRITE)
#define PAGE 4096

static sigjmp_buf back;
static volatile unsigned long trap, error, cr2;

static void caught(int signal, siginfo_t *info, void *context)
{
	(void)info;
#ifdef REG_TRAPNO
	const greg_t *gregs = ((ucontext_t *)context)->uc_mcontext.gregs;

	trap = (unsigned long)gregs[REG_TRAPNO];
	error = (unsigned long)gregs[REG_ERR];
	cr2 = (unsigned long)gregs[REG_CR2];
#else
	(void)context;
#endif
	siglongjmp(back, signal);
}

static void fault(const char *what, void (*act)(char *), void *address,
		  int has_address)
{
	trap = error = cr2 = 0;
	if (sigsetjmp(back, 1) == 0)
		act(address);
	check_line("%s: trap %lu, error 0x%lx, address %s", what, trap, error,
		   !has_address			   ? "of another"
		   : cr2 == (unsigned long)address ? "of this"
						   : "wrong");
}

static void nothing(int signal, siginfo_t *info, void *context)
{
	(void)signal;
	(void)info;
#ifdef REG_TRAPNO
	trap = (unsigned long)((ucontext_t *)context)
		       ->uc_mcontext.gregs[REG_TRAPNO];
#else
	(void)context;
#endif
}

static void bad_operation(char *at)
{
	(void)at;
#ifdef __x86_64__
	__asm__ __volatile__("ud2");
#endif
}

static void set(int signal, void (*handler)(int, siginfo_t *, void *))
{
	struct sigaction act = {.sa_flags = SA_SIGINFO};

	act.sa_sigaction = handler;
	sigemptyset(&act.sa_mask);
	sigaction(signal, &act, NULL);
}

int main(void)
{
	char *area = pages(4, RW);

	set(SIGSEGV, caught);
	set(SIGILL, caught);
	set(SIGUSR1, nothing);
	trap = 99;
	raise(SIGUSR1);
	value("before any fault", (long)trap);
	area[0] = area[PAGE] = area[2 * PAGE] = 't';
	munmap(area + 3 * PAGE, PAGE);
	mprotect(area, PAGE, PROT_READ);
	mprotect(area + PAGE, PAGE, PROT_NONE);
	fault("load from nothing", probe_do_read, area + 3 * PAGE + 5, 1);
	fault("store to nothing", probe_do_write, area + 3 * PAGE + 6, 1);
	fault("call of nothing", probe_do_call, area + 3 * PAGE + 7, 1);
	fault("store to what is read only", probe_do_write, area + 8, 1);
	fault("load from what has no access", probe_do_read, area + PAGE, 1);
	fault("call of data", probe_do_call, area + 2 * PAGE, 1);
	raise(SIGUSR1);
	value("it stays known", (long)trap);
	fault("load from no address", probe_do_read,
	      (void *)0x8000000000000000UL, 0);
	fault("an undefined instruction", bad_operation, NULL, 0);
	return 0;
}
