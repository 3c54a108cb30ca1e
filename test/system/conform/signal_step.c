/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Single steps: where a program with the trap flag set is stopped. Each stop is
 * told as its distance from the start of the stretch.
 */
#include "check.h"
#include <signal.h>
#include <stdint.h>
#include <ucontext.h>

#if !defined(__x86_64__)
#error "The trap flag is one of x86_64"
#endif

#define TRAP_FLAG   0x100L
#define NESTED_TASK 0x4000L
#define STOPS	    32

/**
 * A function that steps through a stretch, which the handler of its end leaves:
 * rdi is the argument, of rax, rcx and r11 nothing is kept.
 */
#define STRETCH(name, code)                                                   \
	long name(void *);                                                    \
	extern const char name##_at[], name##_end[];                          \
	__asm__(".pushsection .text\n.hidden " #name "_at, " #name            \
		"_end\n.globl " #name ", " #name "_at, " #name "_end\n" #name \
		":\n pushf\n orl $0x100, (%rsp)\n popf\n" #name "_at:\n" code \
		"\n" #name "_end: nop\n nop\n ret\n"                          \
		".popsection")

STRETCH(plain, "nop\n xor %eax, %eax\n inc %eax\n nop");
STRETCH(call, "mov $110, %eax\n syscall\n nop\n mov $1, %eax\n nop");
STRETCH(bad_call, "mov $5000, %eax\n syscall\n nop");
STRETCH(flags, "nop\n pushf\n pop %rax\n nop");
STRETCH(touch,
	"movb $1, (%rdi)\n nop\n movb $2, (%rdi)\n nop\n xor %eax, %eax");
STRETCH(repeat, "push %rdi\n mov $3, %ecx\n xor %eax, %eax\n rep stosb\n"
		"pop %rdi\n nop");
STRETCH(vector, "movd %rdi, %xmm0\n pxor %xmm0, %xmm0\n xor %eax, %eax");
STRETCH(undefined, "nop\n ud2\n nop\n xor %eax, %eax");
STRETCH(breakpoint, "nop\n int3\n nop\n xor %eax, %eax");
STRETCH(killed, "mov $39, %eax\n syscall\n mov %eax, %edi\n mov $10, %esi\n"
		"mov $62, %eax\n syscall\n nop\n nop\n xor %eax, %eax");
STRETCH(stack_segment, "mov %ss, %eax\n mov %eax, %ss\n nop\n nop\n"
		       "xor %eax, %eax");
STRETCH(stack_call, "mov %ss, %ecx\n mov $110, %eax\n mov %ecx, %ss\n syscall\n"
		    "nop\n xor %eax, %eax");
STRETCH(stack_break, "mov %ss, %ecx\n mov %ecx, %ss\n int3\n nop\n"
		     "xor %eax, %eax");

static const char *start, *end;
static volatile long stops[STOPS], codes[STOPS], own_flags;
static volatile int count, strange, other;

static long flags_now(void)
{
	long now;

	__asm__ volatile("pushf\n pop %0" : "=r"(now));
	return now;
}

static void stepped(int signal, siginfo_t *info, void *context)
{
	greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;

	(void)signal;
	own_flags |= flags_now();
	if (count < STOPS) {
		stops[count] = registers[REG_RIP] - (greg_t)(uintptr_t)start;
		codes[count] = info->si_code;
		count++;
	}
	if (info->si_code == TRAP_TRACE &&
	    (uintptr_t)info->si_addr != (uintptr_t)registers[REG_RIP])
		strange++;
	if (count == STOPS || registers[REG_RIP] == (greg_t)(uintptr_t)end)
		registers[REG_EFL] &= ~TRAP_FLAG;
}

/* What happens in between: not stepped through, and stepping goes on. */
static void interrupted(int signal, siginfo_t *info, void *context)
{
	greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;

	(void)info;
	own_flags |= flags_now();
	other = (registers[REG_EFL] & TRAP_FLAG) ? signal : -signal;
	if (signal == SIGILL)
		registers[REG_RIP] += 2;
}

static void run(const char *what, long (*stretch)(void *), const char *from,
		const char *to, void *argument)
{
	char line[STOPS * 12] = "";
	int i, length = 0;
	long got;

	start = from;
	end = to;
	count = strange = other = 0;
	own_flags = 0;
	got = stretch(argument);
	for (i = 0; i < count; i++)
		length += snprintf(line + length, sizeof(line) - (size_t)length,
				   " %ld/%ld", stops[i], codes[i]);
	text(what, line);
	value("  it returned", got & ~0x246L);
	value("  addresses that are others", strange);
	value("  another signal", other);
	value("  trap flag in a handler", own_flags & TRAP_FLAG);
}
#define RUN(what, name, argument) \
	run(what, name, name##_at, name##_end, argument)

static void set_handler(int signal, void (*handler)(int, siginfo_t *, void *))
{
	struct sigaction act = {.sa_flags = SA_SIGINFO};

	act.sa_sigaction = handler;
	sigemptyset(&act.sa_mask);
	sigaction(signal, &act, NULL);
}

/* A handler that has its program stepped from then on. */
static void step_on(int signal, siginfo_t *info, void *context)
{
	greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;

	(void)signal;
	(void)info;
	registers[REG_EFL] |= TRAP_FLAG;
}

static void stops_anywhere(int signal, siginfo_t *info, void *context)
{
	greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;

	(void)signal;
	codes[0] = info->si_code;
	registers[REG_EFL] &= ~TRAP_FLAG;
	count++;
}

static void from_handler(void)
{
	set_handler(SIGUSR1, step_on);
	set_handler(SIGTRAP, stops_anywhere);
	count = 0;
	raise(SIGUSR1);
	value("stepped behind a handler", count);
	value("  code", codes[0]);
}

/* Flags that a system call must not stumble over. */
static void strange_flags(void)
{
	long with;

	__asm__ volatile("pushf\n orl %1, (%%rsp)\n popf\n"
			 "syscall\n pushf\n pop %0\n"
			 "pushf\n andl %2, (%%rsp)\n popf"
			 : "=r"(with)
			 : "i"(NESTED_TASK), "i"(~NESTED_TASK), "a"(110L)
			 : "rcx", "r11", "memory");
	value("nested task over a system call", with & NESTED_TASK);
	__asm__ volatile("std\n syscall\n pushf\n pop %0\n cld"
			 : "=r"(with)
			 : "a"(110L)
			 : "rcx", "r11", "memory");
	value("direction over a system call", with & 0x400);
}

int main(void)
{
	char *page = mmap(NULL, CHECK_PAGE, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	set_handler(SIGTRAP, stepped);
	set_handler(SIGILL, interrupted);
	set_handler(SIGUSR1, interrupted);
	RUN("plain instructions", plain, NULL);
	RUN("a system call", call, NULL);
	RUN("one that is none", bad_call, NULL);
	RUN("its own flags", flags, NULL);
	RUN("a page that was not there", touch, page);
	RUN("a repeated instruction", repeat, page);
	RUN("vector registers", vector, NULL);
	RUN("an undefined instruction", undefined, NULL);
	RUN("a breakpoint", breakpoint, NULL);
	RUN("a signal to itself", killed, NULL);
	RUN("a load of the stack segment", stack_segment, NULL);
	RUN("before a system call", stack_call, NULL);
	RUN("before a breakpoint", stack_break, NULL);
	from_handler();
	strange_flags();
	return 0;
}
