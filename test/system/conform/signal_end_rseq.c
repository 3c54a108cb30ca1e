/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A sequence whose abort address has no signature before it: SIGSEGV. */
#include "check.h"
#include <signal.h>
#include <stdint.h>
#include <sys/time.h>

#ifndef SYS_rseq
#define SYS_rseq 334
#endif
#define SIGNATURE  0x53053053
#define UNREGISTER 1

static struct {
	uint32_t cpu_start, cpu;
	uint64_t section;
	uint32_t flags, pad[3];
} __attribute__((aligned(32))) area;

extern const ptrdiff_t __rseq_offset __attribute__((weak));
extern const unsigned int __rseq_size __attribute__((weak));

static void handler(int signal)
{
	(void)signal;
}

/* Goes round within the sequence until something ends it; where it went on. */
static int sequence(void)
{
	int ended = 0;

	__asm__ __volatile__(".pushsection sequences, \"aw\"\n\t"
			     ".balign 32\n"
			     "3:\t.long 0, 0\n\t"
			     ".quad 1f, 2f - 1f, 4f\n\t"
			     ".popsection\n\t"
			     "leaq 3b(%%rip), %%rax\n\t"
			     "movq %%rax, %1\n"
			     "1:\tpause\n\t"
			     "jmp 1b\n"
			     "2:\tjmp 5f\n\t"
			     ".long 0x12345678\n"
			     "4:\tmovl $1, %0\n"
			     "5:\n"
			     : "+r"(ended), "=m"(area.section)
			     :
			     : "rax", "memory", "cc");
	return ended;
}

int main(void)
{
	const struct itimerval soon = {.it_value = {.tv_usec = 20000}};

	if (&__rseq_size != NULL && __rseq_size != 0)
		raw(SYS_rseq,
		    (char *)__builtin_thread_pointer() + __rseq_offset,
		    sizeof(area), UNREGISTER, SIGNATURE);
	result("register", raw(SYS_rseq, &area, sizeof(area), 0, SIGNATURE));
	signal(SIGALRM, handler);
	setitimer(ITIMER_REAL, &soon, NULL);
	value("it goes on", sequence());
	return 0;
}
