/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Where the image lies in physical memory; <arch/mmu.h> is the way in. */
#ifndef __ARCH_X86_MMU_H__
#define __ARCH_X86_MMU_H__

#include <stdbool.h>
#include <uk/arch/types.h>

#ifndef KERNEL_IMAGE_BASE
#error "Include <arch/mmu.h>"
#endif

/* The image is linked at its physical address plus KERNEL_IMAGE_BASE. */
static inline __paddr_t arch_image_to_phys(__vaddr_t vaddr)
{
	return vaddr - KERNEL_IMAGE_BASE;
}

static inline void *arch_phys_to_image(__paddr_t paddr)
{
	return (void *)(paddr + KERNEL_IMAGE_BASE);
}

/* start.S maps the first GiB. */
#define X86_BOOT_MAPPED (1UL << 30)

static inline bool arch_boot_mapped(__paddr_t paddr, __sz len)
{
	return paddr < X86_BOOT_MAPPED && len <= X86_BOOT_MAPPED - paddr;
}

#endif /* __ARCH_X86_MMU_H__ */
