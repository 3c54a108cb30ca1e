/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The parts that need a real machine. */
#include <errno.h>
#include <stddef.h>
#include <arch/mmu.h>
#include <boot/boot.h>
#include <uk/plat/setup.h>

const void *boot_phys(__paddr_t paddr, __sz len)
{
	return arch_boot_mapped(paddr, len) ? arch_phys_to_direct(paddr) : NULL;
}

void boot_go(struct boot_state *bs)
{
	int rc = boot_end(bs);

	if (rc == -ENOMEM)
		plat_memory_lacks(bs->ram);
	if (rc < 0)
		plat_boot_fail("The list of memory regions is too short: "
			       "LIBUKBOOTINFO_REGIONS");
	ukplat_setup(bs->bi);
}
