/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Registers, memory attributes and barriers of the CPU, for C and assembly.
 *
 * struct __regs is what a trap leaves on the kernel stack; the assembly that
 * fills it (vectors.S) uses the offsets below, which trap.c ties to the
 * struct.
 */
#ifndef __UKARCH_ARM64_LCPU_H__
#define __UKARCH_ARM64_LCPU_H__

#include <uk/asm.h>

#define CACHE_LINE_SIZE 64

/* struct __regs in assembly */
#define __REGS_OFFSETOF_LR    240
#define __REGS_OFFSETOF_SP    248
#define __REGS_OFFSETOF_ELR   256
#define __REGS_OFFSETOF_SPSR  264
#define __REGS_OFFSETOF_ESR   272
#define __REGS_OFFSETOF_FAR   280
#define __REGS_OFFSETOF_FRAME 288
#define __REGS_SIZEOF	      304

#define __SP_OFFSET	__REGS_OFFSETOF_SP
#define __SP_EL0_OFFSET __REGS_OFFSETOF_SP

/* What ukarch_ctx_switch() pushes: x19 to x30. */
#define __CALLEE_SAVED_SIZE 96

/* The emergency stack: room for a crash report. */
#define __TRAP_STACK_SIZE 8192

/* Memory types: indices into MAIR_EL1, and what stands there. */
#define DEVICE_nGnRnE	 0
#define DEVICE_nGnRE	 1
#define DEVICE_GRE	 2
#define NORMAL_NC	 3
#define NORMAL_WT	 4
#define NORMAL_WB	 5
#define NORMAL_WB_TAGGED 6

#define MAIR_DEVICE_nGnRnE    _AC(0x00, UL)
#define MAIR_DEVICE_nGnRE     _AC(0x04, UL)
#define MAIR_DEVICE_GRE	      _AC(0x0c, UL)
#define MAIR_NORMAL_NC	      _AC(0x44, UL)
#define MAIR_NORMAL_WT	      _AC(0xbb, UL)
#define MAIR_NORMAL_WB	      _AC(0xff, UL)
#define MAIR_NORMAL_WB_TAGGED _AC(0xf0, UL)

/* Every byte fits a mov with movk: see arm64_mmu_enable in mmu.S. */
#define MAIR_INIT_ATTR                               \
	(MAIR_DEVICE_nGnRnE << (8 * DEVICE_nGnRnE) | \
	 MAIR_DEVICE_nGnRE << (8 * DEVICE_nGnRE) |   \
	 MAIR_DEVICE_GRE << (8 * DEVICE_GRE) |       \
	 MAIR_NORMAL_NC << (8 * NORMAL_NC) |         \
	 MAIR_NORMAL_WT << (8 * NORMAL_WT) |         \
	 MAIR_NORMAL_WB << (8 * NORMAL_WB) |         \
	 MAIR_NORMAL_WB_TAGGED << (8 * NORMAL_WB_TAGGED))

/*
 * TCR_EL1: 47-bit addresses in both halves (the root page's lower 256
 * entries serve TTBR0, its upper 256 TTBR1), 4 KiB granule, walks cacheable
 * and inner shareable. The physical size, IPS, is added at run time.
 */
#define TCR_T0SZ(n)   (_AC(n, UL) << 0)
#define TCR_T1SZ(n)   (_AC(n, UL) << 16)
#define TCR_TG1_4K    (_AC(2, UL) << 30)
#define TCR_IPS_SHIFT 32
#define TCR_TBI1      (_AC(1, UL) << 38)
#define TCR_TCMA1     (_AC(1, UL) << 58)

#define TCR_CACHE_ATTRS                                                \
	((_AC(1, UL) << 8) | (_AC(1, UL) << 10) | (_AC(1, UL) << 24) | \
	 (_AC(1, UL) << 26))
#define TCR_SMP_ATTRS ((_AC(3, UL) << 12) | (_AC(3, UL) << 28))
#define TCR_INIT_FLAGS                                                \
	(TCR_T0SZ(17) | TCR_T1SZ(17) | TCR_TG1_4K | TCR_CACHE_ATTRS | \
	 TCR_SMP_ATTRS)

/* SCTLR_EL1 */
#define SCTLR_M	       (_AC(1, UL) << 0)
#define SCTLR_A	       (_AC(1, UL) << 1)
#define SCTLR_C	       (_AC(1, UL) << 2)
#define SCTLR_SA       (_AC(1, UL) << 3)
#define SCTLR_SA0      (_AC(1, UL) << 4)
#define SCTLR_I	       (_AC(1, UL) << 12)
#define SCTLR_DZE      (_AC(1, UL) << 14)
#define SCTLR_UCT      (_AC(1, UL) << 15)
#define SCTLR_WXN      (_AC(1, UL) << 19)
#define SCTLR_EE       (_AC(1, UL) << 25)
#define SCTLR_EnIA     (_AC(1, UL) << 31)
#define SCTLR_BT1      (_AC(1, UL) << 36)
#define SCTLR_TCF_SYNC (_AC(1, UL) << 40)
#define SCTLR_ATA      (_AC(1, UL) << 43)
/* bits that are 1 on a CPU without the extension that gives them meaning */
#define SCTLR_RES1 _AC(0x30d00980, UL)

#define SCTLR_SET_BITS \
	(SCTLR_RES1 | SCTLR_M | SCTLR_C | SCTLR_I | SCTLR_SA | SCTLR_WXN)
#define SCTLR_CLEAR_BITS (SCTLR_A | SCTLR_EE)

/* CPACR_EL1.FPEN: 3 lets vector instructions through, 0 traps them. */
#define CPACR_FPEN (_AC(3, UL) << 20)

/* SPSR_EL1 */
#define SPSR_M_EL1t 4
#define SPSR_M_EL1h 5
#define SPSR_M_MASK 0x1f
#define SPSR_DAIF   (_AC(0xf, UL) << 6)
#define SPSR_IRQ    (_AC(1, UL) << 7)

/* Page-table attributes of the early tables; <uk/asm/paging.h> has the bits. */
/* access flag, inner shareable, a page */
#define PTE_ATTR_DEFAULT       _AC(0x703, UL)
#define PTE_ATTR_DEVICE_nGnRE  (PTE_ATTR_DEFAULT | (DEVICE_nGnRE << 2))
#define PTE_ATTR_DEVICE_nGnRnE (PTE_ATTR_DEFAULT | (DEVICE_nGnRnE << 2))
#define PTE_ATTR_NORMAL_RWX    (PTE_ATTR_DEFAULT | (NORMAL_WB << 2))
#define PTE_ATTR_NORMAL_RX     (PTE_ATTR_NORMAL_RWX | (_AC(1, UL) << 7))
#define PTE_ATTR_NORMAL_RW     (PTE_ATTR_NORMAL_RWX | (_AC(3, UL) << 53))
#define PTE_ATTR_NORMAL_RO     (PTE_ATTR_NORMAL_RW | (_AC(1, UL) << 7))

#ifndef __ASSEMBLER__

#include <uk/arch/types.h>

/*
 * Registers of an interrupted context. frame is a frame record (caller's
 * frame pointer, interrupted pc), so that a backtrace walks through a trap.
 */
struct __regs {
	unsigned long x[30];
	unsigned long lr;
	unsigned long sp; /* SP_EL0 if spsr_el1 says EL1t, else SP_EL1 */
	unsigned long elr_el1;
	unsigned long spsr_el1;
	unsigned long esr_el1;
	unsigned long far_el1;
	unsigned long frame[2];
};

#define mb()  __asm__ __volatile__("dmb sy" ::: "memory")
#define rmb() __asm__ __volatile__("dmb ld" ::: "memory")
#define wmb() __asm__ __volatile__("dmb st" ::: "memory")
#define nop() __asm__ __volatile__("nop")

#define isb()	   __asm__ __volatile__("isb" ::: "memory")
#define dsb(scope) __asm__ __volatile__("dsb " #scope ::: "memory")

#define arm64_sysreg_read(reg)                                    \
	({                                                        \
		__u64 _v;                                         \
		__asm__ __volatile__("mrs %0, " #reg : "=r"(_v)); \
		_v;                                               \
	})

#define arm64_sysreg_write(reg, v) \
	__asm__ __volatile__("msr " #reg ", %0" : : "r"((__u64)(v)) : "memory")

static inline unsigned long ukarch_read_sp(void)
{
	unsigned long sp;

	__asm__ __volatile__("mov %0, sp" : "=r"(sp));
	return sp;
}

static inline void ukarch_spinwait(void)
{
	__asm__ __volatile__("yield" ::: "memory");
}

#endif /* !__ASSEMBLER__ */

#endif /* __UKARCH_ARM64_LCPU_H__ */
