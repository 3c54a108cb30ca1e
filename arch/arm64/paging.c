/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Entries from attributes and back, translation roots, TLB. */
#include <errno.h>
#include <uk/arch/lcpu.h>
#include <uk/arch/paging.h>
#include <uk/essentials.h>
#include <arch/mmu.h>

__paddr_t arm64_image_pbase;

/* From mmu.S: one entry for each GiB of the direct map, and what is above. */
extern const __pte_t arm64_boot_upper[PT_PTES_PER_LEVEL];

/* TTBR1 serves the root page's upper half. */
#define ROOT_UPPER_OFFSET 2048

/* Index into MAIR_EL1 of each PAGE_ATTR_TYPE_*, and back. */
static const __u8 mair_of_type[] = {
	[PAGE_ATTR_TYPE_NORMAL_WB >> PAGE_ATTR_TYPE_SHIFT] =
		ARM64_NORMAL_DEFAULT,
	[PAGE_ATTR_TYPE_NORMAL_WB_TAGGED >> PAGE_ATTR_TYPE_SHIFT] =
		NORMAL_WB_TAGGED,
	[PAGE_ATTR_TYPE_NORMAL_WT >> PAGE_ATTR_TYPE_SHIFT] = NORMAL_WT,
	[PAGE_ATTR_TYPE_NORMAL_NC >> PAGE_ATTR_TYPE_SHIFT] = NORMAL_NC,
	[PAGE_ATTR_TYPE_DEVICE_GRE >> PAGE_ATTR_TYPE_SHIFT] = DEVICE_GRE,
	[PAGE_ATTR_TYPE_DEVICE_nGnRE >> PAGE_ATTR_TYPE_SHIFT] = DEVICE_nGnRE,
	[PAGE_ATTR_TYPE_DEVICE_nGnRnE >> PAGE_ATTR_TYPE_SHIFT] = DEVICE_nGnRnE,
	/* the eighth value means nothing: the strictest type */
	[7] = DEVICE_nGnRnE,
};

static const __u8 type_of_mair[8] = {
	[NORMAL_WB] = PAGE_ATTR_TYPE_NORMAL_WB >> PAGE_ATTR_TYPE_SHIFT,
	[NORMAL_WB_TAGGED] =
		PAGE_ATTR_TYPE_NORMAL_WB_TAGGED >> PAGE_ATTR_TYPE_SHIFT,
	[NORMAL_WT] = PAGE_ATTR_TYPE_NORMAL_WT >> PAGE_ATTR_TYPE_SHIFT,
	[NORMAL_NC] = PAGE_ATTR_TYPE_NORMAL_NC >> PAGE_ATTR_TYPE_SHIFT,
	[DEVICE_GRE] = PAGE_ATTR_TYPE_DEVICE_GRE >> PAGE_ATTR_TYPE_SHIFT,
	[DEVICE_nGnRE] = PAGE_ATTR_TYPE_DEVICE_nGnRE >> PAGE_ATTR_TYPE_SHIFT,
	[DEVICE_nGnRnE] = PAGE_ATTR_TYPE_DEVICE_nGnRnE >> PAGE_ATTR_TYPE_SHIFT,
};

/* Entry's shareability field of each PAGE_ATTR_SHAREABLE_*. */
static const __u8 sh_of_attr[] = {3, 2, 0, 3};

#define FIELD(v, name) (((v)&name##_MASK) >> name##_SHIFT)

__pte_t arch_pte_leaf(__paddr_t paddr, unsigned long attr, unsigned int lvl)
{
	unsigned long prot = FIELD(attr, PAGE_ATTR_PROT);
	__pte_t pte = paddr | ARM64_PTE_AF | ARM64_PTE_SW_FRAME;

	pte |= prot ? ARM64_PTE_VALID : 0;
	pte |= lvl ? 0 : ARM64_PTE_TABLE;
	pte |= (prot & PAGE_ATTR_PROT_WRITE) ? 0 : ARM64_PTE_RO;
	pte |= (prot & PAGE_ATTR_PROT_EXEC) ? 0 : ARM64_PTE_PXN;
	/* nothing runs at EL0 */
	pte |= ARM64_PTE_UXN;
	/* what all address spaces share is the kernel's */
	pte |= (attr & PAGE_ATTR_GLOBAL) ? ARM64_PTE_KERNEL_GUARD
					 : ARM64_PTE_NG;
	pte |= (__pte_t)mair_of_type[FIELD(attr, PAGE_ATTR_TYPE)]
	       << ARM64_PTE_ATTR_SHIFT;
	pte |= (__pte_t)sh_of_attr[FIELD(attr, PAGE_ATTR_SHAREABLE)]
	       << ARM64_PTE_SH_SHIFT;
	return pte;
}

unsigned long arch_pte_attr(__pte_t pte, unsigned int lvl __unused)
{
	static const __u16 attr_of_sh[4] = {
		PAGE_ATTR_SHAREABLE_NS,
		PAGE_ATTR_SHAREABLE_NS,
		PAGE_ATTR_SHAREABLE_OS,
		PAGE_ATTR_SHAREABLE_IS,
	};
	unsigned long attr = PAGE_ATTR_PROT_NONE;

	if (pte & ARM64_PTE_VALID) {
		attr |= PAGE_ATTR_PROT_READ;
		attr |= (pte & ARM64_PTE_RO) ? 0 : PAGE_ATTR_PROT_WRITE;
		attr |= (pte & ARM64_PTE_PXN) ? 0 : PAGE_ATTR_PROT_EXEC;
	}
	attr |= (unsigned long)type_of_mair[(pte >> ARM64_PTE_ATTR_SHIFT) & 7]
		<< PAGE_ATTR_TYPE_SHIFT;
	attr |= attr_of_sh[(pte >> ARM64_PTE_SH_SHIFT) & 3];
	attr |= (pte & ARM64_PTE_NG) ? 0 : PAGE_ATTR_GLOBAL;
	return attr;
}

bool arch_boot_mapped(__paddr_t paddr, __sz len)
{
	__paddr_t last = len ? paddr + len - 1 : paddr;

	if (last < paddr || last >= DIRECTMAP_SIZE)
		return false;
	for (__paddr_t i = paddr >> PAGE_HUGE_SHIFT;
	     i <= last >> PAGE_HUGE_SHIFT; i++)
		if (!arm64_boot_upper[i])
			return false;
	return true;
}

__paddr_t ukarch_pt_read_base(void)
{
	return arm64_sysreg_read(ttbr0_el1) & ARM64_PTE_PADDR_MASK;
}

int ukarch_pt_write_base(__paddr_t pt_paddr)
{
	if (pt_paddr & ~ARM64_PTE_PADDR_MASK)
		return -EINVAL;
	dsb(ishst);
	arm64_sysreg_write(ttbr0_el1, pt_paddr);
	arm64_sysreg_write(ttbr1_el1, pt_paddr + ROOT_UPPER_OFFSET);
	isb();
	/* what is not global belongs to address space identifier 0 */
	__asm__ __volatile__("tlbi aside1, xzr" ::: "memory");
	dsb(nsh);
	isb();
	return 0;
}

void ukarch_tlb_flush(void)
{
	dsb(ishst);
	__asm__ __volatile__("tlbi vmalle1" ::: "memory");
	dsb(nsh);
	isb();
}

void ukarch_tlb_flush_entry(__vaddr_t vaddr)
{
	dsb(ishst);
	__asm__ __volatile__("tlbi vaae1, %0"
			     :
			     : "r"((vaddr >> 12) & ((1UL << 44) - 1))
			     : "memory");
	dsb(nsh);
	isb();
}

/* Physical address bits by ID_AA64MMFR0_EL1.PARange; more than 48 would need
 * other entries.
 */
static unsigned int paddr_bits(void)
{
	static const __u8 bits[] = {32, 36, 40, 42, 44, 48};
	__u64 range = arm64_sysreg_read(id_aa64mmfr0_el1) & 0xf;

	return range < ARRAY_SIZE(bits) ? bits[range] : ARM64_PADDR_BITS;
}

int ukarch_paddr_range_isvalid(__paddr_t start, __paddr_t end)
{
	return start <= end && !(end >> paddr_bits());
}

int ukarch_vaddr_range_isvalid(__vaddr_t start, __vaddr_t end)
{
	return start <= end && ARM64_VADDR_VALID(start) &&
	       ARM64_VADDR_VALID(end) &&
	       (start <= ARM64_VADDR_MAX) == (end <= ARM64_VADDR_MAX);
}
