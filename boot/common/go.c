/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The parts that need a real machine. */
#include <stddef.h>
#include <arch/mmu.h>
#include <boot/boot.h>
#include <uk/plat/setup.h>

/* arch/x86_64/start.S maps so much. */
#define BOOT_MAPPED (1UL << 30)

const void *boot_phys(__paddr_t paddr, __sz len)
{
	if (paddr >= BOOT_MAPPED || len > BOOT_MAPPED - paddr)
		return NULL;
	return arch_phys_to_direct(paddr);
}

void boot_go(struct boot_state *bs)
{
	if (boot_end(bs) < 0)
		plat_memory_lacks(bs->ram);
	ukplat_setup(bs->bi);
}
