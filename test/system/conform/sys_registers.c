/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What a system call leaves in the registers, and how its number is read. */
#include "check.h"
#include <stdint.h>
#include <sys/syscall.h>

#if !defined(__x86_64__)
#error "These registers are those of x86_64"
#endif

#define ARITHMETIC 0x8d5UL /* carry, parity, adjust, zero, sign, overflow */
#define HIDDEN	   __attribute__((visibility("hidden")))

/** Registers by their numbers in machine code; 7 is for the flags. */
extern uint64_t before[16] HIDDEN, after[16] HIDDEN;
uint64_t before[16], after[16];

/** Makes a system call with what is in before, and notes what is after it. */
void call(uint64_t number) HIDDEN;
__asm__(".pushsection .text\n"
	"call:\n"
	"	push %rbx\n"
	"	push %rbp\n"
	"	push %r12\n"
	"	push %r13\n"
	"	push %r14\n"
	"	push %r15\n"
	"	mov %rdi, %rax\n"
	"	mov before+8(%rip), %rbx\n"
	"	mov before+24(%rip), %rdx\n"
	"	mov before+32(%rip), %rsi\n"
	"	mov before+40(%rip), %rdi\n"
	"	mov before+48(%rip), %rbp\n"
	"	mov before+64(%rip), %r8\n"
	"	mov before+72(%rip), %r9\n"
	"	mov before+80(%rip), %r10\n"
	"	mov before+96(%rip), %r12\n"
	"	mov before+104(%rip), %r13\n"
	"	mov before+112(%rip), %r14\n"
	"	mov before+120(%rip), %r15\n"
	"	stc\n"
	"	syscall\n"
	"call_next:\n"
	"	mov %rax, after+0(%rip)\n"
	"	mov %rbx, after+8(%rip)\n"
	"	mov %rcx, after+16(%rip)\n"
	"	mov %rdx, after+24(%rip)\n"
	"	mov %rsi, after+32(%rip)\n"
	"	mov %rdi, after+40(%rip)\n"
	"	mov %rbp, after+48(%rip)\n"
	"	mov %r8, after+64(%rip)\n"
	"	mov %r9, after+72(%rip)\n"
	"	mov %r10, after+80(%rip)\n"
	"	mov %r11, after+88(%rip)\n"
	"	mov %r12, after+96(%rip)\n"
	"	mov %r13, after+104(%rip)\n"
	"	mov %r14, after+112(%rip)\n"
	"	mov %r15, after+120(%rip)\n"
	"	pushf\n"
	"	pop %rax\n"
	"	mov %rax, after+56(%rip)\n"
	"	lea call_next(%rip), %rax\n"
	"	mov %rax, before+16(%rip)\n"
	"	pop %r15\n"
	"	pop %r14\n"
	"	pop %r13\n"
	"	pop %r12\n"
	"	pop %rbp\n"
	"	pop %rbx\n"
	"	ret\n"
	".popsection");

static unsigned char vectors[3][16], kept[3][16];

static void general(void)
{
	static const int same[] = {1, 3, 4, 5, 6, 8, 9, 10, 12, 13, 14, 15};
	static const char *const names[] = {
		"rax", "rbx", "rcx", "rdx", "rsi", "rdi", "rbp", "flags",
		"r8",  "r9",  "r10", "r11", "r12", "r13", "r14", "r15"};
	uint64_t i;

	for (i = 1; i < 16; i++)
		before[i] = 0x1111111111111111 * i;
	call(SYS_getppid);
	for (i = 0; i < sizeof(same) / sizeof(*same); i++)
		text(names[same[i]],
		     after[same[i]] == before[same[i]] ? "is kept" : "is lost");
	value("rcx is where it goes on", after[2] == before[2]);
	/* Linux has all flags there; that is no promise, these are what counts
	 */
	value("r11 has the arithmetic flags",
	      ((after[11] ^ after[7]) & ARITHMETIC) == 0);
	value("carry is kept", after[7] & 1);
}

static void numbers(void)
{
	call(SYS_getpid);
	value("a number", after[0] == (uint64_t)getpid());
	call(SYS_getpid | 1UL << 40);
	value("its upper half is ignored", after[0] == (uint64_t)getpid());
	call(0xffffffffUL);
	value("-1 in 32 bits", (long)after[0]);
	call(-1UL);
	value("-1 in 64 bits", (long)after[0]);
	call(100000);
	value("a large one", (long)after[0]);
}

static void vector(void)
{
	long ret;
	int i;

	for (i = 0; i < 3; i++)
		memset(vectors[i], 0x11 * (i + 1), 16);
	__asm__ volatile("movups %4, %%xmm0\n\t"
			 "movups %5, %%xmm1\n\t"
			 "movups %6, %%xmm15\n\t"
			 "syscall\n\t"
			 "movups %%xmm0, %1\n\t"
			 "movups %%xmm1, %2\n\t"
			 "movups %%xmm15, %3"
			 : "=a"(ret), "=m"(kept[0]), "=m"(kept[1]),
			   "=m"(kept[2])
			 : "m"(vectors[0]), "m"(vectors[1]), "m"(vectors[2]),
			   "a"(SYS_sched_yield)
			 : "rcx", "r11", "xmm0", "xmm1", "xmm15", "memory");
	value("yield", ret);
	value("vector registers are kept",
	      memcmp(kept, vectors, sizeof(kept)) == 0);
}

int main(void)
{
	general();
	numbers();
	vector();
	return 0;
}
