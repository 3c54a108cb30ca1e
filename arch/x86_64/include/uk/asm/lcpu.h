/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Registers, barriers and CPUID; <uk/arch/lcpu.h> is the way in.
 *
 * struct __regs is what the entry code pushes: general registers first, then
 * what the hardware pushed. orig_rax holds the error code of a trap, the
 * number of a system call.
 */
#ifndef __UKARCH_LCPU_H__
#error "Include <uk/arch/lcpu.h>"
#endif

#define CACHE_LINE_SIZE 64

#define __REGS_OFFSETOF_PAD	 0
#define __REGS_OFFSETOF_R15	 8
#define __REGS_OFFSETOF_R14	 16
#define __REGS_OFFSETOF_R13	 24
#define __REGS_OFFSETOF_R12	 32
#define __REGS_OFFSETOF_RBP	 40
#define __REGS_OFFSETOF_RBX	 48
#define __REGS_OFFSETOF_R11	 56
#define __REGS_OFFSETOF_R10	 64
#define __REGS_OFFSETOF_R9	 72
#define __REGS_OFFSETOF_R8	 80
#define __REGS_OFFSETOF_RAX	 88
#define __REGS_OFFSETOF_RCX	 96
#define __REGS_OFFSETOF_RDX	 104
#define __REGS_OFFSETOF_RSI	 112
#define __REGS_OFFSETOF_RDI	 120
#define __REGS_OFFSETOF_ORIG_RAX 128
#define __REGS_OFFSETOF_RIP	 136
#define __REGS_OFFSETOF_CS	 144
#define __REGS_OFFSETOF_EFLAGS	 152
#define __REGS_OFFSETOF_RSP	 160
#define __REGS_OFFSETOF_SS	 168
#define __REGS_SIZEOF		 176
#define __REGS_PAD_SIZE		 8

/* CPUID leaf 1 */
#define X86_CPUID1_ECX_x2APIC  (1 << 21)
#define X86_CPUID1_ECX_XSAVE   (1 << 26)
#define X86_CPUID1_ECX_OSXSAVE (1 << 27)
#define X86_CPUID1_ECX_AVX     (1 << 28)
#define X86_CPUID1_ECX_RDRAND  (1 << 30)
#define X86_CPUID1_EDX_FPU     (1 << 0)
#define X86_CPUID1_EDX_FXSR    (1 << 24)
#define X86_CPUID1_EDX_SSE     (1 << 25)
/* CPUID leaf 7, subleaf 0 */
#define X86_CPUID7_EBX_FSGSBASE (1 << 0)
#define X86_CPUID7_EBX_RDSEED	(1 << 18)
#define X86_CPUID7_ECX_PKU	(1 << 3)
#define X86_CPUID7_ECX_OSPKE	(1 << 4)
#define X86_CPUID7_ECX_LA57	(1 << 16)
/* CPUID leaf 0xd, subleaf 1 */
#define X86_CPUIDD1_EAX_XSAVEOPT (1 << 0)
/* CPUID leaf 0x80000001, EDX */
#define X86_CPUID3_SYSCALL  (1 << 11)
#define X86_CPUID81_NX	    (1 << 20)
#define X86_CPUID81_PAGE1GB (1 << 26)
#define X86_CPUID81_LM	    (1 << 29)

#ifndef __ASSEMBLER__

struct __regs {
	unsigned long pad; /* 1 for a system call, see <arch/asm/regs.h> */
	unsigned long r15;
	unsigned long r14;
	unsigned long r13;
	unsigned long r12;
	unsigned long rbp;
	unsigned long rbx;
	unsigned long r11;
	unsigned long r10;
	unsigned long r9;
	unsigned long r8;
	unsigned long rax;
	unsigned long rcx;
	unsigned long rdx;
	unsigned long rsi;
	unsigned long rdi;
	unsigned long orig_rax;
	unsigned long rip;
	unsigned long cs;
	unsigned long eflags;
	unsigned long rsp;
	unsigned long ss;
};

#ifndef __cplusplus
_Static_assert(sizeof(struct __regs) == __REGS_SIZEOF &&
		       __builtin_offsetof(struct __regs, rip) ==
			       __REGS_OFFSETOF_RIP,
	       "entry code knows the layout of struct __regs");
#endif

#ifndef mb
#define mb()  __asm__ __volatile__("mfence" : : : "memory")
#define rmb() __asm__ __volatile__("lfence" : : : "memory")
#define wmb() __asm__ __volatile__("sfence" : : : "memory")
#endif
#define nop() __asm__ __volatile__("nop")

static inline void ukarch_x86_cpuid(__u32 fn, __u32 subfn, __u32 *eax,
				    __u32 *ebx, __u32 *ecx, __u32 *edx)
{
	__asm__ __volatile__("cpuid"
			     : "=a"(*eax), "=b"(*ebx), "=c"(*ecx), "=d"(*edx)
			     : "a"(fn), "c"(subfn));
}

static inline unsigned long ukarch_read_sp(void)
{
	unsigned long sp;

	__asm__ __volatile__("mov %%rsp, %0" : "=r"(sp));
	return sp;
}

/* To be called inside a loop that waits for another CPU. */
static inline void ukarch_spinwait(void)
{
	__builtin_ia32_pause();
}

#endif /* !__ASSEMBLER__ */
