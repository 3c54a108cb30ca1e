/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The address space around a fault, read from the live page table. */

#include <arch/mmu.h>
#include <uk/arch/paging.h>
#include <uk/essentials.h>
#include "crash_priv.h"

/* So many pages or holes are joined into one range of the report. */
#define JOIN_MAX 512

/* Addresses [start, last] that one entry of the page table decides upon. */
struct mapping {
	__vaddr_t start;
	__vaddr_t last;
	int present;
	unsigned long attr;
};

static void mapping_find(__vaddr_t addr, struct mapping *m)
{
	__paddr_t table = ukarch_pt_read_base();
	unsigned int lvl = PT_LEVELS;
	__pte_t pte;

	do {
		lvl--;
		ukarch_pte_read((__vaddr_t)arch_phys_to_direct(table), lvl,
				PT_Lx_IDX(addr, lvl), &pte);
		table = PT_Lx_PTE_PADDR(pte, lvl);
	} while (PT_Lx_PTE_PRESENT(pte, lvl) && !PAGE_Lx_IS(pte, lvl));

	m->start = PAGE_Lx_ALIGN_DOWN(addr, lvl);
	m->last = m->start + PAGE_Lx_SIZE(lvl) - 1;
	m->present = PT_Lx_PTE_PRESENT(pte, lvl);
	m->attr = m->present ? arch_pte_attr(pte, lvl) : 0;
}

/* Memory that can be read; a device's registers may change when they are. */
static int mapping_readable(const struct mapping *m)
{
	return m->present && (m->attr & PAGE_ATTR_PROT_READ) &&
	       !(m->attr & PAGE_ATTR_TYPE_DEVICE);
}

int uk_crash_readable(uintptr_t addr, unsigned long len)
{
	uintptr_t last = addr + len - 1;
	struct mapping m;

	if (len == 0 || last < addr || !ukarch_vaddr_range_isvalid(addr, last))
		return 0;

	for (;; addr = m.last + 1) {
		mapping_find(addr, &m);
		if (!mapping_readable(&m))
			return 0;
		if (m.last >= last)
			return 1;
	}
}

static int mapping_alike(const struct mapping *a, const struct mapping *b)
{
	return a->present == b->present && a->attr == b->attr;
}

/* Grows the range in both directions as long as nothing changes. */
static void mapping_join(struct mapping *m)
{
	struct mapping side;
	unsigned int i;

	for (i = 0; i < JOIN_MAX; i++) {
		if (m->start == 0 || !ukarch_vaddr_isvalid(m->start - 1))
			break;
		mapping_find(m->start - 1, &side);
		if (!mapping_alike(m, &side))
			break;
		m->start = side.start;
	}
	for (i = 0; i < JOIN_MAX; i++) {
		if (m->last == __VADDR_MAX ||
		    !ukarch_vaddr_isvalid(m->last + 1))
			break;
		mapping_find(m->last + 1, &side);
		if (!mapping_alike(m, &side))
			break;
		m->last = side.last;
	}
}

static int within(__vaddr_t addr, const char *start, const char *end)
{
	return addr >= (__vaddr_t)start && addr < (__vaddr_t)end;
}

static const char *area_name(__vaddr_t addr)
{
	if (within(addr, __text_start, __text_end))
		return "image, code";
	if (within(addr, __rodata_start, __rodata_end))
		return "image, constants";
	if (within(addr, __data_start, __data_end))
		return "image, data";
	if (addr >= KERNEL_IMAGE_BASE)
		return "beside the image";
	if (addr >= DIRECTMAP_BASE)
		return "direct map";
	if (addr >= KVA_BASE)
		return "kernel areas and stacks";
	return addr >= UPPER_HALF_BASE ? "" : "application";
}

static void mapping_print(const struct mapping *m, int here)
{
	uk_crash_printf("%c %016lx-%016lx ", here ? '>' : ' ',
			(unsigned long)m->start, (unsigned long)m->last);
	if (m->present)
		uk_crash_printf("%c%c%c",
				m->attr & PAGE_ATTR_PROT_READ ? 'r' : '-',
				m->attr & PAGE_ATTR_PROT_WRITE ? 'w' : '-',
				m->attr & PAGE_ATTR_PROT_EXEC ? 'x' : '-');
	else
		uk_crash_printf("not mapped");
	/* A hole may reach over several areas: then it has no name. */
	if (area_name(m->start) == area_name(m->last))
		uk_crash_printf(" %s", area_name(m->start));
	uk_crash_printf("\n");
}

static void print_neighbour(__vaddr_t addr)
{
	struct mapping m;

	if (!ukarch_vaddr_isvalid(addr))
		return;
	mapping_find(addr, &m);
	mapping_join(&m);
	mapping_print(&m, 0);
}

void crash_print_space(uintptr_t address)
{
	struct mapping m;

	uk_crash_printf("Memory around 0x%lx:\n", (unsigned long)address);
	if (!ukarch_vaddr_isvalid(address)) {
		uk_crash_printf("  not an address that this CPU knows\n");
		return;
	}
	mapping_find(address, &m);
	mapping_join(&m);
	if (m.start > 0)
		print_neighbour(m.start - 1);
	mapping_print(&m, 1);
	if (m.last < __VADDR_MAX)
		print_neighbour(m.last + 1);
}
