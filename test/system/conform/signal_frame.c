/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A handler that damages its frame: flags, vector registers. The
 * program goes on, or gets SIGSEGV; what the registers hold then is told.
 */
#include "check.h"
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <ucontext.h>

#if !defined(__x86_64__)
#error "These frames are those of x86_64"
#endif

#define STACK_SIZE  65536
#define FLAGS_SEEN  0x37f702L /* all but the results of arithmetic */
#define MXCSR	    24	      /* where they are in the vector registers' area */
#define MAGIC1	    464
#define SIZES	    468
#define FEATURES    472
#define XSTATE_SIZE 480
#define HEADER	    512

static sigjmp_buf back;
static volatile int caught, code;
static void (*volatile change)(ucontext_t *, char *);
static volatile uint64_t with;
static volatile size_t at;

static void leave(int signal, siginfo_t *info, void *context)
{
	(void)context;
	caught = signal;
	code = info->si_code;
	siglongjmp(back, 1);
}

static void damage(int signal, siginfo_t *info, void *context)
{
	ucontext_t *uc = context;

	(void)signal;
	(void)info;
	change(uc, (char *)uc->uc_mcontext.fpregs);
}

static void set(int signal, void (*handler)(int, siginfo_t *, void *))
{
	struct sigaction act = {.sa_flags = SA_SIGINFO | SA_ONSTACK};

	act.sa_sigaction = handler;
	sigemptyset(&act.sa_mask);
	sigaction(signal, &act, NULL);
}

/* Raises the signal with known registers and says how that ends. */
static void run(const char *what, void (*how)(ucontext_t *, char *),
		uint64_t value_of)
{
	uint64_t before = 0x1122334455667788;
	volatile uint64_t got = 0;
	uint64_t after = 0;
	unsigned int mxcsr = 0x1f80;
	volatile long flags = 0;
	long seen = 0;

	change = how;
	with = value_of;
	caught = code = 0;
	if (!sigsetjmp(back, 1)) {
		__asm__ volatile("ldmxcsr %5\n movq %3, %%xmm7\n syscall\n"
				 "pushf\n pop %0\n movq %%xmm7, %1\n"
				 "stmxcsr %2\n fninit\n"
				 "push $0\n popf\n cld"
				 : "=&r"(seen), "=&r"(after), "=m"(mxcsr)
				 : "r"(before), "a"((long)SYS_kill), "m"(mxcsr),
				   "D"((long)getpid()), "S"((long)SIGUSR1)
				 : "rcx", "r11", "xmm7", "memory", "cc");
		flags = seen;
		got = after;
	}
	if (caught)
		check_line("%s: signal %d, code %d", what, caught, code);
	else
		check_line("%s: flags %lx, register %lx, control %x", what,
			   (unsigned long)(flags & FLAGS_SEEN),
			   (unsigned long)got, mxcsr);
	mxcsr = 0x1f80;
	__asm__ volatile("ldmxcsr %0" : : "m"(mxcsr));
}

static void nothing(ucontext_t *uc, char *vectors)
{
	(void)uc;
	(void)vectors;
}

static void flags_or(ucontext_t *uc, char *vectors)
{
	(void)vectors;
	uc->uc_mcontext.gregs[REG_EFL] |= (greg_t)with;
}

static void flags_are(ucontext_t *uc, char *vectors)
{
	(void)vectors;
	uc->uc_mcontext.gregs[REG_EFL] = (greg_t)with;
}

static void vectors_at(ucontext_t *uc, char *vectors)
{
	(void)vectors;
	uc->uc_mcontext.fpregs = (fpregset_t)(uintptr_t)with;
}

static void vectors_moved(ucontext_t *uc, char *vectors)
{
	uc->uc_mcontext.fpregs = (fpregset_t)(vectors + with);
}

static void word32(ucontext_t *uc, char *vectors)
{
	uint32_t word = (uint32_t)with;

	(void)uc;
	memcpy(vectors + at, &word, sizeof(word));
}

static void word64(ucontext_t *uc, char *vectors)
{
	(void)uc;
	memcpy(vectors + at, (void *)&with, sizeof(with));
}

static void end_mark(ucontext_t *uc, char *vectors)
{
	uint32_t size, mark = (uint32_t)with;

	(void)uc;
	memcpy(&size, vectors + XSTATE_SIZE, sizeof(size));
	memcpy(vectors + size, &mark, sizeof(mark));
}

/* Only what FXSAVE has, at the end of what is mapped. */
static void legacy(ucontext_t *uc, char *vectors)
{
	char *area = bad_partly(512);

	memcpy(area, vectors, 512);
	memset(area + MAGIC1, 0, 48);
	uc->uc_mcontext.fpregs = (fpregset_t)(void *)area;
}

static void flags_wild(void)
{
	int bit;

	run("untouched", nothing, 0);
	for (bit = 0; bit < 64; bit++)
		if (bit != 8)
			run("a flag set", flags_or, (uint64_t)1 << bit);
	run("no flags", flags_are, 0);
	run("all but one flag", flags_are, ~(uint64_t)0x100);
}

static void vectors_wild(void)
{
	static const uint64_t places[] = {0x20000,
					  0x7ffffffff000,
					  0xffff800000000000,
					  0xffffffff80100000,
					  0x8000000000000000,
					  ~(uint64_t)63};
	static const uint64_t moves[] = {1, 8, 16, 32};
	static const uint32_t controls[] = {0x1f80, 0x0, 0xffff};
	size_t i;

	run("no vector registers", vectors_at, 0);
	for (i = 0; i < sizeof(places) / sizeof(*places); i++)
		run("vector registers elsewhere", vectors_at, places[i]);
	for (i = 0; i < sizeof(moves) / sizeof(*moves); i++)
		run("moved a little", vectors_moved, moves[i]);
	at = MXCSR;
	for (i = 0; i < sizeof(controls) / sizeof(*controls); i++)
		run("a control word", word32, controls[i]);
}

static void areas_wild(void)
{
	at = HEADER;
	run("no components", word64, 0);
	run("the first two", word64, 3);
	run("a component that there is not", word64, (uint64_t)1 << 62);
	run("all of them", word64, ~(uint64_t)0);
	at = HEADER + 8;
	run("compacted", word64, (uint64_t)1 << 63);
	run("nearly compacted", word64, 1);
	at = HEADER + 16;
	run("a reserved word", word64, 1);
	at = HEADER + 56;
	run("the last of them", word64, 1);
	at = MAGIC1;
	run("another mark", word32, 4711);
	at = SIZES;
	run("another size", word32, 1);
	at = XSTATE_SIZE;
	run("another size of the state", word32, 100);
	run("a large one", word32, 0xffffffff);
	at = FEATURES;
	run("all features", word64, ~(uint64_t)0);
	run("another mark at the end", end_mark, 4711);
	run("an area without marks", legacy, 0);
}

int main(void)
{
	static char stack[STACK_SIZE];
	stack_t own = {.ss_sp = stack, .ss_size = sizeof(stack)};

	sigaltstack(&own, NULL);
	set(SIGSEGV, leave);
	set(SIGBUS, leave);
	set(SIGUSR1, damage);
	flags_wild();
	vectors_wild();
	areas_wild();
	return 0;
}
