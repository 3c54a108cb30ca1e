/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Registers' bits and what the files of this folder share. */
#ifndef __X86_PRIV_H__
#define __X86_PRIV_H__

#define X86_CR0_PE 0x00000001
#define X86_CR0_MP 0x00000002
#define X86_CR0_EM 0x00000004
#define X86_CR0_TS 0x00000008
#define X86_CR0_ET 0x00000010
#define X86_CR0_NE 0x00000020
#define X86_CR0_WP 0x00010000
#define X86_CR0_PG 0x80000000
/* paging, write protection in the kernel, vector registers usable */
#define X86_CR0_BOOT                                                      \
	(X86_CR0_PE | X86_CR0_MP | X86_CR0_ET | X86_CR0_NE | X86_CR0_WP | \
	 X86_CR0_PG)

#define X86_CR4_PAE	   0x00000020
#define X86_CR4_PGE	   0x00000080
#define X86_CR4_OSFXSR	   0x00000200
#define X86_CR4_OSXMMEXCPT 0x00000400
#define X86_CR4_FSGSBASE   0x00010000
#define X86_CR4_OSXSAVE	   0x00040000

#define X86_MSR_EFER	0xc0000080
#define X86_MSR_STAR	0xc0000081
#define X86_MSR_LSTAR	0xc0000082
#define X86_MSR_SFMASK	0xc0000084
#define X86_MSR_FS_BASE 0xc0000100
#define X86_MSR_GS_BASE 0xc0000101
/* What swapgs exchanges it with */
#define X86_MSR_KERNEL_GS_BASE 0xc0000102

#define X86_EFER_SCE 0x001
#define X86_EFER_LME 0x100
#define X86_EFER_NXE 0x800

/* For the words that start.S says, see <arch/exit.h>, <uk/plat/bootstrap.h> */
#define X86_COM1	0x3f8
#define X86_DEBUG_EXIT	0x501
#define X86_EXIT_RESULT 0x502
#define X86_EXIT_CPU	64 /* UKPLAT_EXIT_CRASH */
#define X86_EXIT_MEMORY 76 /* UKPLAT_EXIT_BOOT_MEMORY */

/* Of a debug exception: a breakpoint register, a single step */
#define X86_DR6_B0123 0x0000000f
#define X86_DR6_BS    0x00004000
#define X86_DR6_NONE  0xffff0ff0

/* Exceptions in x87's status and control words, and in MXCSR */
#define X86_FP_IE 0x01
#define X86_FP_DE 0x02
#define X86_FP_ZE 0x04
#define X86_FP_OE 0x08
#define X86_FP_UE 0x10
#define X86_FP_PE 0x20

#define X86_EFLAGS_IF_BIT 9
/* Flags that trap or that popfq does not set: TF, NT, RF, VM */
#define X86_EFLAGS_TRAPS 0x34100

/* The first address that a loaded program may not name */
#define X86_APP_LIMIT 0x800000000000

/* Segment selectors */
#define X86_SEG_CODE 0x08
#define X86_SEG_DATA 0x10
#define X86_SEG_TSS  0x18

/* Vectors */
#define X86_VEC_DE	 0
#define X86_VEC_DB	 1
#define X86_VEC_NMI	 2
#define X86_VEC_BP	 3
#define X86_VEC_UD	 6
#define X86_VEC_NM	 7
#define X86_VEC_DF	 8
#define X86_VEC_TS	 10
#define X86_VEC_NP	 11
#define X86_VEC_SS	 12
#define X86_VEC_GP	 13
#define X86_VEC_PF	 14
#define X86_VEC_MF	 16
#define X86_VEC_AC	 17
#define X86_VEC_MC	 18
#define X86_VEC_XM	 19
#define X86_VEC_CP	 21
#define X86_VEC_NO_STACK 31 /* reserved by the CPU, used by entry.S */
#define X86_VEC_IRQ	 32
#define X86_NR_VECTORS	 256

/* The stacks that the hardware switches to, by number in the TSS */
#define X86_IST_ENTRY  1 /* every vector but these: left at once */
#define X86_IST_DOUBLE 2 /* #DF, and the report of a stack overflow */
#define X86_IST_NMI    3
#define X86_IST_MC     4

/* Offset of the first of them in struct arch_percpu_md */
#define X86_PERCPU_TSS_IST1 36

/* Bytes under a stack pointer that belong to interrupted code */
#define X86_RED_ZONE 128
/* An interrupted kernel stack must have so many bytes left, frame included. */
#define X86_STACK_ROOM 512
/* What one entry takes of the entry stack, and how many of them fit */
#define X86_ENTRY_FRAME 256
#define X86_ENTRY_STACK (8 * X86_ENTRY_FRAME)

/* What lies above the stacks that are not left: a pointer, and alignment */
#define X86_STACK_PERCPU 16

#ifndef __ASSEMBLER__

#include <stdbool.h>
#include <stdint.h>
#include <arch/asm/msr.h>

#include <arch/trap.h>

struct arch_percpu;

/* cpu.c: CPUID bits that are asked for more than once */
struct x86_features {
	bool fsgsbase;
	bool xsave;
	bool xsaveopt;
	bool pge;
	bool rdrand;
	bool rdseed;
	uint8_t paddr_bits;
};
extern struct x86_features x86_features;

/* traps.c: called by entry.S */
void x86_trap(struct __regs *regs, unsigned long vector);
long x86_syscall(struct __regs *regs);
void x86_return_work(struct __regs *regs);
void x86_app_enter(void) __attribute__((noreturn));
void x86_gs_return(struct __regs *regs) __attribute__((noreturn));
/* traps.c: read by entry.S */
extern const arch_syscall_fn *x86_syscall_table;
extern unsigned long x86_syscall_count;

/* traps.c: which entries are used: X86_NR_VECTORS pieces of code, 8 bytes each,
 * and the one for the syscall instruction. Interrupts are off.
 */
void x86_entries_set(const char *vectors, const char *syscall_entry);

/* entry.S */
extern char x86_vectors[], x86_syscall_entry[];
/* entry_gs.S */
extern char x86_vectors_gs[], x86_syscall_entry_gs[];
/* entry.S: the vectors that stay on the stack that the hardware chose */
extern char x86_vector_nmi[], x86_vector_df[], x86_vector_mc[];

/* vector.c */
void x86_vector_init(void);
bool x86_vector_trap(struct arch_percpu *cpu);
/* The exceptions that x87 or SSE has and does not mask, X86_FP_*. Interrupts
 * are off.
 */
unsigned int x86_vector_exceptions(bool x87);

static inline uint64_t x86_cr0_read(void)
{
	uint64_t v;

	__asm__ __volatile__("mov %%cr0, %0" : "=r"(v));
	return v;
}

static inline void x86_cr0_write(uint64_t v)
{
	__asm__ __volatile__("mov %0, %%cr0" : : "r"(v) : "memory");
}

static inline uint64_t x86_cr2_read(void)
{
	uint64_t v;

	__asm__ __volatile__("mov %%cr2, %0" : "=r"(v));
	return v;
}

static inline uint64_t x86_dr6_read(void)
{
	uint64_t v;

	__asm__ __volatile__("mov %%dr6, %0" : "=r"(v));
	return v;
}

static inline void x86_dr6_write(uint64_t v)
{
	__asm__ __volatile__("mov %0, %%dr6" : : "r"(v));
}

static inline uint64_t x86_cr3_read(void)
{
	uint64_t v;

	__asm__ __volatile__("mov %%cr3, %0" : "=r"(v));
	return v;
}

static inline void x86_cr3_write(uint64_t v)
{
	__asm__ __volatile__("mov %0, %%cr3" : : "r"(v) : "memory");
}

static inline uint64_t x86_cr4_read(void)
{
	uint64_t v;

	__asm__ __volatile__("mov %%cr4, %0" : "=r"(v));
	return v;
}

static inline void x86_cr4_write(uint64_t v)
{
	__asm__ __volatile__("mov %0, %%cr4" : : "r"(v) : "memory");
}

#endif /* !__ASSEMBLER__ */

#endif /* __X86_PRIV_H__ */
