/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Signal handlers and frames that lead nowhere: the stack, the place to go on,
 * the handler itself. All end in SIGSEGV, whose handler has a stack of its own.
 */
#include "check.h"
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <ucontext.h>

#define STACK_SIZE 65536
#define KERNEL	   0xffffffff80100000

#if defined(__x86_64__)
#define REGISTER_PC(context) ((context)->uc_mcontext.gregs[REG_RIP])
#define REGISTER_SP(context) ((context)->uc_mcontext.gregs[REG_RSP])
#define RETURN_AT(sp)                                           \
	__asm__ volatile("mov %0, %%rsp\n syscall\n ud2"        \
			 :                                      \
			 : "r"(sp), "a"((long)SYS_rt_sigreturn) \
			 : "memory")
#else
#define REGISTER_PC(context) ((context)->uc_mcontext.pc)
#define REGISTER_SP(context) ((context)->uc_mcontext.sp)
#define RETURN_AT(sp)                                                 \
	__asm__ volatile("mov x8, %1\n mov sp, %0\n svc #0\n .inst 0" \
			 :                                            \
			 : "r"(sp), "r"((long)SYS_rt_sigreturn)       \
			 : "x8", "memory")
#endif

static const struct {
	const char *name;
	uintptr_t address;
} places[] = {
	{"nowhere", 0},
	{"the first bytes", 8},
	{"an unmapped page", 0x20000},
	{"the last page", 0x7ffffffff000},
	{"the end of the lower half", 0x7ffffffffff0},
	{"the upper half", 0xffff800000000000},
	{"the kernel", KERNEL},
	{"the last address", 0xfffffffffffffff0},
	{"no canonical address", 0x8000000000000000},
	{"another", 0x0000800000000000},
	{"a third", 0x5555555555555550},
};
#define PLACES (sizeof(places) / sizeof(*places))

static sigjmp_buf back;
static volatile int caught;
static volatile uintptr_t place;

static void leave(int signal, siginfo_t *info, void *context)
{
	(void)info;
	(void)context;
	caught = signal;
	siglongjmp(back, 1);
}

static void set(int signal, void (*handler)(int, siginfo_t *, void *))
{
	struct sigaction act = {.sa_flags = SA_SIGINFO | SA_ONSTACK};

	act.sa_sigaction = handler;
	sigemptyset(&act.sa_mask);
	sigaction(signal, &act, NULL);
}

static void go_on_there(int signal, siginfo_t *info, void *context)
{
	(void)signal;
	(void)info;
	REGISTER_PC((ucontext_t *)context) = place;
}

static void do_return(void)
{
	RETURN_AT(place);
}

static void do_go_on(void)
{
	set(SIGUSR1, go_on_there);
	raise(SIGUSR1);
}

static void do_handle(void)
{
	struct sigaction act = {.sa_flags = 0};

	memcpy(&act.sa_handler, (const void *)&place, sizeof(place));
	sigaction(SIGUSR1, &act, NULL);
	raise(SIGUSR1);
}

static void do_jump(void)
{
	void (*function)(void);

	memcpy(&function, (const void *)&place, sizeof(place));
	function();
}

static void run(const char *what, void (*act)(void), size_t i)
{
	char line[100];

	/* 0 is no handler; what runs in the kernel's level can call the kernel
	 */
	if ((act == do_handle && !places[i].address) ||
	    (act == do_jump && places[i].address == KERNEL))
		return;
	place = places[i].address;
	caught = 0;
	snprintf(line, sizeof(line), "%s %s", what, places[i].name);
	if (!sigsetjmp(back, 1))
		act();
	value(line, caught);
}

/* What a handler may do to its frame so that nobody can go on from it. */
#if defined(__x86_64__)
static void damage(ucontext_t *uc, int how)
{
	char *vectors = (char *)uc->uc_mcontext.fpregs;

	if (how == 0) /* no place of vector registers */
		uc->uc_mcontext.fpregs = (fpregset_t)bad_unmapped();
	else if (how == 1) /* a reserved word */
		vectors[512 + 16] |= 1;
	else if (how == 2) /* a component that there is not */
		vectors[512 + 7] |= 0x40;
	else /* no canonical address */
		uc->uc_mcontext.gregs[REG_RIP] = 1L << 62;
}
#else
static void damage(ucontext_t *uc, int how)
{
	uint32_t *record = (uint32_t *)(void *)uc->uc_mcontext.__reserved;

	if (how == 0) /* no vector registers */
		record[0] = record[1] = 0;
	else if (how == 1) /* a record that there is not */
		record[0] = 4711;
	else if (how == 2) /* one that is too short */
		record[1] = 16;
	else /* the kernel's mode */
		uc->uc_mcontext.pstate |= 5;
}
#endif

static volatile int damage_number;

static void damages(int signal, siginfo_t *info, void *context)
{
	(void)signal;
	(void)info;
	damage(context, damage_number);
}

static void damaged(void)
{
	volatile int how;

	set(SIGUSR1, damages);
	for (how = 0; how < 4; how++) {
		damage_number = how;
		caught = 0;
		if (!sigsetjmp(back, 1))
			raise(SIGUSR1);
		value("a damaged frame", caught);
	}
}

/* Part of a frame is there. */
static void partly(void)
{
	volatile size_t good;

	for (good = 8; good < 1024; good += 72) {
		place = ((uintptr_t)bad_partly(good)) & ~(uintptr_t)15;
		caught = 0;
		if (!sigsetjmp(back, 1))
			RETURN_AT(place);
		value("a frame of which a part is there", caught);
	}
	for (good = 0; good < 16; good++) {
		place = (uintptr_t)bad_partly(4096) + good;
		caught = 0;
		if (!sigsetjmp(back, 1))
			RETURN_AT(place);
		value("a frame of zeroes", caught);
	}
}

int main(void)
{
	static char stack[STACK_SIZE];
	stack_t own = {.ss_sp = stack, .ss_size = sizeof(stack)};
	size_t i;

	sigaltstack(&own, NULL);
	set(SIGSEGV, leave);
	set(SIGBUS, leave);
	for (i = 0; i < PLACES; i++)
		run("return with the stack at", do_return, i);
	for (i = 0; i < PLACES; i++)
		run("go on at", do_go_on, i);
	for (i = 0; i < PLACES; i++)
		run("a handler at", do_handle, i);
	for (i = 0; i < PLACES; i++)
		run("a call of", do_jump, i);
	damaged();
	partly();
	return 0;
}
