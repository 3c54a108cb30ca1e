/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What the processor raises as signals: codes, addresses, and going on. */
#include "check.h"
#include <signal.h>
#include <stdint.h>
#include <ucontext.h>

#if !defined(__x86_64__)
#error "These instructions are those of x86_64"
#endif

/** A function: what goes before, the instruction, and behind its signal. */
#define FAULTY(name, before, instruction, behind)                        \
	void name(void);                                                 \
	extern const char name##_at[], name##_next[];                    \
	__asm__(".pushsection .text\n"                                   \
		".hidden " #name "_at\n.hidden " #name "_next\n"         \
		".globl " #name ", " #name "_at, " #name "_next\n" #name \
		":\n" before "\n" #name "_at:\n" instruction "\n" #name  \
		"_next:\n" behind "\nret\n.popsection")

FAULTY(undefined, "", "ud2", "");
FAULTY(divide, "xor %ecx, %ecx\n mov $1, %eax\n cltd", "idiv %ecx", "");
FAULTY(overflow, "mov $-1, %ecx\n mov $0x80000000, %eax\n cltd", "idiv %ecx",
       "");
FAULTY(breakpoint, "", "int3", "");
FAULTY(step, "pushf\n orl $0x100, (%rsp)\n popf", "nop", "nop");
FAULTY(noncanonical, "mov $0x8000000000000000, %rax", "mov (%rax), %al", "");
FAULTY(kernel_read, "mov $0xffffffff80000000, %rax", "mov (%rax), %al", "");
/* The x87 control word with the mask of division by zero cleared. */
FAULTY(floating,
       "push %rax\n fnstcw (%rsp)\n andw $0xfffb, (%rsp)\n fldcw (%rsp)\n"
       "pop %rax\n fld1\n fldz\n fdivrp",
       "fwait", "fninit");

static volatile int caught, code;
static volatile uintptr_t address, counter;
static const char *go_on;

static void skip(int signal, siginfo_t *info, void *context)
{
	greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;

	caught = signal;
	code = info->si_code;
	address = (uintptr_t)info->si_addr;
	counter = (uintptr_t)registers[REG_RIP];
	registers[REG_RIP] = (greg_t)(uintptr_t)go_on;
	registers[REG_EFL] &= ~0x100L;
}

static const char *place(uintptr_t of, const char *at, const char *next)
{
	if (of == (uintptr_t)at)
		return "at the instruction";
	if (of == (uintptr_t)next)
		return "behind the instruction";
	return of ? "elsewhere" : "0";
}

static void run(const char *what, void (*faulty)(void), const char *at,
		const char *next)
{
	caught = 0;
	go_on = next;
	faulty();
	value(what, caught);
	value("  code", code);
	text("  address", place(address, at, next));
	text("  counter", place(counter, at, next));
}
#define RUN(what, name) run(what, name, name##_at, name##_next)

int main(void)
{
	static const int signals[] = {SIGILL, SIGFPE, SIGTRAP, SIGSEGV, SIGBUS};
	struct sigaction act = {.sa_flags = SA_SIGINFO};
	size_t i;

	act.sa_sigaction = skip;
	sigemptyset(&act.sa_mask);
	for (i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		sigaction(signals[i], &act, NULL);
	RUN("undefined instruction", undefined);
	RUN("divide by zero", divide);
	RUN("quotient too large", overflow);
	RUN("breakpoint", breakpoint);
	RUN("single step", step);
	RUN("address that is not canonical", noncanonical);
	RUN("address of the kernel", kernel_read);
	RUN("floating point, divide by zero", floating);
	return 0;
}
