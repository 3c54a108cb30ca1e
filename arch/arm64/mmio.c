/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The window for device registers: 1 GiB above the image, in blocks of 2 MiB
 * that are handed out upwards and never given back.
 */
#include <stddef.h>
#include <uk/arch/paging.h>
#include <arch/mmio.h>
#include <arch/mmu.h>

#define WINDOW_BASE 0xffffffffc0000000UL
#define BLOCK_ATTR \
	(PAGE_ATTR_PROT_RW | PAGE_ATTR_TYPE_DEVICE | PAGE_ATTR_GLOBAL)

/* The window's page table, by mmu.S. */
extern __pte_t arm64_boot_devices[PT_PTES_PER_LEVEL];

/* First of count entries that map the blocks from first on, or the first free
 * one behind all others.
 */
static unsigned int window_find(__paddr_t first, unsigned long count)
{
	unsigned int i;

	for (i = 0; i < PT_PTES_PER_LEVEL && arm64_boot_devices[i]; i++) {
		unsigned long n = 0;

		while (n < count && i + n < PT_PTES_PER_LEVEL &&
		       arm64_boot_devices[i + n] ==
			       arch_pte_leaf(first + n * PAGE_LARGE_SIZE,
					     BLOCK_ATTR, PAGE_LARGE_LEVEL))
			n++;
		if (n == count)
			break;
	}
	return i;
}

volatile void *arm64_mmio_map(__paddr_t paddr, __sz len)
{
	__paddr_t first = paddr & PAGE_LARGE_MASK;
	unsigned long count;
	unsigned int slot;

	if (!len || paddr + len - 1 < paddr ||
	    !ARM64_PADDR_VALID(paddr + len - 1))
		return NULL;
	count = (((paddr + len - 1) & PAGE_LARGE_MASK) - first) /
			PAGE_LARGE_SIZE +
		1;
	slot = window_find(first, count);
	if (count > PT_PTES_PER_LEVEL - slot)
		return NULL;
	for (unsigned long i = 0; i < count; i++)
		ukarch_pte_write((__vaddr_t)arm64_boot_devices,
				 PAGE_LARGE_LEVEL, slot + i,
				 arch_pte_leaf(first + i * PAGE_LARGE_SIZE,
					       BLOCK_ATTR, PAGE_LARGE_LEVEL));
	return (volatile char *)WINDOW_BASE + slot * PAGE_LARGE_SIZE +
	       (paddr - first);
}
