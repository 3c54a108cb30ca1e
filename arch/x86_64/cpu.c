/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Setting up a CPU: per-CPU data, descriptor table, features. */
#include <arch/asm/app_base.h>
#include <arch/cpu.h>
#include <arch/exit.h>
#include <arch/percpu.h>
#include <arch/asm/io.h>
#include <uk/arch/lcpu.h>
#include <uk/arch/paging.h>
#include "x86_priv.h"

/* CPUID leaf 1, EDX: what no 64-bit CPU lacks is not asked for. */
#define CPUID1_EDX_PGE (1 << 13)

_Static_assert(offsetof(struct arch_percpu_md, tss.ist) == X86_PERCPU_TSS_IST1,
	       "entry code knows where the entry stack's pointer is");

struct x86_features x86_features;
bool x86_has_page1g;

/* The boot CPU's; others bring theirs when there are others. */
static struct arch_percpu boot_cpu;

/* The stacks in the TSS. The one for double faults runs the crash report. At
 * the top of those that the hardware chose is the address of struct
 * arch_percpu.
 */
static struct {
	char entry[X86_ENTRY_STACK];
	char nmi[4096];
	char mc[4096];
	char emergency[16384];
} boot_cpu_stacks __attribute__((aligned(16)));

#define STACK_TOP(stack) ((uintptr_t)(stack) + sizeof(stack))

static uintptr_t stack_top_percpu(uintptr_t top, struct arch_percpu *p)
{
	top -= X86_STACK_PERCPU;
	*(struct arch_percpu **)top = p;
	return top;
}

#define GDT_CODE64 0x00209b0000000000UL
#define GDT_DATA   0x0000930000000000UL
#define GDT_TSS	   0x0000890000000000UL

static void gdt_init(struct arch_percpu_md *md)
{
	uint64_t tss = (uint64_t)&md->tss;

	md->gdt[X86_SEG_CODE / 8] = GDT_CODE64;
	md->gdt[X86_SEG_DATA / 8] = GDT_DATA;
	md->gdt[X86_SEG_TSS / 8] = GDT_TSS | (sizeof(md->tss) - 1) |
				   ((tss & 0xffffff) << 16) |
				   ((tss >> 24 & 0xff) << 56);
	md->gdt[X86_SEG_TSS / 8 + 1] = tss >> 32;
}

static void gdt_load(const struct arch_percpu_md *md)
{
	struct {
		uint16_t limit;
		uint64_t base;
	} __attribute__((packed)) pointer = {
		sizeof(md->gdt) - 1,
		(uint64_t)md->gdt,
	};

	__asm__ __volatile__("lgdt %0\n\t"
			     "pushq %1\n\t"
			     "pushq $1f\n\t"
			     "lretq\n"
			     "1:\tmovw %w2, %%ss\n\t"
			     "movw %w3, %%ds\n\t"
			     "movw %w3, %%es\n\t"
			     "movw %w3, %%fs\n\t"
			     "movw %w3, %%gs\n\t"
			     "ltr %w4"
			     :
			     : "m"(pointer), "i"(X86_SEG_CODE),
			       "r"(X86_SEG_DATA), "r"(0), "r"(X86_SEG_TSS)
			     : "memory");
}

void arch_percpu_init(unsigned int cpu, uintptr_t kstack_bottom,
		      uintptr_t kstack_top)
{
	struct arch_percpu *p = &boot_cpu;
	struct x86_tss *tss = &p->md.tss;

	p->self = p;
	p->cpu = cpu;
	p->kstack_bottom = kstack_bottom;
	p->kstack_top = kstack_top;

	tss->iomap_base = sizeof(*tss); /* none */
	tss->ist[X86_IST_ENTRY - 1] = STACK_TOP(boot_cpu_stacks.entry);
	tss->ist[X86_IST_DOUBLE - 1] =
		stack_top_percpu(STACK_TOP(boot_cpu_stacks.emergency), p);
	tss->ist[X86_IST_NMI - 1] =
		stack_top_percpu(STACK_TOP(boot_cpu_stacks.nmi), p);
	tss->ist[X86_IST_MC - 1] =
		stack_top_percpu(STACK_TOP(boot_cpu_stacks.mc), p);

	gdt_init(&p->md);
	gdt_load(&p->md);
	x86_wrmsr(X86_MSR_GS_BASE, (uint64_t)p);
}

static void features_read(void)
{
	struct x86_features *f = &x86_features;
	__u32 eax, ebx, ecx, edx, max;

	ukarch_x86_cpuid(0, 0, &max, &ebx, &ecx, &edx);
	ukarch_x86_cpuid(1, 0, &eax, &ebx, &ecx, &edx);
	f->pge = edx & CPUID1_EDX_PGE;
	f->xsave = ecx & X86_CPUID1_ECX_XSAVE;
	f->rdrand = ecx & X86_CPUID1_ECX_RDRAND;
	if (max >= 7) {
		ukarch_x86_cpuid(7, 0, &eax, &ebx, &ecx, &edx);
		f->fsgsbase = ebx & X86_CPUID7_EBX_FSGSBASE;
		f->rdseed = ebx & X86_CPUID7_EBX_RDSEED;
	}
	if (f->xsave && max >= 0xd) {
		ukarch_x86_cpuid(0xd, 1, &eax, &ebx, &ecx, &edx);
		f->xsaveopt = eax & X86_CPUIDD1_EAX_XSAVEOPT;
	}
	ukarch_x86_cpuid(0x80000001, 0, &eax, &ebx, &ecx, &edx);
	x86_has_page1g = edx & X86_CPUID81_PAGE1GB;
	f->paddr_bits = 36;
	ukarch_x86_cpuid(0x80000000, 0, &max, &ebx, &ecx, &edx);
	if (max >= 0x80000008) {
		ukarch_x86_cpuid(0x80000008, 0, &eax, &ebx, &ecx, &edx);
		f->paddr_bits = eax & 0xff;
	}
}

void arch_cpu_init(void)
{
	uint64_t cr4 = x86_cr4_read();

	features_read();
	cr4 |= X86_CR4_OSFXSR | X86_CR4_OSXMMEXCPT;
	cr4 |= x86_features.pge ? X86_CR4_PGE : 0;
	cr4 |= x86_features.fsgsbase ? X86_CR4_FSGSBASE : 0;
	cr4 |= x86_features.xsave ? X86_CR4_OSXSAVE : 0;
	x86_cr4_write(cr4);
	x86_bases_slow = !x86_features.fsgsbase;
	x86_vector_init();
}

void arch_cpu_halt(void)
{
	for (;;)
		__asm__ __volatile__("cli; hlt" : : : "memory");
}

void arch_exit_result(int result)
{
	x86_outb(X86_EXIT_RESULT, (uint8_t)result);
}

void arch_exit_status(int status)
{
	x86_outb(X86_DEBUG_EXIT, (uint8_t)status);
}

/* CPUID 1, EDX, as on Linux */
unsigned long arch_cpu_hwcap(void)
{
	__u32 eax, ebx, ecx, edx;

	ukarch_x86_cpuid(1, 0, &eax, &ebx, &ecx, &edx);
	return edx;
}

/* Bit 1: FSGSBASE instructions may be used; but GS is the kernel's until a
 * program asks for it.
 */
unsigned long arch_cpu_hwcap2(void)
{
	return 0;
}

const char *arch_cpu_platform(void)
{
	return "x86_64";
}
