/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <stdlib.h>
#include <sys/mman.h>
#include "../paging_priv.h"
#include "host_machine.h"

/* Where the "boot code" has its tables: in the first pages. */
#define BOOT_ROOT 0x1000UL
#define BOOT_PDPT 0x2000UL
#define BOOT_PD	  0x3000UL
#define BOOT_KVA  0x4000UL

bool x86_has_page1g = true;

static char *memory;
static __paddr_t base = BOOT_ROOT;
static struct ukplat_memregion_desc *regions;
static int region_count;

__paddr_t ukarch_pt_read_base(void)
{
	return base;
}

int ukarch_pt_write_base(__paddr_t pt_paddr)
{
	base = pt_paddr;
	return 0;
}

void ukarch_tlb_flush(void)
{
}

void ukarch_tlb_flush_entry(__vaddr_t vaddr __unused)
{
}

/* 40 bits, so that the end of physical memory can be tested. */
int ukarch_paddr_range_isvalid(__paddr_t start, __paddr_t end)
{
	return start <= end && end < 1UL << 40;
}

int ukarch_vaddr_range_isvalid(__vaddr_t start, __vaddr_t end)
{
	return start <= end && (end < PT_LOWER_END || start >= UPPER_HALF_BASE);
}

int ukplat_memregion_find_next(int i, __u32 type, __u32 flags, __u32 fmask,
			       struct ukplat_memregion_desc **mrd)
{
	while (++i < region_count) {
		*mrd = &regions[i];
		if ((!type || ((*mrd)->type & type)) &&
		    ((*mrd)->flags & fmask) == flags)
			return i;
	}
	return -1;
}

void machine_regions(struct ukplat_memregion_desc *mrds, int count)
{
	regions = mrds;
	region_count = count;
}

static void link_table(__paddr_t table, unsigned int idx, __paddr_t next)
{
	(void)ukarch_pte_write(pt_direct(table), 1, idx, arch_pte_table(next));
}

bool machine_start(void)
{
	if (memory)
		(void)munmap(memory, MACHINE_MEMORY);
	memory = mmap(NULL, MACHINE_MEMORY, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (memory == MAP_FAILED)
		return false;
	pt_directmap = (__vaddr_t)memory;
	base = BOOT_ROOT;
	link_table(BOOT_ROOT, 511, BOOT_PDPT);
	link_table(BOOT_ROOT, 509, BOOT_KVA);
	link_table(BOOT_PDPT, 0, BOOT_PD);
	for (unsigned int i = 0; i < PT_PTES_PER_LEVEL; i++)
		(void)ukarch_pte_write(pt_direct(BOOT_PD), 1, i,
				       arch_pte_leaf(i * PAGE_LARGE_SIZE,
						     PAGE_ATTR_PROT_RW,
						     PAGE_LARGE_LEVEL));
	return true;
}

unsigned long machine_touched(void)
{
	unsigned long pages = MACHINE_MEMORY >> PAGE_SHIFT;
	unsigned char *resident = malloc(pages);
	unsigned long touched = 0;

	if (!resident || mincore(memory, MACHINE_MEMORY, resident))
		abort();
	for (unsigned long i = 0; i < pages; i++)
		touched += resident[i] & 1;
	free(resident);
	return touched;
}
